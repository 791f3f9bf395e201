import { sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { changeAddress } from "@/lib/orders/change-address";
import { confirmAddress } from "@/lib/orders/confirm-address";
import { confirmDelivery } from "@/lib/orders/confirm-delivery";
import { openDispute } from "@/lib/orders/open-dispute";
import { placeOrder } from "@/lib/orders/place-order";
import { queuePush } from "@/lib/push/queue-push";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { submitReceipt } from "@/lib/receipts/submit-receipt";
import { allowUpload } from "@/lib/receipts/upload-link";
import { actingAs, type Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { contactName, setContact, setOptOut } from "./change-contact";
import type { ConversationRow } from "./load-turn";
import { applyOffer, keepStandingPrice } from "./offers/apply-offer";
import type { Effect, Facts, ReplyFreeEffect } from "./rules/types";
import { sendPaper } from "./send-paper";
import { sendReply } from "./send-reply";

export type IssuedCode = { code: string; expiresAt: Date };

export type TurnWork = {
  conversation: ConversationRow;
  facts: Facts;
  /** Where the pictures of products are kept, by the products' ids. */
  pictures: ReadonlyMap<string, string>;
  /** The code issued for this turn's `requestCode`, if there was one. */
  code: IssuedCode | null;
  /** Who of the business wrote each of the messages that are relayed, by their events' ids. */
  relayed: ReadonlyMap<string, { author: "vendor" | "ceo"; authorId: string }>;
};

/** What this turn has made so far, for the replies that speak of it. */
export type Done = {
  placed: { id: string; reference: string } | null;
  uploadLink: { url: string; expiresAt: Date } | null;
};

/** Carries out a turn's effects in order, in the transaction of the turn: all of them happen, or none. */
export async function applyEffects(
  tx: Tx,
  ctx: Context,
  work: TurnWork,
  effects: readonly Effect[],
): Promise<void> {
  const buyer = actingAs(ctx, { kind: "contact", id: work.conversation.contactId });
  const done: Done = { placed: null, uploadLink: null };
  for (const effect of effects) {
    if (effect.type === "reply") await sendReply(tx, ctx, work, done, effect);
    else if (effect.type === "sendPaper") await sendPaper(tx, ctx, work, effect);
    else await applyOne(tx, buyer, work, done, onPlacedOrder(effect, done));
  }
}

/** "placed" stands for the order that this very turn has placed, as when a code and a picture come in one burst. */
function onPlacedOrder<E extends ReplyFreeEffect>(effect: E, done: Done): E {
  const isPlaced = "orderId" in effect && effect.orderId === "placed";
  return isPlaced && done.placed ? { ...effect, orderId: done.placed.id } : effect;
}

async function applyOne(
  tx: Tx,
  buyer: Context,
  work: TurnWork,
  done: Done,
  effect: ReplyFreeEffect,
): Promise<void> {
  const { contactId } = work.conversation;
  switch (effect.type) {
    case "setContact":
      return setContact(tx, buyer, work, effect);
    case "placeOrder":
      done.placed = await placeOne(tx, buyer, work, effect);
      return;
    case "submitReceipt":
      await keepStandingPrice(tx, buyer, effect.orderId);
      await submitReceipt(tx, buyer, { orderId: effect.orderId, messageId: effect.messageRef });
      return;
    case "confirmAddress":
      await confirmAddress(tx, buyer, {
        orderId: effect.orderId,
        ...(effect.address ? { address: effect.address } : {}),
      });
      return;
    case "changeAddress":
      await changeAddress(tx, buyer, effect);
      return;
    case "cancelOrder":
      await cancelOrder(tx, buyer, effect);
      return;
    case "confirmDelivery":
      return confirmDelivery(tx, buyer, effect);
    case "openDispute":
      return openDispute(tx, buyer, effect);
    case "resendConfirmation": {
      const job = effect.paper === "invoice" ? "issue-invoice" : "issue-confirmation";
      await enqueueJob(tx, job, { ceoId: buyer.ceoId, orderId: effect.orderId, resend: true });
      return;
    }
    case "optOut":
      return setOptOut(tx, buyer, contactId, true);
    case "optIn":
      return setOptOut(tx, buyer, contactId, false);
    case "privacyRequest":
      await recordEntry(tx, buyer, {
        action: effect.kind === "access" ? "DATA_ACCESS_ASKED" : "DATA_ERASURE_ASKED",
        subject: { kind: "contact", id: contactId },
        contactId,
      });
      return needPerson(tx, buyer, work, "privacy");
    case "recordOffer":
    case "acceptOffer":
    case "declineOffer":
      return applyOffer(tx, buyer, contactId, effect);
    case "needPerson":
      return needPerson(tx, buyer, work, effect.reason);
    case "submitDocument":
      return needPerson(tx, buyer, work, "casework");
    case "requestUploadLink":
      done.uploadLink = await allowUpload(tx, buyer, {
        orderId: effect.orderId,
        conversationId: work.conversation.id,
      });
      return;
    // A code is issued before the transaction and sealed into the reply; a paper is sent by the bot, as replies are.
    case "requestCode":
    case "sendPaper":
      return;
  }
}

async function placeOne(
  tx: Tx,
  buyer: Context,
  { conversation, facts }: TurnWork,
  effect: Extract<Effect, { type: "placeOrder" }>,
): Promise<Done["placed"]> {
  const order = await placeOrder(tx, buyer, {
    contactId: conversation.contactId,
    conversationId: conversation.id,
    buyerName: await contactName(tx, conversation.contactId),
    address: effect.address ?? facts.contact.address ?? null,
    items: effect.items,
    isNegotiated: effect.isNegotiated,
  });
  // The reply names the engine's sum: should a price have changed in this very moment, the turn is taken again.
  if (order.totalKobo !== effect.totalKobo) throw new Error("a price changed while the order was placed");
  return { id: order.id, reference: order.reference };
}

/** Puts the conversation before the people of the shop, once, with why. */
async function needPerson(
  tx: Tx,
  buyer: Context,
  { conversation }: TurnWork,
  reason: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const asked = await tx
    .update(conversations)
    .set({ needsPersonSince: sql`now()` })
    .where(sql`${conversations.id} = ${conversation.id} and ${conversations.needsPersonSince} is null`)
    .returning({ id: conversations.id });
  if (asked.length === 0) return;
  await publishEvent(tx, buyer.ceoId, {
    topic: "conversation",
    ids: { conversationId: conversation.id },
    vendorId: conversation.vendorId,
  });
  await queuePush(tx, buyer.ceoId, { kind: "person", subjectId: conversation.id });
  await recordEntry(tx, buyer, {
    action: "PERSON_NEEDED",
    subject: { kind: "contact", id: conversation.contactId },
    contactId: conversation.contactId,
    details: { reason, ...details },
  });
}
