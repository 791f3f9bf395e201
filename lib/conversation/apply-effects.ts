import { eq, sql } from "drizzle-orm";
import { contacts, conversations } from "@/db/schema/chat";
import { products } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { queueMessage } from "@/lib/messaging/queue-message";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { changeAddress } from "@/lib/orders/change-address";
import { confirmAddress } from "@/lib/orders/confirm-address";
import { placeOrder } from "@/lib/orders/place-order";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { submitReceipt } from "@/lib/receipts/submit-receipt";
import { actingAs, type Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { ConversationRow } from "./load-turn";
import type { Effect, Facts, ReplyEffect, ReplyFreeEffect } from "./rules/types";

export type IssuedCode = { code: string; expiresAt: Date };

export type TurnWork = {
  conversation: ConversationRow;
  facts: Facts;
  /** The code issued for this turn's `requestCode`, if there was one. */
  code: IssuedCode | null;
  /** Who wrote for the business when a person's words are relayed. */
  relayed: { author: "vendor" | "ceo"; authorId: string } | null;
};

type Done = { placed: { id: string; reference: string } | null };

/** Carries out a turn's effects in order, in the transaction of the turn: all of them happen, or none. */
export async function applyEffects(
  tx: Tx,
  ctx: Context,
  work: TurnWork,
  effects: readonly Effect[],
): Promise<void> {
  const buyer = actingAs(ctx, { kind: "contact", id: work.conversation.contactId });
  const done: Done = { placed: null };
  for (const effect of effects) {
    if (effect.type === "reply") await reply(tx, ctx, work, done, effect);
    else await applyOne(tx, buyer, work, done, effect);
  }
}

async function applyOne(
  tx: Tx,
  buyer: Context,
  work: TurnWork,
  done: Done,
  effect: ReplyFreeEffect,
): Promise<void> {
  const { contactId, id: conversationId } = work.conversation;
  switch (effect.type) {
    case "setContact":
      return setContact(tx, buyer, work, effect);
    case "placeOrder": {
      const name = effect.type === "placeOrder" ? await contactName(tx, contactId) : "";
      const address = effect.address ?? work.facts.contact.address ?? null;
      const order = await placeOrder(tx, buyer, {
        contactId,
        conversationId,
        buyerName: name,
        address,
        items: effect.items,
      });
      done.placed = { id: order.id, reference: order.reference };
      return;
    }
    case "submitReceipt":
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
    case "resendConfirmation":
      await enqueueJob(tx, "issue-confirmation", {
        ceoId: buyer.ceoId,
        orderId: effect.orderId,
        resend: true,
      });
      return;
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
      return needPerson(tx, buyer, work, "negotiation", { amount_kobo: effect.amountKobo });
    case "needPerson":
      return needPerson(tx, buyer, work, effect.reason);
    case "submitDocument":
      return needPerson(tx, buyer, work, "casework");
    // Issued before the transaction and sealed into the reply; upload links are not on offer here.
    case "requestCode":
    case "requestUploadLink":
      return;
  }
}

async function contactName(tx: Tx, contactId: string): Promise<string> {
  const [row] = await tx
    .select({ name: contacts.name, profileName: contacts.profileName })
    .from(contacts)
    .where(eq(contacts.id, contactId));
  return row?.name ?? row?.profileName ?? "Customer";
}

type SetContact = Extract<ReplyFreeEffect, { type: "setContact" }>;

async function setContact(tx: Tx, buyer: Context, work: TurnWork, effect: SetContact): Promise<void> {
  const { contactId } = work.conversation;
  const facts = {
    ...(effect.name === undefined ? {} : { name: effect.name }),
    ...(effect.address === undefined ? {} : { address: effect.address }),
    ...(effect.phone === undefined ? {} : { phone: effect.phone }),
  };
  if (effect.consent)
    await tx.update(contacts).set({ consentAt: sql`now()` }).where(eq(contacts.id, contactId));
  if (Object.keys(facts).length > 0) await tx.update(contacts).set(facts).where(eq(contacts.id, contactId));
  const changed = Object.keys(facts);
  const subject = { kind: "contact", id: contactId };
  if (effect.consent) await recordEntry(tx, buyer, { action: "CONSENT_GIVEN", subject, contactId });
  if (effect.registered) {
    await recordEntry(tx, buyer, {
      action: "BUYER_REGISTERED",
      subject,
      contactId,
      details: { given: changed },
    });
  } else if (changed.length > 0 && work.facts.contact.name) {
    await recordEntry(tx, buyer, { action: "BUYER_UPDATED", subject, contactId, details: { changed } });
  }
}

async function setOptOut(tx: Tx, buyer: Context, contactId: string, out: boolean): Promise<void> {
  await tx
    .update(contacts)
    .set({ optedOutAt: out ? sql`now()` : null })
    .where(eq(contacts.id, contactId));
  await recordEntry(tx, buyer, {
    action: out ? "BUYER_OPTED_OUT" : "BUYER_OPTED_IN",
    subject: { kind: "contact", id: contactId },
    contactId,
  });
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
  await recordEntry(tx, buyer, {
    action: "PERSON_NEEDED",
    subject: { kind: "contact", id: conversation.contactId },
    contactId: conversation.contactId,
    details: { reason, ...details },
  });
}

async function reply(tx: Tx, ctx: Context, work: TurnWork, done: Done, effect: ReplyEffect): Promise<void> {
  const text = fillIn(effect, work, done);
  const { author, authorId } = work.relayed ?? { author: "bot" as const, authorId: undefined };
  const base = { conversationId: work.conversation.id, author, authorId, orderId: orderOf(effect, done) };
  if (effect.pictureOfProductId) await sendPicture(tx, ctx, base, effect.pictureOfProductId);
  await queueMessage(tx, ctx, {
    ...base,
    text,
    buttons: effect.buttons,
    ...(effect.placeholders.includes("code") && work.code
      ? { code: { value: monospace(work, work.code.code), expiresAt: work.code.expiresAt } }
      : {}),
    // Codes and whatever speaks of an order carry what makes a repeat harmless: a code that dies, a reference.
    repeatable: effect.placeholders.includes("code") || effect.orderId !== null,
  });
}

function fillIn(effect: ReplyEffect, work: TurnWork, done: Done): string {
  const text = effect.parts.map((part) => part.text).join("\n\n");
  return text
    .replaceAll("{order_ref}", done.placed?.reference ?? "")
    .replaceAll("{code}", work.code ? "{code}" : "");
}

function orderOf(effect: ReplyEffect, done: Done): string | null {
  return effect.orderId === "placed" ? (done.placed?.id ?? null) : effect.orderId;
}

/** On WhatsApp a code is set in monospace, which also keeps its signs from becoming bold or italic (P3.1). */
function monospace(work: TurnWork, code: string): string {
  return work.facts.platform === "whatsapp" ? `\`\`\`${code}\`\`\`` : code;
}

async function sendPicture(
  tx: Tx,
  ctx: Context,
  base: { conversationId: string; author: "bot" | "vendor" | "ceo"; orderId: string | null },
  productId: string,
): Promise<void> {
  const [product] = await tx
    .select({ pictureKey: products.pictureKey, name: products.name })
    .from(products)
    .where(eq(products.id, productId));
  if (!product?.pictureKey) return;
  await queueMessage(tx, ctx, {
    ...base,
    text: "",
    picture: { fileKey: product.pictureKey, contentType: "image/jpeg" },
    repeatable: false,
  });
}
