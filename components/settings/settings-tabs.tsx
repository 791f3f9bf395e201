import { LinkTabs } from "@/components/ui/link-tabs";
import { settingsWords } from "@/lib/words/en/settings";

const { tabs } = settingsWords;

const PLACES = [
  { key: "profile", href: "/ceo/settings", label: tabs.profile },
  { key: "money", href: "/ceo/settings/money", label: tabs.money },
  { key: "safety", href: "/ceo/settings/safety", label: tabs.safety },
] as const;

export type SettingsPlace = (typeof PLACES)[number]["key"];

/** The pages of the settings; `current` is the one that is open. */
export function SettingsTabs({ current }: { current: SettingsPlace }) {
  const links = PLACES.map(({ key, href, label }) => ({ href, label, current: key === current }));
  return <LinkTabs label={tabs.label} tabs={links} />;
}
