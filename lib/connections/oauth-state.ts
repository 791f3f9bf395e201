import { and, eq, sql } from "drizzle-orm";
import { oauthStates } from "@/db/schema/connections";
import type { ConnectWay } from "@/lib/channels/schema";
import { deriveKey, equalInConstantTime, hmacParts, sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newSecret } from "@/lib/ids";
import type { MemberContext } from "@/lib/tenancy/context";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ConnectError } from "./connect-error";
import type { Platform } from "./ways";

/** How long a person may take on Meta's page (OA-01). */
const STATE_MINUTES = 10;

export type Journey = { platform: Platform; way: ConnectWay };

/**
 * A fresh `state` for one way to Meta's dialog and back: 256 random bits and a signature that names this session. The
 * database keeps its hash, the session, and which dialog it was for, so that one dialog's answer is no use to another (OA-02).
 */
export async function issueState(ctx: MemberContext, journey: Journey): Promise<string> {
  const secret = newSecret();
  const state = `${secret}.${signatureOf(ctx, secret)}`;
  await withTenant(ctx, (tx) =>
    tx.insert(oauthStates).values({
      ceoId: ctx.ceoId,
      stateHash: sha256Hex(state),
      sessionId: ctx.sessionId,
      ...journey,
      expiresAt: sql`now() + make_interval(mins => ${STATE_MINUTES})`,
    }),
  );
  return state;
}

/**
 * Uses a `state` up, before anything else is done with what came along with it: of several at once one gets through. Throws
 * `state_wrong` for one that is missing, forged or another session's, `state_over` for one that was used or is too old.
 */
export async function spendState(ctx: MemberContext, state: string | undefined): Promise<Journey> {
  const [secret = "", signature = ""] = (state ?? "").split(".");
  if (state === undefined || !equalInConstantTime(signature, signatureOf(ctx, secret))) {
    throw new ConnectError("state_wrong");
  }
  const stateHash = sha256Hex(state);
  return withTenant(ctx, async (tx) => {
    const spent = await spendOnce<Journey>(
      tx,
      sql`update oauth_states set used_at = now()
        where ceo_id = ${ctx.ceoId} and state_hash = ${stateHash} and session_id = ${ctx.sessionId}
          and used_at is null and expires_at > now()
        returning platform, way`,
    );
    if (spent) return spent;
    const [known] = await tx
      .select({ hash: oauthStates.stateHash })
      .from(oauthStates)
      .where(and(eq(oauthStates.stateHash, stateHash), eq(oauthStates.sessionId, ctx.sessionId)));
    throw new ConnectError(known ? "state_over" : "state_wrong");
  });
}

function signatureOf(ctx: MemberContext, secret: string): string {
  const key = deriveKey(env().NEXTAUTH_SECRET, "oauth-state");
  return hmacParts(key, [ctx.sessionId, secret]).toString("base64url");
}
