"use client";

import { clsx } from "clsx";
import { FileText, ShieldAlert } from "lucide-react";
import { Bubble, type Delivery } from "@/components/ui/bubble";
import { TimeText } from "@/components/ui/time-text";
import type { MessageView } from "@/lib/messaging/schema";
import { chatWords, inboxWords } from "@/lib/words/en/conversation";
import { HeldNote } from "./held-note";
import { MessagePictures } from "./message-pictures";

type Props = { message: MessageView; isFirstOfAuthor: boolean; contactName: string };

const DELIVERIES: Record<string, Delivery> = {
  queued: "waiting",
  unknown: "waiting",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
};

/** One message of the chat: ours to the right with ticks, theirs to the left, a held one marked as held. */
export function ChatMessage({ message, isFirstOfAuthor, contactName }: Props) {
  const { direction, status, receipt, kind } = message;
  const isHeld = status === "held" || status === "discarded";
  const hasPicture = Boolean(receipt || message.picture_path) || message.pictures.length > 0;
  const isWordless = message.text === null && !hasPicture;
  return (
    <>
      <Bubble
        from={direction}
        author={direction === "out" && isFirstOfAuthor ? authorOf(message) : undefined}
        time={<TimeText plain at={message.at} say="clock" />}
        delivery={direction === "out" ? DELIVERIES[status] : undefined}
        image={hasPicture ? <MessagePictures message={message} name={contactName} /> : undefined}
        className={clsx(
          "md:max-w-[70%]",
          isHeld && "border border-marigold border-dashed",
          status === "discarded" && "opacity-70",
        )}
      >
        {kind === "document" && direction === "out" && (
          <FileText
            aria-label={inboxWords.kinds.document}
            className="mr-1.5 inline size-5 align-text-bottom"
          />
        )}
        {message.text}
        {isWordless && (
          <span className="text-chat-soft italic">{inboxWords.kinds[kind] ?? inboxWords.other}</span>
        )}
        {message.buttons && <Buttons titles={message.buttons.map((button) => button.title)} />}
      </Bubble>
      <Trouble message={message} />
    </>
  );
}

function authorOf({ author, author_name }: MessageView): string {
  const role = chatWords.authors[author] ?? author;
  return author_name && author !== "bot" ? author_name : role;
}

/** Reply buttons as the buyer sees them; here they are only shown. */
function Buttons({ titles }: { titles: readonly string[] }) {
  return (
    <span className="mt-2 flex flex-wrap gap-1.5">
      {titles.map((title) => (
        <span
          key={title}
          className="rounded-full border border-chat-soft/40 px-3 py-1 font-medium text-12 text-chat-ink"
        >
          {title}
        </span>
      ))}
    </span>
  );
}

function Trouble({ message }: { message: MessageView }) {
  const { status, failure } = message;
  if (message.awaits_owner) return <HeldNote message={message} />;
  if (status === "discarded") {
    return <p className="max-w-[85%] self-end text-right text-12 text-chat-soft">{chatWords.discarded}</p>;
  }
  if (status === "held") {
    return (
      <p className="flex max-w-[85%] items-start gap-1.5 self-end text-12 text-marigold-ink">
        <ShieldAlert aria-hidden className="mt-px size-4 shrink-0" />
        {chatWords.held}
      </p>
    );
  }
  if (status !== "failed" && status !== "unknown") return null;
  return (
    <p
      className={clsx(
        "max-w-[85%] self-end text-right text-12",
        status === "failed" ? "text-laterite-ink" : "text-chat-soft",
      )}
    >
      {status === "failed" ? [chatWords.failed, failure].filter(Boolean).join(": ") : chatWords.unknown}
    </p>
  );
}
