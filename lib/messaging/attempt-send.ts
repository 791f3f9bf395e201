import { isTokenRefused } from "@/lib/channels/check-token";
import { type ChannelRecord, type LoadedChannel, openChannel } from "@/lib/channels/load-channel";
import type { PersonIds } from "@/lib/contacts/resolve-contact";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { SendOutcome } from "@/lib/meta/send-outcome";
import type { Claim } from "./claim-send";
import { sendThroughChannel } from "./send-through-channel";

export type Attempt = { claim: Claim; channel: ChannelRecord; to: PersonIds };

/** How an attempt ended. */
export type Settlement = { claim: Claim; channel: LoadedChannel; outcome: SendOutcome };

/** One attempt, outside any transaction. A refused token is asked about once more before it is believed. */
export async function attemptSend({ claim, channel: record, to }: Attempt): Promise<Settlement> {
  const opened = await open(record);
  if (opened === null) {
    const outcome = { kind: "not_sent", reason: "secret_store" } as const;
    return { claim, channel: { ...record, token: null }, outcome };
  }
  // A process that was held up since it claimed this may have a successor who sends it (F-25).
  const heldMs = performance.now() - claim.claimedAtMs;
  if (heldMs > env().JOB_LEASE_SECONDS * 1000) {
    return { claim, channel: opened, outcome: { kind: "not_sent", reason: "lease_over" } };
  }
  const outcome = await send(claim, opened, to);
  if (outcome.kind !== "refused" || outcome.class !== "token") return { claim, channel: opened, outcome };
  if (await isTokenRefused(opened)) return { claim, channel: opened, outcome };
  return { claim, channel: opened, outcome: { ...outcome, class: "retryable" } };
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
