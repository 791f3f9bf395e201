import { forgetToken } from "@/lib/channels/channel-token";
import { loadChannel } from "@/lib/channels/load-channel";
import { systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";

/**
 * Job: removes from the store of secrets the token of a channel that has none any more. One that was connected again
 * meanwhile keeps its secret. Throws while the store is away; the queue comes back.
 */
export async function removeKeptToken(input: { ceoId: string; channelId: string }): Promise<void> {
  const ctx = systemContext(input.ceoId, { kind: "worker", id: "channels" });
  const { tokenSealed } = await withTenant(ctx, (tx) => loadChannel(tx, input.channelId));
  if (tokenSealed === null) await forgetToken(input);
}
