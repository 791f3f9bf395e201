import { eq, sql } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { recordEntry } from "@/lib/audit/record-entry";
import { isKeptElsewhere } from "@/lib/channels/channel-token";
import { graphTarget, hearingId } from "@/lib/channels/check-token";
import { type ChannelRecord, loadChannel, openChannel } from "@/lib/channels/load-channel";
import { publishEvent } from "@/lib/live/publish-event";
import { describeError, log } from "@/lib/log";
import { giveUpChannel } from "@/lib/messaging/keep-back";
import { unsubscribe } from "@/lib/meta/read-account";
import { verifyForSpending } from "@/lib/otp/spend-challenge";
import type { CodeOrPasskey } from "@/lib/proof-fields";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context, MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { countUnderWay } from "./count-under-way";
import { disconnectAct, isLeftAlready } from "./disconnect-act";

type Proof = { challenge_id?: string; otp?: CodeOrPasskey };

export type Disconnected = {
  channel_id: string;
  status: "disconnected";
  /** Orders that are under way in its chats: they stay, and their buyers must be told another way. */
  open_orders: number;
  /** Replies that waited and will not be sent. */
  messages_not_sent: number;
};

/**
 * Disconnects a channel for good, with a code: its token is removed, what still waited is shown as not sent, and Meta sends us
 * its messages no more. Chats and orders stay and can be read; connecting the same account again takes them up.
 * Throws `step_up_required`, `wrong_code`, `not_found`, or `wrong_state` when it is done already.
 */
export async function disconnectChannel(
  ctx: MemberContext,
  input: Proof & { channelId: string },
): Promise<Disconnected> {
  authorize(ctx, "channel.manage");
  const act = await disconnectAct(ctx, { id: input.channelId });
  const proof = await verifyForSpending(ctx, { ...act, challengeId: input.challenge_id, otp: input.otp });
  const { record, isHeardByOthers, result } = await withTenant(ctx, async (tx) => {
    const left = await leaveChannel(tx, ctx, input.channelId);
    await proof.spend(tx);
    await recordEntry(tx, ctx, {
      action: "CHANNEL_DISCONNECTED",
      subject: { kind: "channel", id: input.channelId },
      details: { ...left.result, otp_verified: true },
    });
    return left;
  });
  await proof.settle();
  if (!isHeardByOthers) await stopHearing(ctx, record);
  return result;
}

type Left = { record: ChannelRecord; isHeardByOthers: boolean; result: Disconnected };

/** The change itself, in the caller's transaction; whoever calls it writes the audit entry that says why. */
export async function leaveChannel(tx: Tx, ctx: Context, channelId: string): Promise<Left> {
  await tx.execute(sql`select 1 from channels where id = ${channelId} for update`);
  const record = await loadChannel(tx, channelId);
  if (record.status === "disconnected") throw isLeftAlready();
  const { openOrders } = await countUnderWay(tx, channelId);
  const [shared] = await tx.execute<{ yes: boolean }>(
    sql`select account_in_use(${record.accountId ?? ""}, ${channelId}) as yes`,
  );
  await tx
    .update(channels)
    .set({
      status: "disconnected",
      tokenSealed: null,
      tokenExpiresAt: null,
      tokenIssuedAt: null,
      authorizedBy: null,
      trouble: null,
      health: null,
    })
    .where(eq(channels.id, channelId));
  const notSent = await giveUpChannel(tx, channelId);
  if (isKeptElsewhere(record.tokenSealed)) {
    await enqueueJob(tx, "forget-token", { ceoId: ctx.ceoId, channelId });
  }
  await publishEvent(tx, ctx.ceoId, { topic: "channel", ids: { channelId }, vendorId: null });
  return {
    record,
    isHeardByOthers: shared?.yes ?? false,
    result: {
      channel_id: channelId,
      status: "disconnected",
      open_orders: openOrders,
      messages_not_sent: notSent,
    },
  };
}

/** After the commit, and at Meta's pleasure: messages that still come for a disconnected channel reach nobody. */
async function stopHearing(ctx: Context, record: ChannelRecord): Promise<void> {
  const { ceoId } = ctx;
  const { channelId } = record;
  try {
    const channel = await openChannel(record);
    const id = hearingId(channel);
    if (id === null || channel.token === null) return;
    const answer = await unsubscribe(graphTarget(channel), id);
    if (answer.kind !== "ok")
      log.info({ ceoId, channelId, outcome: answer.kind }, "Meta was not told of leaving");
  } catch (error) {
    log.info({ ceoId, channelId, error: describeError(error) }, "Meta was not told of leaving");
  }
}
