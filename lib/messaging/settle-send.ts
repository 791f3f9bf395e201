import { eq, sql } from "drizzle-orm";
import { messages, outbox } from "@/db/schema/messages";
import { recordEntry } from "@/lib/audit/record-entry";
import type { LoadedChannel } from "@/lib/channels/load-channel";
import { env } from "@/lib/env";
import { isPassing } from "@/lib/is-passing";
import { log } from "@/lib/log";
import type { SendOutcome } from "@/lib/meta/send-outcome";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { type Claim, doubt, giveUp } from "./claim-send";
import { keepBack, keepBackAll, sendBySms } from "./keep-back";
import { deliveryKey, lockDelivery } from "./lock-delivery";
import { loseChannel } from "./lose-channel";
import { absorbEcho } from "./reconcile-echo";
import { applyEarlyStatuses, applyStatus } from "./record-status";
import { retryDelaySeconds } from "./rules";

type Input = { ceoId: string; conversationId: string };

export type Settlement = { input: Input; claim: Claim; channel: LoadedChannel; outcome: SendOutcome };

/** Waits between tries to write an answer down while the database is away: about 8 s in all. */
const SETTLE_WAITS_MS = [100, 300, 900, 2_700, 4_000];

/**
 * What Meta answered is worth more than one try to write it down: unwritten, the send would be in doubt (F-02). Gives false
 * when the rest of the conversation must wait. `goOn` is done in the same transaction when it need not; should that fail, the
 * answer is written down alone.
 */
export async function settleSend<T>(
  ctx: Context,
  settlement: Settlement,
  goOn?: (tx: Tx) => Promise<T>,
): Promise<T | boolean> {
  for (const waitMs of SETTLE_WAITS_MS) {
    try {
      return await writeDown(ctx, settlement, goOn);
    } catch (error) {
      if (!isPassing(error)) break;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return writeDown(ctx, settlement);
}

/** Losing a channel tells its owner, which takes a scope of its own. */
function writeDown<T>(
  ctx: Context,
  settlement: Settlement,
  goOn?: (tx: Tx) => Promise<T>,
): Promise<T | boolean> {
  const { outcome } = settlement;
  if (outcome.kind === "refused" && (outcome.class === "token" || outcome.class === "permission")) {
    return withTenantAndPlatform(ctx, (tx) => settleLost(tx, ctx, settlement, outcome));
  }
  const settleAndGoOn = async (tx: Tx) => {
    const goesOn = await settle(tx, ctx, settlement);
    return goesOn && goOn ? goOn(tx) : goesOn;
  };
  return withTenant(ctx, settleAndGoOn, { lockKey: deliveryKey(ctx, settlement.input.conversationId) });
}

/** Meta refuses the channel's access: nothing is lost, everything waits until it is reconnected (P4.3). */
async function settleLost(
  tx: Tx & PlatformTx,
  ctx: Context,
  { input, claim, channel }: Settlement,
  refusal: Refusal,
): Promise<boolean> {
  await lockDelivery(tx, ctx, input.conversationId);
  if (!(await isMine(tx, claim))) return true;
  const { conversationId } = input;
  if (claim.message.kind === "code")
    await sendBySms(tx, ctx, { messageId: claim.message.id, conversationId });
  else await keepBack(tx, claim.message.id, refusal.sentence);
  await keepBackAll(tx, ctx, conversationId, refusal.sentence);
  await loseChannel(tx, ctx, { channelId: channel.channelId, trouble: refusal.sentence, code: refusal.code });
  return false;
}

/** Whether this attempt is still the one that counts: a status event, or a later sender, may have settled it. */
async function isMine(tx: Tx, claim: Claim): Promise<boolean> {
  const messageId = claim.message.id;
  await lockMessage(tx, messageId);
  const [mine] = await tx
    .select({ attemptId: outbox.attemptId })
    .from(outbox)
    .where(eq(outbox.messageId, messageId))
    .for("update");
  return mine?.attemptId === claim.attemptId;
}

/** The message first, as a status event does that may arrive at this very moment: otherwise the two wait in a ring. */
async function lockMessage(tx: Tx, messageId: string): Promise<void> {
  await tx.select({ id: messages.id }).from(messages).where(eq(messages.id, messageId)).for("update");
}

/** Writes down how a send ended, under the delivery's lock. Gives false when the rest of the conversation must wait. */
async function settle(
  tx: Tx,
  ctx: Context,
  { input, claim, channel, outcome }: Settlement,
): Promise<boolean> {
  const messageId = claim.message.id;
  if (outcome.kind === "sent") {
    const { externalId } = outcome;
    if (channel.platform === "instagram") {
      await lockMessage(tx, messageId);
      await absorbEcho(tx, { ...input, messageId, channelId: channel.channelId, externalId });
    }
    await applyStatus(tx, ctx, { messageId, externalId, status: "sent" });
    await applyEarlyStatuses(tx, ctx, { channelId: channel.channelId, externalId, messageId });
    return true;
  }
  if (!(await isMine(tx, claim))) return true;
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
  { input, claim, outcome }: Settlement & { outcome: Refusal },
): Promise<boolean> {
  if (outcome.class === "rate" || outcome.class === "retryable") {
    return tryLater(tx, input, claim, outcome.retryAfterSeconds);
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
export async function comeBack(tx: Tx, input: Input, messageId: string, seconds: number): Promise<void> {
  await enqueueJob(tx, "deliver-conversation", input, {
    runAt: sql`now() + make_interval(secs => ${seconds + 0.2})`,
    key: `deliver-later:${messageId}`,
  });
}
