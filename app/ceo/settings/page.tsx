import type { Metadata } from "next";
import { ProfilePage } from "@/components/settings/profile-page";
import { readProfile } from "@/lib/auth/profile/read-profile";
import { requireMember } from "@/lib/auth/require-member";
import { settingsWords } from "@/lib/words/en/settings";

export const metadata: Metadata = { title: settingsWords.title };

export default async function SettingsPage() {
  const ctx = await requireMember("ceo");
  return <ProfilePage profile={await readProfile(ctx)} />;
}
