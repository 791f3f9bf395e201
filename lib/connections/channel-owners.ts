import { sql } from "drizzle-orm";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { Asset } from "./find-assets";

export type ChannelOwner = { ceoId: string; channelId: string };

/** The channels, of whichever business, that hold this number or account, or its Page, now. */
export async function ownersOf(tx: Tx, asset: Asset): Promise<ChannelOwner[]> {
  return tx.execute<ChannelOwner>(sql`
    select ceo_id as "ceoId", channel_id as "channelId"
    from lookup_channel_owners(${asset.platform}, ${asset.externalId}, ${asset.pageId})`);
}

/** Those of them that are another business's (P4.4). */
export async function othersOf(tx: Tx, ctx: Context, asset: Asset): Promise<ChannelOwner[]> {
  return (await ownersOf(tx, asset)).filter(({ ceoId }) => ceoId !== ctx.ceoId);
}

/**
 * Makes all that connect these wait for each other until the transaction ends, in one order: whoever comes second sees whose
 * they are. Taken before any row is looked at.
 */
export async function lockAssets(tx: Tx, assets: readonly Asset[]): Promise<void> {
  const keys = assets.flatMap(({ platform, externalId, pageId }) => [
    `${platform}/${externalId}`,
    ...(pageId === null ? [] : [`page/${pageId}`]),
  ]);
  for (const key of [...new Set(keys)].sort()) {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`connect/${key}`}, 11))`);
  }
}
