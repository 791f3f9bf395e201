import { and, eq, isNull, sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { uploadLinks } from "@/db/schema/order-papers";
import { orders } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { newSecret } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** How long a buyer's upload link is good for (P9.2). */
export const UPLOAD_MINUTES = 15;

const TOKEN_FORM = /^[A-Za-z0-9_-]{43}$/;

/**
 * A fresh link through which the buyer of this one order sends the picture of the transfer from a browser. Earlier ones of the
 * order that were not used end here. The database keeps the token's hash alone. Throws `not_found` for another's order.
 */
export async function allowUpload(
  tx: Tx,
  ctx: Context,
  input: { orderId: string; conversationId: string },
): Promise<{ url: string; expiresAt: Date }> {
  authorize(ctx, "receipt.submit");
  const [order] = await tx
    .select({ contactId: orders.contactId, reference: orders.reference })
    .from(orders)
    .where(and(eq(orders.id, input.orderId), eq(orders.conversationId, input.conversationId)));
  if (!order) throw notFound("The order");
  await tx
    .update(uploadLinks)
    .set({ expiresAt: sql`least(${uploadLinks.expiresAt}, now())` })
    .where(and(eq(uploadLinks.orderId, input.orderId), isNull(uploadLinks.usedAt)));
  const token = newSecret();
  const [made] = await tx
    .insert(uploadLinks)
    .values({
      ceoId: ctx.ceoId,
      tokenHash: sha256Hex(token),
      ...input,
      expiresAt: sql`now() + make_interval(mins => ${UPLOAD_MINUTES})`,
    })
    .returning({ expiresAt: uploadLinks.expiresAt });
  await recordEntry(tx, ctx, {
    action: "UPLOAD_LINK_SENT",
    subject: { kind: "order", id: input.orderId },
    contactId: order.contactId,
    details: { reference: order.reference },
  });
  return { url: `${env().APP_URL}/u/${token}`, expiresAt: (made as { expiresAt: Date }).expiresAt };
}

export type FoundUpload = { ceoId: string; orderId: string; tokenHash: string };

/** What a token is for, before any tenant is known; null for one that was never given out. */
export async function findUpload(token: string): Promise<FoundUpload | null> {
  if (!TOKEN_FORM.test(token)) return null;
  const tokenHash = sha256Hex(token);
  const [row] = await rawSql()<{ ceo_id: string; order_id: string }[]>`
    select ceo_id, order_id from lookup_upload_link(${tokenHash})`;
  return row ? { ceoId: row.ceo_id, orderId: row.order_id, tokenHash } : null;
}
