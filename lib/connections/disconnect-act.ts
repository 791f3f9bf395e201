import { loadChannel } from "@/lib/channels/load-channel";
import { AppError } from "@/lib/errors";
import type { SensitiveAct } from "@/lib/otp/request-challenge";
import type { Target } from "@/lib/otp/rules";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { nameChannel } from "./name-channel";

/**
 * What a code for disconnecting stands for: this channel, and the account it is connected to. Throws `not_found`, or
 * `wrong_state` when it is done already.
 */
export async function disconnectAct(
  ctx: MemberContext,
  { id }: Target,
): Promise<SensitiveAct & { action: string; facts: Record<string, unknown>; target: Target }> {
  authorize(ctx, "channel.manage");
  if (typeof id !== "string") {
    throw new AppError("invalid_request", "Say which channel: the target is its id.", {
      fields: [{ path: "target", message: "is the channel's id" }],
    });
  }
  return withTenant(ctx, async (tx) => {
    const { externalId, status } = await loadChannel(tx, id);
    if (status === "disconnected") throw isLeftAlready();
    return {
      purpose: "channel.disconnect",
      target: { id },
      facts: { external_id: externalId },
      action: `Disconnect ${await nameChannel(tx, id)}`,
    };
  });
}

/** The answer to whoever comes second. */
export function isLeftAlready(): AppError {
  return new AppError("wrong_state", "This channel is disconnected already.");
}
