import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { messages } from "@/db/schema/messages";
import { receipts } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { type ChannelRecord, loadChannel } from "@/lib/channels/load-channel";
import type { Tx } from "@/lib/tenancy/with-tenant";

/**
 * Where the file is: an id at Meta, (Instagram) an address, or our own key of one that came by an upload link. What comes
 * from Meta is the sender's to choose.
 */
const mediaSchema = z.object({
  uploadKey: z.string().optional(),
  id: z.string().optional(),
  url: z.string().optional(),
  sha256Hex: z.string().optional(),
});

/** A receipt whose file has still to be fetched, with what that needs. */
export type Proof = {
  ceoId: string;
  receiptId: string;
  orderId: string;
  vendorId: string;
  channelId: string;
  createdAt: Date;
  ageSeconds: number;
  media: z.infer<typeof mediaSchema>;
  /** By which it came, and through which it is fetched. */
  channel: ChannelRecord;
};

/** The receipt, if it is still to be read; null once it was read, superseded or closed. */
export async function loadProof(tx: Tx, receiptId: string): Promise<Proof | null> {
  const [row] = await tx
    .select({
      ceoId: receipts.ceoId,
      receiptId: receipts.id,
      orderId: receipts.orderId,
      vendorId: orders.vendorId,
      channelId: messages.channelId,
      createdAt: receipts.createdAt,
      ageSeconds: sql<number>`extract(epoch from now() - ${receipts.createdAt})::int`,
      media: messages.media,
    })
    .from(receipts)
    .innerJoin(orders, and(eq(orders.ceoId, receipts.ceoId), eq(orders.id, receipts.orderId)))
    .innerJoin(messages, and(eq(messages.ceoId, receipts.ceoId), eq(messages.id, receipts.messageId)))
    .where(and(eq(receipts.id, receiptId), eq(receipts.state, "reading")));
  if (!row) return null;
  const media = mediaSchema.catch({}).parse(row.media ?? {});
  return { ...row, media, channel: await loadChannel(tx, row.channelId) };
}
