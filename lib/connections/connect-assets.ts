import { keepToken } from "@/lib/channels/channel-token";
import { newId } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { attachChannel, findOwnChannel, type Planned } from "./attach-channel";
import { lockAssets, othersOf } from "./channel-owners";
import { ConnectError } from "./connect-error";
import type { Asset, Found } from "./find-assets";
import { prepareAsset } from "./prepare-asset";
import { takeOver } from "./take-over";

/** Somebody else may connect the same number in between; each time its row must be looked up again. */
const PLANS_MAX = 3;

type Options = {
  /** Takes from other businesses what is theirs; without it that stops everything with `taken`. */
  isMove?: boolean;
  /** Done in the same transaction, once the numbers are locked and before anything is written. */
  begin?: (tx: Tx) => Promise<void>;
  /** Done in the same transaction, last of all. */
  finish?: (tx: Tx & PlatformTx) => Promise<void>;
};

/**
 * Connects all of these or none: makes them ready at Meta, puts their tokens away, then writes everything in one transaction.
 * Gives the channels' ids. Throws {@link ConnectError}.
 */
export async function connectAssets(
  ctx: Context,
  found: readonly Found[],
  options: Options = {},
): Promise<string[]> {
  if (!options.isMove) await withTenant(ctx, (tx) => refuseTaken(tx, ctx, found));
  for (const one of found) await prepareAsset(ctx, one);
  for (let tries = 0; tries < PLANS_MAX; tries += 1) {
    const planned = await plan(ctx, found);
    const isDone = await withTenantAndPlatform(ctx, (tx) => write(tx, ctx, planned, options));
    if (isDone) return planned.map(({ channelId }) => channelId);
  }
  throw new ConnectError("meta_unavailable");
}

async function refuseTaken(tx: Tx, ctx: Context, found: readonly Found[]): Promise<void> {
  for (const { asset } of found) {
    if ((await othersOf(tx, ctx, asset)).length > 0) throw new ConnectError("taken");
  }
}

/** A token is sealed for its row, perhaps by a service, before the transaction that writes the row. */
async function plan(ctx: Context, found: readonly Found[]): Promise<Planned[]> {
  const rows = await withTenant(ctx, (tx) =>
    rowsOf(
      tx,
      found.map(({ asset }) => asset),
    ),
  );
  return Promise.all(
    found.map(async (one, place) => {
      const channelId = rows[place] ?? newId("channel");
      const tokenSealed = await keepToken({ ceoId: ctx.ceoId, channelId }, one.access.token);
      return { ...one, channelId, tokenSealed };
    }),
  );
}

async function rowsOf(tx: Tx, assets: readonly Asset[]): Promise<(string | null)[]> {
  const rows: (string | null)[] = [];
  for (const asset of assets) rows.push(await findOwnChannel(tx, asset));
  return rows;
}

/** Gives false when a row came to be after it was planned: then the tokens are sealed for the wrong one. */
async function write(
  tx: Tx & PlatformTx,
  ctx: Context,
  planned: readonly Planned[],
  { isMove = false, begin, finish }: Options,
): Promise<boolean> {
  const assets = planned.map(({ asset }) => asset);
  await lockAssets(tx, assets);
  await begin?.(tx);
  const rows = await rowsOf(tx, assets);
  if (rows.some((row, place) => row !== null && row !== planned[place]?.channelId)) return false;
  if (!isMove) await refuseTaken(tx, ctx, planned);
  const moved = new Set<Planned>();
  for (const one of isMove ? planned : []) {
    if (await takeOver(tx, ctx, one.asset)) moved.add(one);
  }
  for (const one of planned) await attachChannel(tx, ctx, { ...one, isMovedHere: moved.has(one) });
  await finish?.(tx);
  return true;
}
