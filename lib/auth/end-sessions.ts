import { type SQL, sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import { endOtherSubscriptions } from "@/lib/push/subscriptions";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { type PlatformTx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { findSession } from "./find-session";

export type EndReason =
  | "signed_out"
  | "signed_out_everywhere"
  | "ended_by_owner"
  | "replaced"
  | "switched"
  | "too_many"
  | "member_changed"
  | "phone_changed"
  | "change_undone";

/**
 * Ends the sessions that `where` names, in the caller's transaction, and tells open streams to close (channel
 * `session_ended`, payload: the session's id). Gives their ids. From the commit on no request of theirs is let in.
 */
export async function endSessions(tx: PlatformTx, where: SQL, reason: EndReason): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    with ended as (
      update sessions set revoked_at = now(), revoked_why = ${reason} where revoked_at is null and (${where}) returning id
    )
    select id, pg_notify('session_ended', id)::text from ended`);
  return rows.map(({ id }) => id);
}

/** Ends the session of this very request. */
export function signOut(ctx: MemberContext): Promise<void> {
  return withTenantAndPlatform(ctx, async (tx) => {
    const ended = await endSessions(tx, sql`id = ${ctx.sessionId}`, "signed_out");
    if (ended.length === 0) return;
    await recordEntry(tx, ctx, { action: "SIGNED_OUT", subject: { kind: "session", id: ctx.sessionId } });
  });
}

/** Ends all sessions of this person, on every device and in every business. Gives how many. */
export function signOutEverywhere(ctx: MemberContext): Promise<number> {
  return withTenantAndPlatform(ctx, async (tx) => {
    const ended = await endSessions(tx, sql`identity_id = ${ctx.identityId}`, "signed_out_everywhere");
    await recordEntry(tx, ctx, {
      action: "SIGNED_OUT_EVERYWHERE",
      subject: { kind: "session", id: ctx.sessionId },
      details: { ended: ended.length },
    });
    return ended.length;
  });
}

/** Ends one of this person's own devices. Somebody else's is not found. */
export function endSession(ctx: MemberContext, sessionId: string): Promise<void> {
  return withTenantAndPlatform(ctx, async (tx) => {
    const mine = sql`id = ${sessionId} and identity_id = ${ctx.identityId} and expires_at > now()`;
    const ended = await endSessions(tx, mine, "ended_by_owner");
    if (ended.length === 0) throw notFound("This device");
    await recordEntry(tx, ctx, { action: "SESSION_REVOKED", subject: { kind: "session", id: sessionId } });
  });
}

/** Ends all other devices of this person and keeps this one. Gives how many. */
export function endOtherSessions(ctx: MemberContext): Promise<number> {
  return withTenantAndPlatform(ctx, async (tx) => {
    const others = sql`identity_id = ${ctx.identityId} and id <> ${ctx.sessionId} and expires_at > now()`;
    const ended = await endSessions(tx, others, "ended_by_owner");
    await endOtherSubscriptions(tx, ctx);
    for (const id of ended) {
      await recordEntry(tx, ctx, { action: "SESSION_REVOKED", subject: { kind: "session", id } });
    }
    return ended.length;
  });
}

/** Ends the session whose cookie the browser gives up. One that is over already is nothing to tell of. */
export async function signOutById(
  sessionId: string,
  facts: { requestId: string; ip?: string; agent?: string },
) {
  const session = await findSession({ kind: "sid", sessionId }, false);
  if (session) await signOut(memberContext(session, facts));
}
