import { eq } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { isTokenRefused } from "@/lib/channels/check-token";
import {
  type ChannelRecord,
  type LoadedChannel,
  loadChannel,
  openChannel,
} from "@/lib/channels/load-channel";
import { addressesOfContact, type PersonIds } from "@/lib/contacts/resolve-contact";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { SendOutcome } from "@/lib/meta/send-outcome";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { type Claim, type ClaimResult, claimSend, giveUp } from "./claim-send";
import { CHANNEL_LEFT, keepBack, keepBackAll, releaseHeld, sendBySms } from "./keep-back";
import { deliveryKey } from "./lock-delivery";
import { sendThroughChannel } from "./send-through-channel";
import { comeBack, settleSend } from "./settle-send";

type Input = { ceoId: string; conversationId: string };

/** More than any burst holds; a job that met it is followed by another. */
const STEPS_PER_JOB_MAX = 50;

/**
 * Sends what waits in one conversation, in order. The network is called outside any transaction; before and after it
 * a short one claims and settles, and a sender that lost its lease in between settles nothing (F-25).
 */
export async function deliverConversation(input: Input): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "worker", id: "delivery" });
  const claim = (tx: Tx): Promise<Next> => claimNext(tx, ctx, input);
  const lockKey = deliveryKey(ctx, input.conversationId);
  let next: Next | null = null;
  for (let step = 1; step <= STEPS_PER_JOB_MAX; step += 1) {
    next ??= await withTenant(ctx, claim, { lockKey });
    if (next.kind === "none" || next.kind === "wait") return;
    if (next.kind === "settled") {
      next = null;
      continue;
    }
    const { channel, outcome } = await attempt(next);
    // What comes next is claimed where this one is settled: one commit less for each message.
    const goOn = step < STEPS_PER_JOB_MAX ? claim : undefined;
    const settled: Next | boolean = await settleSend(
      ctx,
      { input, claim: next.claim, channel, outcome },
      goOn,
    );
    if (settled === false) return;
    next = settled === true ? null : settled;
  }
  await withTenant(ctx, (tx) => enqueueJob(tx, "deliver-conversation", input));
}

type Next =
  | Exclude<ClaimResult, { kind: "claimed" | "doubted" | "held" }>
  | { kind: "claimed"; claim: Claim; channel: ChannelRecord; to: PersonIds };

async function claimNext(tx: Tx, ctx: Context, input: Input): Promise<Next> {
  const result = await claimSend(tx, ctx, input.conversationId);
  if (result.kind === "wait") await comeBack(tx, input, result.messageId, result.seconds);
  if (result.kind === "doubted") {
    await comeBack(tx, input, result.messageId, env().SEND_IN_DOUBT_SECONDS);
    return { kind: "settled" };
  }
  if (result.kind === "held") return goOn(tx, ctx, input.conversationId, result.messageId);
  if (result.kind !== "claimed") return result;
  const { claim } = result;
  const [channel, to] = await Promise.all([
    loadChannel(tx, claim.message.channelId),
    addressesOfContact(tx, claim.contactId),
  ]);
  if (channel.status === "disconnected") {
    await giveUp(tx, claim.message.id, "failed", CHANNEL_LEFT);
    return { kind: "settled" };
  }
  if (channel.status !== "connected" || channel.tokenSealed === null) {
    if (claim.message.kind === "code") await sendBySms(tx, ctx, { ...input, messageId: claim.message.id });
    else await keepBack(tx, claim.message.id);
    return { kind: "settled" };
  }
  return { kind: "claimed", claim, channel, to };
}

/** What is kept back goes first once the channel works again; until then all that came after it waits behind it. */
async function goOn(tx: Tx, ctx: Context, conversationId: string, messageId: string): Promise<Next> {
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

/** One attempt, outside any transaction. A refused token is asked about once more before it is believed. */
async function attempt({ claim, channel: record, to }: Extract<Next, { kind: "claimed" }>): Promise<{
  channel: LoadedChannel;
  outcome: SendOutcome;
}> {
  const opened = await open(record);
  if (opened === null) {
    return { channel: { ...record, token: null }, outcome: { kind: "not_sent", reason: "secret_store" } };
  }
  const outcome = await send(claim, opened, to);
  if (outcome.kind !== "refused" || outcome.class !== "token") return { channel: opened, outcome };
  if (await isTokenRefused(opened)) return { channel: opened, outcome };
  return { channel: opened, outcome: { ...outcome, class: "retryable" } };
}

/** Null while the store of secrets is away: nothing is sent then, and nothing lost (OA-09). */
async function open(record: ChannelRecord): Promise<LoadedChannel | null> {
  try {
    return await openChannel(record);
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return null;
    throw error;
  }
}

async function send(claim: Claim, channel: LoadedChannel, to: PersonIds): Promise<SendOutcome> {
  if (claim.text === null) {
    return {
      kind: "refused",
      class: "bad_request",
      code: "code_over",
      sentence: "The code ran out before it could be sent.",
    };
  }
  return sendThroughChannel({ channel, to, message: claim.message, text: claim.text });
}
