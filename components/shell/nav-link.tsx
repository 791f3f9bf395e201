"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { shellWords } from "@/lib/words/en/shell";

type Props = {
  href: string;
  label: string;
  icon: ReactNode;
  badge?: ReactNode;
  exact?: boolean;
  look: "rail" | "tab" | "list";
};

const LOOKS = {
  rail: "flex min-h-9 pointer-coarse:min-h-11 items-center gap-3 rounded-control px-3 font-medium text-14 text-soft hover:bg-sunken hover:text-ink aria-[current]:bg-palm-wash aria-[current]:text-palm-ink",
  tab: "relative grid min-h-14 min-w-0 flex-1 grid-cols-1 content-center justify-items-center gap-0.5 font-medium text-12 text-faint aria-[current]:text-palm-ink -outline-offset-2",
  list: "flex min-h-11 items-center gap-3 rounded-control px-3 font-medium text-16 text-ink hover:bg-sunken aria-[current]:bg-palm-wash aria-[current]:text-palm-ink",
};

/** One place to go; knows whether it is where we are. */
export function NavLink({ href, label, icon, badge, exact, look }: Props) {
  const path = usePathname();
  const here = path === href || (!exact && path.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={clsx("transition-colors [&_svg]:size-5 [&_svg]:shrink-0", LOOKS[look])}
    >
      {icon}
      <span className={clsx(look === "tab" ? "max-w-full truncate" : "flex-1")}>{label}</span>
      {badge && <span className={clsx(look === "tab" && "absolute top-1.5 left-1/2 ml-2")}>{badge}</span>}
    </Link>
  );
}

/** How many wait. Nothing for none; more than 99 is said so. */
export function UnreadBadge({ count }: { count: number }) {
  if (count <= 0) return null;
  return (
    <span className="tabular grid h-5 min-w-5 place-items-center rounded-full bg-marigold px-1.5 font-semibold text-12 text-on-marigold">
      <span aria-hidden>{count > 99 ? "99+" : count}</span>
      <span className="sr-only">{shellWords.unread(count)}</span>
    </span>
  );
}
