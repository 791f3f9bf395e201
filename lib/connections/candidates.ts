import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { channelCandidates } from "@/db/schema/connections";
import { maskedHandle } from "@/lib/channels/queries";
import type { CandidateView } from "@/lib/channels/schema";
import { seal, unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { othersOf } from "./channel-owners";
import type { Asset, Found } from "./find-assets";

/** How long a choice waits; after that its tokens are removed (`forget_passed`). */
const CHOICE_MINUTES = 30;

type Row = typeof channelCandidates.$inferSelect;
type KeptAccess = { expiresAt: string | null; issuedAt: string; authorizedBy: string | null };

/** Keeps what is to be picked from, in place of an earlier choice of the same platform. Gives the selection's id. */
export async function keepCandidates(tx: Tx, ctx: Context, found: readonly Found[]): Promise<string> {
  const selectionId = newId("selection");
  const platform = found[0]?.asset.platform ?? "";
  await tx.delete(channelCandidates).where(sql`${channelCandidates.asset}->>'platform' = ${platform}`);
  for (const { asset, access } of found) {
    const { token, ...kept } = access;
    const place = tokenPlaceOf(ctx, selectionId, asset.externalId);
    await tx.insert(channelCandidates).values({
      ceoId: ctx.ceoId,
      selectionId,
      externalId: asset.externalId,
      asset,
      grant: kept,
      tokenSealed: seal(env().ENCRYPTION_KEYS, place, token),
      expiresAt: sql`now() + make_interval(mins => ${CHOICE_MINUTES})`,
    });
  }
  return selectionId;
}

/** What waits to be picked. */
export async function listCandidates(ctx: Context): Promise<CandidateView[]> {
  authorize(ctx, "channel.read");
  return withTenant(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(channelCandidates)
      .where(gt(channelCandidates.expiresAt, sql`now()`))
      .orderBy(asc(channelCandidates.createdAt), asc(channelCandidates.externalId));
    const views: CandidateView[] = [];
    for (const row of rows) {
      const asset = row.asset as Asset;
      views.push({
        selection_id: row.selectionId,
        external_id: row.externalId,
        platform: asset.platform,
        name: asset.name,
        masked: maskedHandle(asset.platform, asset.handle),
        connected_elsewhere: (await othersOf(tx, ctx, asset)).length > 0,
        expires_at: row.expiresAt.toISOString(),
      });
    }
    return views;
  });
}

/** The picked ones with their tokens. Throws `not_found` when one of them is not there, or its time is over. */
export async function openCandidates(
  tx: Tx,
  ctx: Context,
  picked: { selectionId: string; externalIds: readonly string[] },
): Promise<Found[]> {
  const externalIds = [...new Set(picked.externalIds)];
  const rows = await tx
    .select()
    .from(channelCandidates)
    .where(
      and(
        eq(channelCandidates.selectionId, picked.selectionId),
        inArray(channelCandidates.externalId, externalIds),
        gt(channelCandidates.expiresAt, sql`now()`),
      ),
    )
    .orderBy(asc(channelCandidates.externalId));
  if (rows.length !== externalIds.length) throw notFound("What you picked");
  return rows.map((row) => foundOf(ctx, row));
}

/**
 * Ends a choice, in the transaction that connects what was picked. Throws `not_found` when another call has ended it: of two
 * at once one connects.
 */
export async function endChoice(tx: Tx, selectionId: string): Promise<void> {
  const ended = await tx
    .delete(channelCandidates)
    .where(eq(channelCandidates.selectionId, selectionId))
    .returning({ id: channelCandidates.externalId });
  if (ended.length === 0) throw notFound("What you picked");
}

function foundOf(ctx: Context, row: Row): Found {
  const { expiresAt, issuedAt, authorizedBy } = row.grant as KeptAccess;
  const place = tokenPlaceOf(ctx, row.selectionId, row.externalId);
  return {
    asset: row.asset as Asset,
    access: {
      token: unseal(env().ENCRYPTION_KEYS, place, row.tokenSealed),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      issuedAt: new Date(issuedAt),
      authorizedBy,
    },
  };
}

/** Where a candidate's token is sealed. */
export function tokenPlaceOf(ctx: { ceoId: string }, selectionId: string, externalId: string): string[] {
  return ["channel_candidates", "token_sealed", ctx.ceoId, selectionId, externalId];
}
