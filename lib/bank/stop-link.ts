import { sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { payoutStopLinks } from "@/db/schema/sales";
import { sha256Hex } from "@/lib/crypto";
import { newSecret } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { UNDO_HOURS } from "./rules";

const TOKEN_FORM = /^[A-Za-z0-9_-]{43}$/;

/**
 * A fresh link that stops this one account without signing in, until three days after it started. The database keeps the
 * token's hash alone. Gives its path.
 */
export async function allowStop(tx: Tx, ctx: Context, bankAccountId: string): Promise<string> {
  const token = newSecret();
  await tx.insert(payoutStopLinks).values({
    ceoId: ctx.ceoId,
    tokenHash: sha256Hex(token),
    bankAccountId,
    expiresAt: sql`(select a.active_from from bank_accounts a where a.ceo_id = ${ctx.ceoId} and a.id = ${bankAccountId})
      + make_interval(hours => ${UNDO_HOURS})`,
  });
  return `/stop/${token}`;
}

export type FoundStopLink = { ceoId: string; tokenHash: string };

/** What a token is for, before any tenant is known; null for one that was never given out. */
export async function findStopLink(token: string): Promise<FoundStopLink | null> {
  if (!TOKEN_FORM.test(token)) return null;
  const tokenHash = sha256Hex(token);
  const [row] = await rawSql()<
    { ceo_id: string }[]
  >`select ceo_id from lookup_payout_stop_link(${tokenHash})`;
  return row ? { ceoId: row.ceo_id, tokenHash } : null;
}
