import { recordEntry } from "@/lib/audit/record-entry";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import type { ConnectResult } from "@/lib/words/en/connect-results";
import { keepCandidates } from "./candidates";
import { ownersOf } from "./channel-owners";
import { connectAssets } from "./connect-assets";
import { ConnectError } from "./connect-error";
import { type Found, findAssets } from "./find-assets";
import { type Journey, spendState } from "./oauth-state";
import { obtainAccess } from "./obtain-access";

/** What Meta's dialog sent along. */
export type Returned = { code?: string; state?: string; error?: string; error_code?: string };

/** How it ended, and which of Meta's permissions were not given. */
export type Finished = { result: ConnectResult; missing: readonly string[] };

/**
 * Ends a way through Meta's dialog (P4.2): uses the `state` up, exchanges the code, finds what it gives access to. One number
 * or account is connected at once, and so are those that are hers already; the rest waits to be picked. Whatever fails leaves
 * everything as it was, is audited, and comes back as a result, never as a throw.
 */
export async function finishConnecting(ctx: MemberContext, returned: Returned): Promise<Finished> {
  authorize(ctx, "channel.manage");
  let journey: Journey | null = null;
  try {
    journey = await spendState(ctx, returned.state);
    if (returned.error === "access_denied") throw new ConnectError("denied");
    if (returned.error ?? returned.error_code) throw new ConnectError("meta_refused");
    if (!returned.code) throw new ConnectError("code_refused");
    const obtained = await obtainAccess(journey, returned.code, new Date());
    return { result: await settle(ctx, await findAssets(journey, obtained)), missing: [] };
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    await recordRefusal(ctx, journey, error);
    return { result: error.result, missing: error.missing };
  }
}

/** Connects what needs no choice and keeps the rest. */
async function settle(ctx: MemberContext, found: readonly Found[]): Promise<ConnectResult> {
  const sorted = await withTenant(ctx, (tx) => sortOut(tx, ctx, found));
  const [only] = found;
  if (found.length === 1 && only && sorted.taken.length === 0) {
    await connectAssets(ctx, [only]);
    return "connected";
  }
  if (sorted.waiting.length === 0) {
    await connectAssets(ctx, sorted.hers);
    return "connected";
  }
  const keep = async (tx: Tx) => void (await keepCandidates(tx, ctx, sorted.waiting));
  if (sorted.hers.length > 0) await connectAssets(ctx, sorted.hers, { finish: keep });
  else await withTenant(ctx, keep);
  if (sorted.taken.length < sorted.waiting.length) return "choose";
  if (sorted.hers.length > 0) return "connected";
  throw new ConnectError("taken");
}

type Sorted = { hers: Found[]; waiting: Found[]; taken: Found[] };

async function sortOut(tx: Tx, ctx: MemberContext, found: readonly Found[]): Promise<Sorted> {
  const sorted: Sorted = { hers: [], waiting: [], taken: [] };
  for (const one of found) {
    const owners = await ownersOf(tx, one.asset);
    const isTaken = owners.some(({ ceoId }) => ceoId !== ctx.ceoId);
    if (isTaken) sorted.taken.push(one);
    if (!isTaken && owners.length > 0) sorted.hers.push(one);
    else sorted.waiting.push(one);
  }
  return sorted;
}

async function recordRefusal(
  ctx: MemberContext,
  journey: Journey | null,
  { result, missing }: ConnectError,
): Promise<void> {
  await withTenant(ctx, (tx) =>
    recordEntry(tx, ctx, {
      action: "META_ACCOUNT_REFUSED",
      subject: { kind: "ceo", id: ctx.ceoId },
      details: { ...journey, result, ...(missing.length > 0 ? { missing: [...missing] } : {}) },
    }),
  );
}
