import { type OutgoingMessage, queueMessage } from "@/lib/messaging/queue-message";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { Done, TurnWork } from "./apply-effects";
import type { ReplyEffect, ReplyPart } from "./rules/types";

/** Queues one reply of a turn: its text with what this turn has made filled in, its picture first. */
export async function sendReply(
  tx: Tx,
  ctx: Context,
  work: TurnWork,
  done: Done,
  effect: ReplyEffect,
): Promise<void> {
  const { code, uploadLink } = secretsIn(effect, work, done);
  if (code && uploadLink) {
    // A message carries one secret: the link goes in one of its own, before the code.
    const isLink = (part: ReplyPart) => part.text.includes("{upload_link}");
    const linked = { ...effect, parts: effect.parts.filter(isLink), buttons: [] };
    await sendReply(tx, ctx, work, done, { ...linked, placeholders: ["upload_link"] });
    const rest = { ...effect, parts: effect.parts.filter((part) => !isLink(part)), pictureOfProductId: null };
    return sendReply(tx, ctx, work, done, { ...rest, placeholders: ["code", "order_ref"] });
  }
  const text = fillIn(effect, done, code !== undefined || uploadLink !== undefined);
  const person = effect.parts.flatMap(({ by }) => (by ? (work.relayed.get(by) ?? []) : []))[0];
  const { author, authorId } = person ?? { author: "bot" as const, authorId: undefined };
  const base = { conversationId: work.conversation.id, author, authorId, orderId: orderOf(effect, done) };
  const way = { ...work.conversation, platform: work.facts.platform };
  const picture = pictureOf(work, effect.pictureOfProductId);
  if (picture) await queueMessage(tx, ctx, { ...base, text: "", picture, repeatable: false }, way);
  const message = {
    ...base,
    text,
    buttons: effect.buttons,
    ...(code ? { code } : {}),
    ...(uploadLink ? { code: uploadLink } : {}),
    // Codes and whatever speaks of an order carry what makes a repeat harmless: a code that dies, a reference.
    repeatable: effect.placeholders.includes("code") || effect.orderId !== null,
  };
  await queueMessage(tx, ctx, message, way);
}

type Secret = NonNullable<OutgoingMessage["code"]>;

/** What a reply carries that is sealed until it goes out, and stored nowhere in clear: a code, an upload link. */
function secretsIn(effect: ReplyEffect, work: TurnWork, done: Done): { code?: Secret; uploadLink?: Secret } {
  const { placeholders } = effect;
  return {
    ...(placeholders.includes("code") && work.code
      ? { code: { value: monospace(work, work.code.code), expiresAt: work.code.expiresAt } }
      : {}),
    ...(placeholders.includes("upload_link") && done.uploadLink
      ? { uploadLink: { value: done.uploadLink.url, expiresAt: done.uploadLink.expiresAt, isLink: true } }
      : {}),
  };
}

/** The secret's place is marked `{code}`, whatever it is. */
function fillIn(effect: ReplyEffect, done: Done, hasSecret: boolean): string {
  const text = effect.parts.map((part) => part.text).join("\n\n");
  return text
    .replaceAll("{order_ref}", done.placed?.reference ?? "")
    .replace(/\{(?:code|upload_link)\}/g, hasSecret ? "{code}" : "");
}

function orderOf(effect: ReplyEffect, done: Done): string | null {
  return effect.orderId === "placed" ? (done.placed?.id ?? null) : effect.orderId;
}

/** On WhatsApp a code is set in monospace, which also keeps its signs from becoming bold or italic (P3.1). */
function monospace(work: TurnWork, code: string): string {
  return work.facts.platform === "whatsapp" ? `\`\`\`${code}\`\`\`` : code;
}

/** The product's picture, as the turn's facts know it. */
function pictureOf(work: TurnWork, productId: string | null): OutgoingMessage["picture"] {
  const fileKey = productId === null ? undefined : work.pictures.get(productId);
  return fileKey === undefined ? undefined : { fileKey, contentType: "image/jpeg" };
}
