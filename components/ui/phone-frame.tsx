import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Initials } from "./person-chip";

type Props = {
  name: string;
  note?: string;
  children: ReactNode;
  footer?: ReactNode;
  label: string;
  /** Names the chat for who scrolls it by keyboard; without it the chat must fit. */
  chatLabel?: string;
  className?: string;
};

/** A phone with a chat on it. The chat scrolls inside; the newest line is at the bottom. */
export function PhoneFrame({ name, note, children, footer, label, chatLabel, className }: Props) {
  return (
    <section
      aria-label={label}
      className={clsx(
        "flex h-[38rem] w-full max-w-84 flex-col overflow-hidden rounded-[2.25rem] border-[6px] border-[#101814] bg-chat shadow-float",
        className,
      )}
    >
      <header className="flex shrink-0 items-center gap-3 bg-chat-bar px-4 pt-4 pb-3 text-on-chat-bar">
        <Initials name={name} className="size-9" />
        <span className="grid min-w-0 leading-tight">
          <span className="truncate font-semibold text-16">{name}</span>
          {note && <span className="truncate text-12 opacity-85">{note}</span>}
        </span>
      </header>
      <div
        className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto -outline-offset-2"
        {...(chatLabel ? { role: "region", tabIndex: 0, "aria-label": chatLabel } : {})}
      >
        <div className="flex flex-col gap-2 px-3 py-4">{children}</div>
      </div>
      {footer && <div className="shrink-0 border-line border-t bg-surface p-2">{footer}</div>}
    </section>
  );
}
