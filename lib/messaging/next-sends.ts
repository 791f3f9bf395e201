import { eq } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { type ChannelRecord, loadChannel, loadChannels } from "@/lib/channels/load-channel";
import { addressesOf } from "@/lib/contacts/resolve-contact";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { Attempt } from "./attempt-send";
import { type Claim, type ClaimResult, claimSends, giveUp } from "./claim-send";
import { CHANNEL_LEFT, keepBack, keepBackAll, releaseHeld, sendBySms } from "./keep-back";
import { comeBack } from "./settle-unsent";

/** `settled`: one message is done with, and the conversation is to be looked at again. */
export type NextSend = { kind: "none" | "wait" | "settled" } | ({ kind: "claimed" } & Attempt);

/**
 * What is to be sent next in each of these conversations, claimed for the caller, by their ids. Who must wait has asked for a
 * job of its own. The caller's transaction holds the deliveries' locks.
 */
export async function claimNextSends(
  tx: Tx,
  ctx: Context,
  conversationIds: readonly string[],
): Promise<Map<string, NextSend>> {
  const next = new Map<string, NextSend>();
  if (conversationIds.length === 0) return next;
  const claims: Claim[] = [];
  for (const [conversationId, result] of await claimSends(tx, ctx, conversationIds)) {
    if (result.kind === "claimed") claims.push(result.claim);
    else next.set(conversationId, await seeTo(tx, ctx, conversationId, result));
  }
  for (const [conversationId, ready] of await address(tx, ctx, claims)) next.set(conversationId, ready);
  return next;
}

async function seeTo(
  tx: Tx,
  ctx: Context,
  conversationId: string,
  result: Exclude<ClaimResult, { kind: "claimed" }>,
): Promise<NextSend> {
  const input = { ceoId: ctx.ceoId, conversationId };
  if (result.kind === "wait") await comeBack(tx, input, result.messageId, result.seconds);
  if (result.kind === "held") return goOn(tx, ctx, conversationId, result.messageId);
  if (result.kind !== "doubted") return { kind: result.kind };
  await comeBack(tx, input, result.messageId, env().SEND_IN_DOUBT_SECONDS);
  return { kind: "settled" };
}

/** Where each claimed message goes, and through which channel. */
async function address(tx: Tx, ctx: Context, claims: readonly Claim[]): Promise<Map<string, NextSend>> {
  if (claims.length === 0) return new Map();
  const [channels, addresses] = await Promise.all([
    loadChannels(tx, [...new Set(claims.map(({ message }) => message.channelId))]),
    addressesOf(tx, [...new Set(claims.map(({ contactId }) => contactId))]),
  ]);
  const next = new Map<string, NextSend>();
  for (const claim of claims) {
    const channel = channels.find(({ channelId }) => channelId === claim.message.channelId);
    if (!channel) throw notFound("The channel");
    const to = addresses.get(claim.contactId) ?? {};
    const attempt = { claim, channel, to };
    const isOpen = await isUsable(tx, ctx, attempt);
    next.set(claim.row.conversationId, isOpen ? { kind: "claimed", ...attempt } : { kind: "settled" });
  }
  return next;
}

/** Whether the channel takes anything; what it does not take is kept back, or ended with words. */
async function isUsable(tx: Tx, ctx: Context, { claim, channel }: Attempt): Promise<boolean> {
  if (channel.status === "connected" && channel.tokenSealed !== null) return true;
  const { id: messageId, conversationId, kind } = claim.message;
  if (channel.status === "disconnected") await giveUp(tx, messageId, "failed", CHANNEL_LEFT);
  else if (kind === "code") await sendBySms(tx, ctx, { messageId, conversationId });
  else await keepBack(tx, messageId);
  return false;
}

/** What is kept back goes first once the channel works again; until then all that came after it waits behind it. */
async function goOn(tx: Tx, ctx: Context, conversationId: string, messageId: string): Promise<NextSend> {
  const channel = await channelOf(tx, messageId);
  if (channel.status === "connected" && channel.tokenSealed !== null) {
    await releaseHeld(tx, ctx, conversationId);
    return { kind: "settled" };
  }
  await keepBackAll(tx, ctx, conversationId);
  return { kind: "none" };
}

async function channelOf(tx: Tx, messageId: string): Promise<ChannelRecord> {
  const [message] = await tx
    .select({ channelId: messages.channelId })
    .from(messages)
    .where(eq(messages.id, messageId));
  return loadChannel(tx, message?.channelId ?? "");
}
