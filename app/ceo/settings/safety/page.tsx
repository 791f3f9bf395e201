import type { Metadata } from "next";
import { SafetyPage } from "@/components/settings/safety-page";
import { listSessions } from "@/lib/auth/list-sessions";
import { listPasskeys } from "@/lib/auth/passkeys/list-passkeys";
import { readProfile } from "@/lib/auth/profile/read-profile";
import { listRecentSignIns } from "@/lib/auth/recent-sign-ins";
import { requireMember } from "@/lib/auth/require-member";
import { settingsWords } from "@/lib/words/en/settings";

export const metadata: Metadata = { title: settingsWords.tabs.safety };

export default async function SafetySettingsPage() {
  const ctx = await requireMember("ceo");
  const [devices, passkeys, recent, profile] = await Promise.all([
    listSessions(ctx),
    listPasskeys(ctx),
    listRecentSignIns(ctx),
    readProfile(ctx),
  ]);
  return <SafetyPage devices={devices} passkeys={passkeys} recent={recent} recovery={profile.recovery} />;
}
