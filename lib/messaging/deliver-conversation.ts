import { type LoadedChannel, loadChannel } from "@/lib/channels/load-channel";
import { addressesOfContact, type PersonIds } from "@/lib/contacts/resolve-contact";
import { env } from "@/lib/env";
import type { SendOutcome } from "@/lib/meta/send-outcome";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { type Claim, type ClaimResult, claimSend } from "./claim-send";
import { sendThroughChannel } from "./send-through-channel";
import { comeBack, keepBack, settleSend } from "./settle-send";

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
    const goesOn = await settleSend(ctx, { input, claim: next.claim, channel: next.channel, outcome });
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
    await keepBack(tx, result.claim.message.id);
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
