import { and, eq, sql } from "drizzle-orm";
import { uploadLinks } from "@/db/schema/order-papers";
import { ceos } from "@/db/schema/people";
import { orders } from "@/db/schema/sales";
import type { OrderStatus } from "@/lib/orders/rules";
import { publicContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { takesProof } from "./rules/proof-path";
import { type FoundUpload, findUpload } from "./upload-link";

/** `used`: it has taken its one file. `settled`: the order wants no proof any more. */
export type UploadState = "open" | "used" | "over" | "settled";

export type UploadView = {
  state: UploadState;
  business: string;
  reference: string;
  totalKobo: number;
  /** When it stops to work, ISO 8601. */
  expiresAt: string;
  timeZone: string;
};

/** What an upload link's page shows, or null for a token that was never given out. Names nobody (P9.2). */
export async function readUpload(
  token: string,
  request: { requestId: string; ip?: string },
): Promise<UploadView | null> {
  const found = await findUpload(token);
  if (!found) return null;
  const ctx = publicContext(found.ceoId, request);
  authorize(ctx, "receipt.upload");
  const link = await withTenant(ctx, (tx) => loadUpload(tx, found));
  if (!link) return null;
  const { state, business, reference, totalKobo, expiresAt, timeZone } = link;
  return { state, business, reference, totalKobo, timeZone, expiresAt: expiresAt.toISOString() };
}

export type LoadedUpload = Omit<UploadView, "expiresAt"> & {
  expiresAt: Date;
  /** The database's clock at this look, as text: finer than a Date. */
  seenAt: string;
  sha256: string | null;
};

/** A link with its order, as they stand now. */
export async function loadUpload(tx: Tx, found: FoundUpload): Promise<LoadedUpload | null> {
  const [row] = await tx
    .select({
      usedAt: uploadLinks.usedAt,
      sha256: uploadLinks.sha256,
      expiresAt: uploadLinks.expiresAt,
      isOver: sql<boolean>`${uploadLinks.expiresAt} <= now()`,
      seenAt: sql<string>`now()::text`,
      status: orders.status,
      reference: orders.reference,
      totalKobo: orders.totalKobo,
      business: ceos.businessName,
      timeZone: ceos.timeZone,
    })
    .from(uploadLinks)
    .innerJoin(orders, and(eq(orders.ceoId, uploadLinks.ceoId), eq(orders.id, uploadLinks.orderId)))
    .innerJoin(ceos, eq(ceos.ceoId, uploadLinks.ceoId))
    .where(eq(uploadLinks.tokenHash, found.tokenHash));
  if (!row) return null;
  const { usedAt, isOver, status, ...kept } = row;
  return { ...kept, state: stateOf(usedAt !== null, isOver, status) };
}

function stateOf(isUsed: boolean, isOver: boolean, status: OrderStatus): UploadState {
  if (isUsed) return "used";
  if (!takesProof(status)) return "settled";
  return isOver ? "over" : "open";
}
