import { eq, sql } from "drizzle-orm";
import { messages, outbox } from "@/db/schema/messages";
import { recordEntry } from "@/lib/audit/record-entry";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { SendOutcome } from "@/lib/meta/send-outcome";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import type { Settlement } from "./attempt-send";
import { type Claim, doubt, giveUp } from "./claim-send";
import { keepBack, keepBackAll, sendBySms } from "./keep-back";
import { lockDelivery } from "./lock-delivery";
import { loseChannel } from "./lose-channel";
import { retryDelaySeconds } from "./rules";

type Input = { ceoId: string; conversationId: string };

type Refusal = Extract<SendOutcome, { kind: "refused" }>;

/** Whether Meta refuses the channel's access, so that nothing else would get through either. */
export function isAccessRefused(outcome: SendOutcome): outcome is Refusal {
  return outcome.kind === "refused" && (outcome.class === "token" || outcome.class === "permission");
}

/**
 * Meta refuses the channel's access: nothing is lost, everything waits until it is reconnected (P4.3). Losing a channel
 * tells its owner, which takes a scope of its own.
 */
export function settleLost(ctx: Context, { claim, channel, outcome }: Settlement): Promise<void> {
  const { sentence, code } = outcome as Refusal;
  const { id: messageId, conversationId, kind } = claim.message;
  return withTenantAndPlatform(ctx, async (tx) => {
    await lockDelivery(tx, ctx, conversationId);
    // The message before its outbox row, as everybody does.
    await tx.select({ id: messages.id }).from(messages).where(eq(messages.id, messageId)).for("update");
    if (!(await isMine(tx, claim))) return;
    if (kind === "code") await sendBySms(tx, ctx, { messageId, conversationId });
    else await keepBack(tx, messageId, sentence);
    await keepBackAll(tx, ctx, conversationId, sentence);
    await loseChannel(tx, ctx, { channelId: channel.channelId, trouble: sentence, code });
  });
}

/**
 * Whether this attempt is still the one that counts: a status event, or a later sender, may have settled it. The caller has
 * locked the message.
 */
async function isMine(tx: Tx, claim: Claim): Promise<boolean> {
  const [mine] = await tx
    .select({ attemptId: outbox.attemptId })
    .from(outbox)
    .where(eq(outbox.messageId, claim.message.id))
    .for("update");
  return mine?.attemptId === claim.attemptId;
}

/** Gives false when the rest of the conversation must wait. */
export async function settleUnsent(tx: Tx, ctx: Context, settlement: Settlement): Promise<boolean> {
  const { claim, outcome } = settlement;
  if (!(await isMine(tx, claim))) return true;
  const input = { ceoId: ctx.ceoId, conversationId: claim.row.conversationId };
  const messageId = claim.message.id;
  if (outcome.kind === "in_doubt") {
    log.warn({ ceoId: ctx.ceoId, messageId, reason: outcome.reason }, "a send is in doubt");
    await doubt(tx, messageId, claim.attemptId);
    await comeBack(tx, input, messageId, env().SEND_IN_DOUBT_SECONDS);
    return true;
  }
  if (outcome.kind !== "refused") return tryLater(tx, input, claim, undefined);
  return refused(tx, ctx, input, claim, outcome);
}

async function refused(tx: Tx, ctx: Context, input: Input, claim: Claim, outcome: Refusal): Promise<boolean> {
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
