import { PageHeader } from "@/components/ui/card";
import type { PasskeyItem, Profile, RecentSignIn, SessionItem } from "@/lib/auth/schema";
import { settingsWords as words } from "@/lib/words/en/settings";
import { DevicesCard } from "./devices-card";
import { PasskeysCard } from "./passkeys-card";
import { RecentCard } from "./recent-card";
import { RecoveryBanner } from "./recovery-banner";
import { SettingsTabs } from "./settings-tabs";

type Props = {
  devices: SessionItem[];
  passkeys: PasskeyItem[];
  recent: RecentSignIn[];
  recovery: Profile["recovery"];
};

/** Who may act as her: devices that are signed in, passkeys, and what happened lately (P2.5, P2.6). */
export function SafetyPage({ devices, passkeys, recent, recovery }: Props) {
  return (
    <>
      <PageHeader title={words.title} />
      <SettingsTabs current="safety" />
      <div className="grid max-w-2xl gap-4">
        {recovery && <RecoveryBanner recovery={recovery} />}
        <DevicesCard devices={devices} />
        <PasskeysCard passkeys={passkeys} />
        <RecentCard recent={recent} />
      </div>
    </>
  );
}
