import { Ellipsis } from "lucide-react";
import { Fragment } from "react";
import { shellWords } from "@/lib/words/en/shell";
import type { NavItem } from "./app-shell";
import { Disclosure } from "./disclosure";
import { NavGroups } from "./nav-groups";
import { NavLink } from "./nav-link";

const TABS = 5;

/** The places under the thumb: all of them where they fit, else the first four and More, which says what waits behind it. */
export function PhoneTabs({ items }: { items: readonly NavItem[] }) {
  const fits = items.length <= TABS;
  const tabs = fits ? items : items.slice(0, TABS - 1);
  const rest = fits ? [] : items.slice(TABS - 1);
  return (
    <nav
      aria-label={shellWords.nav}
      className="no-print fixed inset-x-0 bottom-0 z-20 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {tabs.map((item) => (
        <NavLink key={item.href} look="tab" {...item} />
      ))}
      {rest.length > 0 && (
        <div className="grid min-w-0 flex-1">
          <Disclosure
            button={
              <>
                <Ellipsis aria-hidden className="size-5" />
                {shellWords.more}
                <span className="absolute top-1.5 left-1/2 ml-2">
                  {rest.map(({ href, badge }) => (
                    <Fragment key={href}>{badge}</Fragment>
                  ))}
                </span>
              </>
            }
            buttonClassName="relative grid min-h-14 w-full content-center justify-items-center gap-0.5 font-medium text-12 text-faint aria-expanded:text-palm-ink"
            panelClassName="right-2 bottom-full mb-2 grid max-h-[calc(100dvh-5.5rem)] w-64 gap-2 overflow-y-auto"
          >
            <NavGroups look="list" items={rest} />
          </Disclosure>
        </div>
      )}
    </nav>
  );
}
