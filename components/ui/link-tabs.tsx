import { clsx } from "clsx";
import Link from "next/link";

export type LinkTab = { href: string; label: string; count?: number; current: boolean };

/** Tabs that are pages: each has its own address. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  return (
    <nav
      aria-label={label}
      className="-mx-4 mb-4 flex gap-1 overflow-x-auto border-line border-b px-4 [scrollbar-width:none] md:mx-0 md:px-0"
    >
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
          className={clsx(TAB, "aria-[current]:border-palm aria-[current]:text-ink")}
        >
          {tab.label}
          <TabCount count={tab.count} />
        </Link>
      ))}
    </nav>
  );
}

export const TAB =
  "-mb-px inline-flex h-11 shrink-0 items-center gap-2 border-transparent border-b-2 px-3 font-medium text-14 text-faint transition-colors hover:text-ink -outline-offset-2";

/** The number beside a tab; nothing for none. */
export function TabCount({ count }: { count?: number }) {
  if (!count) return null;
  return <span className="tabular rounded-full bg-sunken px-2 text-12 text-soft">{count}</span>;
}
