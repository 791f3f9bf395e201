import { newId } from "@/lib/ids";
import type { EchoItem, MessageItem } from "@/lib/meta/webhook/item";
import type { Context } from "@/lib/tenancy/context";
import { storedMedia } from "./picture-sources";

/** Shown in the timeline, and no new word of the contact's: nothing to answer. */
export function isSilent(item: MessageItem | EchoItem): boolean {
  return item.kind === "revoke" || (item.kind === "reaction" && !item.reaction?.emoji);
}

/** What a message or an echo says, as columns. */
export function storedContent(
  ctx: Context,
  channelId: string,
  conversationId: string,
  item: MessageItem | EchoItem,
) {
  return {
    ceoId: ctx.ceoId,
    id: newId("message"),
    conversationId,
    channelId,
    externalId: item.externalId,
    kind: item.kind,
    text: shortened(item.text ?? item.media?.caption),
    media: storedMedia(item),
    buttons: item.buttonId ? { pressed: item.buttonId } : null,
    quotedExternalId:
      item.quotedExternalId ?? item.reaction?.targetExternalId ?? item.targetExternalId ?? null,
    providerAt: item.sentAt,
    payload: item.payload,
  };
}

const TEXT_LENGTH_MAX = 10_000;

/** Cut between signs: half of one is in no text that the database takes. */
function shortened(text: string | undefined): string | null {
  return text?.slice(0, TEXT_LENGTH_MAX).replace(/[\uD800-\uDBFF]$/, "") ?? null;
}
