import { sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { publicLinks } from "@/db/schema/order-papers";
import { deriveKey, hmacParts, sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** The buyer's link opens the PDF for seven days; the QR's shows public facts only, for good (decisions on links). */
export type LinkKind = "buyer" | "qr";

const BUYER_LINK_DAYS = 7;
const TOKEN_FORM = /^[A-Za-z0-9_-]{43}$/;

/**
 * The address of an order's public page. Its token is 256 bits of HMAC under the server's secret, so that it cannot be
 * guessed, yet is the same each time it is needed; the database keeps its hash alone.
 */
export function publicLinkOf(ceoId: string, orderId: string, kind: LinkKind): string {
  return `${env().APP_URL}/t/${tokenOf(ceoId, orderId, kind)}`;
}

/** Lets both links of an order work; the buyer's for seven days from now. Safe to repeat. */
export async function allowPublicLinks(tx: Tx, ctx: Context, orderId: string): Promise<void> {
  for (const kind of ["buyer", "qr"] as const) {
    const tokenHash = sha256Hex(tokenOf(ctx.ceoId, orderId, kind));
    const expiresAt =
      kind === "buyer" ? sql<Date>`now() + make_interval(days => ${BUYER_LINK_DAYS})` : sql<Date>`null`;
    await tx
      .insert(publicLinks)
      .values({ ceoId: ctx.ceoId, tokenHash, orderId, kind, expiresAt })
      .onConflictDoUpdate({ target: [publicLinks.ceoId, publicLinks.tokenHash], set: { expiresAt } });
  }
}

export type FoundLink = { ceoId: string; orderId: string; kind: LinkKind };

/** What a token opens, before any tenant is known; null for one that is unknown or over. */
export async function findPublicLink(token: string): Promise<FoundLink | null> {
  if (!TOKEN_FORM.test(token)) return null;
  const [row] = await rawSql()<{ ceo_id: string; order_id: string; kind: LinkKind }[]>`
    select ceo_id, order_id, kind from lookup_public_link(${sha256Hex(token)})`;
  return row ? { ceoId: row.ceo_id, orderId: row.order_id, kind: row.kind } : null;
}

function tokenOf(ceoId: string, orderId: string, kind: LinkKind): string {
  const key = deriveKey(env().NEXTAUTH_SECRET, "public-links");
  return hmacParts(key, [ceoId, orderId, kind]).toString("base64url");
}
