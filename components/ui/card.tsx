import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";

/** A quiet box. With a title it is a section that a reader can jump to. */
export function Card(props: {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
  flush?: boolean;
  className?: string;
  id?: string;
}) {
  const titleId = props.title
    ? `${props.id ?? props.title.toLowerCase().replace(/\W+/g, "-")}-title`
    : undefined;
  return (
    <section
      id={props.id}
      aria-labelledby={titleId}
      className={clsx(
        "min-w-0 rounded-card border border-line bg-surface",
        props.flush && "overflow-clip",
        props.className,
      )}
    >
      {props.title && (
        <div className="flex min-h-12 items-center justify-between gap-4 px-4 pt-2 md:min-h-14 md:px-5 md:pt-3">
          <h2 id={titleId} className="font-semibold text-16">
            {props.title}
          </h2>
          {props.aside}
        </div>
      )}
      <div className={clsx(!props.flush && (props.title ? "px-4 pt-1 pb-4 md:px-5 md:pb-5" : "p-4 md:p-5"))}>
        {props.children}
      </div>
    </section>
  );
}

/** The head of a page: its one h1, a line below, and what can be done. */
export function PageHeader(props: {
  title: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
  back?: ReactNode;
}) {
  return (
    <header className="mb-6 grid gap-1">
      {props.back}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className={clsx("grid min-w-0 gap-1", props.text && "flex-1 basis-80")}>
          <h1 className="font-semibold text-28">{props.title}</h1>
          {props.text && <p className="max-w-prose text-soft">{props.text}</p>}
        </div>
        {props.actions && (
          <div className="flex flex-wrap items-center gap-2 max-sm:[&>:is(a,button)]:px-2.5">
            {props.actions}
          </div>
        )}
      </div>
    </header>
  );
}

/** One number that matters today; with `href` the whole card leads to what is behind it. */
export function StatCard(props: {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  icon?: ReactNode;
  href?: string;
  attention?: boolean;
}) {
  const classes = clsx(
    "grid min-h-28 content-start gap-1 rounded-card border p-4 transition-colors",
    props.attention ? "border-marigold/60 bg-marigold-wash" : "border-line bg-surface",
    props.href && "hover:border-edge",
  );
  const quiet = props.attention ? "text-marigold-ink" : "text-faint";
  const inside = (
    <>
      <span className={clsx("flex items-center gap-2 font-medium text-14 [&_svg]:size-4", quiet)}>
        {props.icon}
        {props.label}
      </span>
      <span className="tabular min-w-0 font-bold font-display text-28 text-ink">{props.value}</span>
      {props.note && (
        <span className={clsx("text-14", props.attention ? "text-soft" : "text-faint")}>{props.note}</span>
      )}
    </>
  );
  return props.href ? (
    <Link href={props.href} className={classes}>
      {inside}
    </Link>
  ) : (
    <div className={classes}>{inside}</div>
  );
}
