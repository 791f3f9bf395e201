import { clsx } from "clsx";
import { Check, CheckCheck, CircleAlert, Clock3 } from "lucide-react";
import type { ReactNode } from "react";
import { resultWords } from "@/lib/words/en/results";

export type Delivery = "waiting" | "sent" | "delivered" | "read" | "failed";

type Props = {
  /** `in`: from the other side, left; `out`: from this side, right. */
  from: "in" | "out";
  /** Above the text, who said it, when that is not clear. */
  author?: string;
  time?: ReactNode;
  delivery?: Delivery;
  image?: ReactNode;
  children?: ReactNode;
  className?: string;
};

/** One chat bubble. Line breaks of the text are kept. */
export function Bubble({ from, author, time, delivery, image, children, className }: Props) {
  return (
    <div
      className={clsx(
        "w-fit max-w-[85%] rounded-card px-3 py-2 text-14 text-chat-ink",
        from === "in" ? "self-start rounded-tl-4 bg-chat-in" : "self-end rounded-tr-4 bg-chat-out",
        className,
      )}
    >
      {author && <span className="mb-0.5 block font-semibold text-12 text-lagoon-ink">{author}</span>}
      {image && <span className="-mx-2 -mt-1 mb-1.5 block overflow-hidden rounded-control">{image}</span>}
      <span className="whitespace-pre-wrap break-words">{children}</span>
      {(time || delivery) && (
        <span className="mt-0.5 flex items-center justify-end gap-1 text-12 text-chat-soft">
          {time}
          {delivery && <Ticks delivery={delivery} />}
        </span>
      )}
    </div>
  );
}

/** How far a message got, as chat apps show it. */
export function Ticks({ delivery }: { delivery: Delivery }) {
  const Icon = { waiting: Clock3, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert }[
    delivery
  ];
  const colour =
    delivery === "read" ? "text-lagoon-ink" : delivery === "failed" ? "text-laterite-ink" : undefined;
  return <Icon role="img" aria-label={resultWords.message[delivery]} className={clsx("size-4", colour)} />;
}

/** Three dots: the other side is writing. */
export function TypingBubble({ className }: { className?: string }) {
  return (
    <span
      role="img"
      aria-label={resultWords.message.typing}
      className={clsx(
        "flex w-fit gap-1 self-start rounded-card rounded-tl-4 bg-chat-in px-3.5 py-3",
        className,
      )}
    >
      {[0, 150, 300].map((delay) => (
        <span
          key={delay}
          style={{ animationDelay: `${delay}ms` }}
          className="size-1.5 animate-breathe rounded-full bg-chat-soft"
        />
      ))}
    </span>
  );
}

/** The day between two lots of messages. */
export function ChatDay({ children }: { children: ReactNode }) {
  return (
    <span className="my-1 self-center rounded-full bg-surface px-3 py-0.5 font-medium text-12 text-chat-soft">
      {children}
    </span>
  );
}
