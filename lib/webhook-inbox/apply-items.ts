import { changeIdentity } from "@/lib/contacts/resolve-contact";
import { receiveEcho } from "@/lib/messaging/receive-echo";
import { receiveMessage, receiveMessages } from "@/lib/messaging/receive-message";
import { recordStatus } from "@/lib/messaging/record-status";
import type { MessageItem, WebhookItem } from "@/lib/meta/webhook/item";
import { type Context, systemContext } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

export type UsefulItem = Exclude<WebhookItem, { type: "unhandled" | "account" }>;
type Routed = { eventId: string; channelId: string; item: UsefulItem };

/** Lets one business hear of these items, in their order; new messages that follow each other are stored together. */
export async function applyItems(tx: Tx, ctx: Context, items: readonly Routed[]): Promise<void> {
  let together: { channelId: string; item: MessageItem }[] = [];
  const storeThose = async () => {
    if (together.length > 0) await receiveMessages(tx, ctx, together);
    together = [];
  };
  for (const { eventId, channelId, item } of items) {
    if (item.type === "message" && item.kind !== "revoke") {
      together.push({ channelId, item });
      continue;
    }
    await storeThose();
    await applyOne(tx, systemContext(ctx.ceoId, ctx.actor, eventId), { channelId, item });
  }
  await storeThose();
}

async function applyOne(
  tx: Tx,
  ctx: Context,
  { channelId, item }: { channelId: string; item: UsefulItem },
): Promise<void> {
  if (item.type === "message") await receiveMessage(tx, ctx, { channelId, item });
  else if (item.type === "echo") await receiveEcho(tx, ctx, { channelId, item });
  else if (item.type === "status") await recordStatus(tx, ctx, { channelId, item });
  else await changeIdentity(tx, ctx, { from: item.from, newPhone: item.newPhone, newUserId: item.newUserId });
}
