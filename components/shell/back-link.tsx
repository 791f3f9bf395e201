import { ArrowLeft } from "lucide-react";
import Link from "next/link";

/** The way up, above a page's title. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="-ml-1 inline-flex min-h-11 w-fit items-center gap-1.5 px-1 text-14 text-soft hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" />
      {children}
    </Link>
  );
}
