import { canonicalize } from "json-canonicalize";
import { listChannels } from "@/lib/channels/queries";
import type { ChannelView, SelectBody } from "@/lib/channels/schema";
import { AppError } from "@/lib/errors";
import { type ActProof, verifyForSpending } from "@/lib/otp/spend-challenge";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { connectWords } from "@/lib/words/en/connect-results";
import { endChoice, openCandidates } from "./candidates";
import { connectAssets } from "./connect-assets";
import { ConnectError } from "./connect-error";
import type { Found } from "./find-assets";
import { loadMoveAct, type MoveAct } from "./move-act";

/**
 * Connects what was picked after Meta's dialog: all of it or nothing, once. What is another business's needs a code for
 * `channel.move`, moves here, and its old owner is told. Throws `channel_taken` with purpose and target without that code,
 * `wrong_code`, `not_found` for a choice that is over, `conflict` or `unavailable` when Meta does not let us.
 */
export async function selectChannels(ctx: MemberContext, body: SelectBody): Promise<ChannelView[]> {
  authorize(ctx, "channel.manage");
  const { found, act } = await withTenant(ctx, (tx) => load(tx, ctx, body));
  const proof = act ? await prove(ctx, act, body) : null;
  const finish = async (tx: Tx & PlatformTx) => {
    await endChoice(tx, body.selection_id);
    await proof?.spend(tx);
  };
  const options = { isMove: act !== null, begin: (tx: Tx) => checkUnchanged(tx, ctx, body, act), finish };
  const ids = await connectAssets(ctx, found, options).catch((error: unknown) => {
    throw error instanceof ConnectError ? error.toAppError() : error;
  });
  await proof?.settle();
  return listChannels(ctx, ids);
}

async function load(
  tx: Tx,
  ctx: MemberContext,
  body: SelectBody,
): Promise<{ found: Found[]; act: MoveAct | null }> {
  const { selection_id, external_ids } = body;
  const found = await openCandidates(tx, ctx, { selectionId: selection_id, externalIds: external_ids });
  return { found, act: await loadMoveAct(tx, ctx, { selection_id, external_ids, found }) };
}

function prove(ctx: MemberContext, act: MoveAct, body: SelectBody): Promise<ActProof> {
  if (!body.challenge_id || !body.otp) {
    throw new AppError("channel_taken", connectWords("taken"), {
      extra: { purpose: act.purpose, target: act.target },
    });
  }
  return verifyForSpending(ctx, { ...act, challengeId: body.challenge_id, otp: body.otp });
}

/** Once the numbers are locked: whose they are must still be what the code was asked for. */
async function checkUnchanged(
  tx: Tx,
  ctx: MemberContext,
  body: SelectBody,
  act: MoveAct | null,
): Promise<void> {
  const now = await load(tx, ctx, body);
  if (canonicalize(now.act?.facts ?? null) === canonicalize(act?.facts ?? null)) return;
  throw new AppError(
    "superseded",
    "Somebody connected or left one of these meanwhile. Look again, then pick once more.",
  );
}
