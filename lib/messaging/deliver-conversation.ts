import { eq, sql } from "drizzle-orm";
import { messages, outbox } from "@/db/schema/messages";
import { recordEntry } from "@/lib/audit/record-entry";
import { type LoadedChannel, loadChannel, markNeedsReconnect } from "@/lib/channels/load-channel";
import { addressesOfContact, type PersonIds } from "@/lib/contacts/resolve-contact";
import { env } from "@/lib/env";
import { publishEvent } from "@/lib/live/publish-event";
import { log } from "@/lib/log";
import type { SendOutcome } from "@/lib/meta/send-outcome";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { type Claim, type ClaimResult, claimSend, doubt, giveUp } from "./claim-send";
import { applyEarlyStatuses, applyStatus } from "./record-status";
import { retryDelaySeconds } from "./rules";
import { sendThroughChannel } from "./send-through-channel";

type Input = { ceoId: string; conversationId: string };

/** More than any burst holds; a job that met it is followed by another. */
const SENDS_PER_JOB_MAX = 50;

/**
 * Sends what waits in one conversation, in order. The network is called outside any transaction; before and after it
 * a short one claims and settles, and a sender that lost its lease in between settles nothing (F-25).
 */
export async function deliverConversation(input: Input): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "worker", id: "delivery" });
  for (let sends = 0; sends < SENDS_PER_JOB_MAX; sends += 1) {
    const next = await withTenant(ctx, async (tx) => claimNext(tx, ctx, input));
    if (next.kind === "none" || next.kind === "wait") return;
    if (next.kind === "settled") continue;
    const outcome = await send(next.claim, next.channel, next.to);
    const goesOn = await withTenant(ctx, (tx) =>
      settle(tx, ctx, { input, claim: next.claim, channel: next.channel, outcome }),
    );
    if (!goesOn) return;
  }
  await withTenant(ctx, (tx) => enqueueJob(tx, "deliver-conversation", input));
}

type Next =
  | Exclude<ClaimResult, { kind: "claimed" | "doubted" }>
  | { kind: "claimed"; claim: Claim; channel: LoadedChannel; to: PersonIds };

async function claimNext(tx: Tx, ctx: Context, input: Input): Promise<Next> {
  const result = await claimSend(tx, ctx, input.conversationId);
  if (result.kind === "wait") await comeBack(tx, input, result.messageId, result.seconds);
  if (result.kind === "doubted") {
    await comeBack(tx, input, result.messageId, env().SEND_IN_DOUBT_SECONDS);
    return { kind: "settled" };
  }
  if (result.kind !== "claimed") return result;
  const channel = await loadChannel(tx, result.claim.message.channelId);
  if (channel.status !== "connected" || channel.token === null) {
    await tx
      .update(outbox)
      .set({ state: "held", attemptId: null, leaseUntil: null })
      .where(eq(outbox.messageId, result.claim.message.id));
    await tx.update(messages).set({ status: "held" }).where(eq(messages.id, result.claim.message.id));
    return { kind: "settled" };
  }
  return {
    kind: "claimed",
    claim: result.claim,
    channel,
    to: await addressesOfContact(tx, result.claim.contactId),
  };
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

type Settlement = { input: Input; claim: Claim; channel: LoadedChannel; outcome: SendOutcome };

/** Writes down how a send ended. Gives false when the rest of the conversation must wait. */
async function settle(
  tx: Tx,
  ctx: Context,
  { input, claim, channel, outcome }: Settlement,
): Promise<boolean> {
  const messageId = claim.message.id;
  // The message first, as a status event does that may arrive at this very moment: otherwise the two wait in a ring.
  await tx.select({ id: messages.id }).from(messages).where(eq(messages.id, messageId)).for("update");
  const [mine] = await tx
    .select({ attemptId: outbox.attemptId })
    .from(outbox)
    .where(eq(outbox.messageId, messageId))
    .for("update");
  if (outcome.kind === "sent") {
    await applyStatus(tx, ctx, { messageId, externalId: outcome.externalId, status: "sent" });
    await applyEarlyStatuses(tx, ctx, {
      channelId: channel.channelId,
      externalId: outcome.externalId,
      messageId,
    });
    return true;
  }
  // A status event, or another sender after our lease ran out, has settled it already.
  if (mine?.attemptId !== claim.attemptId) return true;
  if (outcome.kind === "in_doubt") {
    log.warn({ ceoId: ctx.ceoId, messageId, reason: outcome.reason }, "a send is in doubt");
    await doubt(tx, messageId, claim.attemptId);
    await comeBack(tx, input, messageId, env().SEND_IN_DOUBT_SECONDS);
    return true;
  }
  if (outcome.kind === "not_sent") return tryLater(tx, input, claim, undefined);
  return refused(tx, ctx, { input, claim, channel, outcome });
}

type Refusal = Extract<SendOutcome, { kind: "refused" }>;

async function refused(
  tx: Tx,
  ctx: Context,
  { input, claim, channel, outcome }: Settlement & { outcome: Refusal },
): Promise<boolean> {
  if (outcome.class === "rate" || outcome.class === "retryable") {
    return tryLater(tx, input, claim, outcome.retryAfterSeconds);
  }
  if (outcome.class === "token" || outcome.class === "permission") {
    await hold(tx, ctx, claim, channel, outcome.sentence);
    return false;
  }
  await giveUp(tx, claim.message.id, "failed", outcome.sentence);
  if (claim.message.kind === "code") {
    await enqueueJob(tx, "send-code-by-sms", { ...input, messageId: claim.message.id });
  }
  await recordEntry(tx, ctx, {
    action: "MESSAGE_FAILED",
    subject: { kind: "message", id: claim.message.id },
    details: { reason: outcome.sentence, code: outcome.code, conversation: input.conversationId },
  });
  return true;
}

/** Meta refuses the channel's access: nothing is lost, everything waits until it is reconnected (P4.3). */
async function hold(
  tx: Tx,
  ctx: Context,
  claim: Claim,
  channel: LoadedChannel,
  trouble: string,
): Promise<void> {
  await tx
    .update(outbox)
    .set({ state: "held", attemptId: null, leaseUntil: null })
    .where(eq(outbox.messageId, claim.message.id));
  await tx
    .update(messages)
    .set({ status: "held", failure: trouble })
    .where(eq(messages.id, claim.message.id));
  const isNews = await markNeedsReconnect(tx, channel.channelId, trouble);
  if (!isNews) return;
  await publishEvent(tx, ctx.ceoId, {
    topic: "channel",
    ids: { channelId: channel.channelId },
    vendorId: null,
  });
  await recordEntry(tx, ctx, {
    action: "CHANNEL_NEEDS_RECONNECT",
    subject: { kind: "channel", id: channel.channelId },
    details: { reason: trouble },
  });
}

async function tryLater(
  tx: Tx,
  input: Input,
  claim: Claim,
  afterSeconds: number | undefined,
): Promise<boolean> {
  const seconds = afterSeconds ?? retryDelaySeconds(claim.row.tries + 1, Math.random());
  await tx
    .update(outbox)
    .set({
      state: "queued",
      attemptId: null,
      leaseUntil: null,
      nextTryAt: sql`now() + make_interval(secs => ${seconds})`,
    })
    .where(eq(outbox.messageId, claim.message.id));
  await comeBack(tx, input, claim.message.id, seconds);
  return false;
}

/** Each message has a return of its own: one that comes sooner must not take another's place. */
async function comeBack(tx: Tx, input: Input, messageId: string, seconds: number): Promise<void> {
  await enqueueJob(tx, "deliver-conversation", input, {
    runAt: sql`now() + make_interval(secs => ${seconds + 0.2})`,
    key: `deliver-later:${messageId}`,
  });
}
