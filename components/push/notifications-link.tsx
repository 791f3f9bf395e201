import { Bell } from "lucide-react";
import { NavLink } from "@/components/shell/nav-link";
import { pushWords } from "@/lib/words/en/push";

/** The way to "Tell me on this phone", in the account menu: for those who look for it, asked of nobody. */
export function NotificationsLink() {
  return (
    <NavLink look="list" href="/vendor/notifications" label={pushWords.menu} icon={<Bell aria-hidden />} />
  );
}
