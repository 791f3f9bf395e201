import type { Metadata } from "next";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/ui/card";
import { requireMember } from "@/lib/auth/require-member";
import { settingsWords as words } from "@/lib/words/en/settings";

export const metadata: Metadata = { title: words.title };

export default async function SettingsPage() {
  await requireMember("ceo");
  return (
    <>
      <PageHeader title={words.title} />
      <SettingsTabs current="profile" />
    </>
  );
}
