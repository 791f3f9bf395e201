import { PageHeader } from "@/components/ui/card";
import type { Profile } from "@/lib/auth/schema";
import { settingsWords as words } from "@/lib/words/en/settings";
import { EmailCard } from "./email-card";
import { NamesCard } from "./names-card";
import { PhoneCard } from "./phone-card";
import { SettingsTabs } from "./settings-tabs";

/** Who she is: names as they are, phone and email with what each needs (P12). */
export function ProfilePage({ profile }: { profile: Profile }) {
  return (
    <>
      <PageHeader title={words.title} />
      <SettingsTabs current="profile" />
      <div className="grid max-w-2xl gap-4">
        <NamesCard profile={profile} />
        <PhoneCard profile={profile} />
        <EmailCard profile={profile} />
      </div>
    </>
  );
}
