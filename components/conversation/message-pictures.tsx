"use client";

import { FileText, ImageOff, LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { MessageView } from "@/lib/messaging/schema";
import { chatWords, inboxWords } from "@/lib/words/en/conversation";

type Props = { message: MessageView; name: string };

/** What a message shows beside its words: the proof of payment, the picture we sent, and all that the contact sent. */
export function MessagePictures({ message, name }: Props) {
  const { receipt, picture_path, pictures } = message;
  return (
    <span className="grid gap-1">
      {receipt && <ReceiptImage receipt={receipt} name={name} />}
      {picture_path && <Picture path={picture_path} alt={chatWords.sentPicture} />}
      {pictures.map((picture) => (
        <KeptPicture key={picture.place} picture={picture} name={name} />
      ))}
    </span>
  );
}

function Picture({ path, alt }: { path: string; alt: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: a private link that must never pass an optimiser or a cache
    <img
      src={path}
      alt={alt}
      loading="lazy"
      width={240}
      height={240}
      className="h-60 w-60 bg-sunken object-cover"
    />
  );
}

/** A picture of the contact's: in full at a tap, and honest words while there is nothing to see. */
function KeptPicture({ picture, name }: { picture: MessageView["pictures"][number]; name: string }) {
  if (picture.path) {
    return (
      <a
        href={picture.path}
        target="_blank"
        rel="noreferrer"
        aria-label={chatWords.openPicture(name)}
        className="block -outline-offset-4"
      >
        <Picture path={picture.path} alt={chatWords.picture(name)} />
      </a>
    );
  }
  const isWaiting = picture.state === "waiting";
  const Icon = isWaiting ? LoaderCircle : ImageOff;
  return (
    <span className="flex items-center gap-2 px-3 py-4 text-chat-soft">
      <Icon aria-hidden className="size-5" />
      {isWaiting ? chatWords.pictureComes : chatWords.pictureLost}
    </span>
  );
}

function ReceiptImage({ receipt, name }: { receipt: NonNullable<MessageView["receipt"]>; name: string }) {
  return (
    <Link
      href={`/vendor/receipts/${receipt.receipt_id}`}
      aria-label={receipt.has_picture ? chatWords.openReceipt : undefined}
      className="block -outline-offset-4"
    >
      {receipt.has_picture ? (
        // biome-ignore lint/performance/noImgElement: a private link that must never pass an optimiser or a cache
        <img
          src={`/api/receipts/${receipt.receipt_id}/file`}
          alt={chatWords.picture(name)}
          loading="lazy"
          width={240}
          height={240}
          className="h-60 w-60 bg-sunken object-cover object-top"
        />
      ) : (
        <span className="flex items-center gap-2 px-3 py-4">
          <FileText aria-hidden className="size-5" />
          {inboxWords.kinds.document}
          <span className="sr-only">{chatWords.openReceipt}</span>
        </span>
      )}
    </Link>
  );
}
