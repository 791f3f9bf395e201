import { sql } from "drizzle-orm";
import { sessions } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { newId, newSecret } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import { describeDevice } from "@/lib/words/device-name";
import { endSessions } from "./end-sessions";
import type { Membership } from "./memberships";
import { CEO_SESSIONS_MAX, SESSION_SECONDS } from "./rules";
import { tellPerson } from "./tell-person";

export type SessionRequest = {
  identityId: string;
  membership: Pick<Membership, "role" | "ceoId" | "vendorId">;
  way: "browser" | "api";
  /** Whether the code was asked for on another device than the one that answers. */
  isElsewhere: boolean;
  /** Told to the owner: nobody of this account has signed in there before. */
  isNewDevice?: boolean;
  /** A session that this browser had before: it ends, so that no old cookie lives on (SE-04). */
  replaces?: string;
  /** The life of the session it goes on from: what no code was answered for ends no later (SE-06). */
  life?: SessionLife;
};

/** How long without use, and until when in all. */
export type SessionLife = { idleSeconds: number; expiresAt: string };

export type OpenedSession = { sessionId: string; token: string };

/**
 * Opens a session of a fresh id in the caller's transaction, ends what it replaces and, beyond five of a CEO, the one
 * used longest ago; records `SIGNED_IN`. The token is told here once; only its SHA-256 stays.
 */
export async function openSession(
  tx: Tx & PlatformTx,
  ctx: Context,
  { identityId, membership, way, isElsewhere, isNewDevice, replaces, life: kept }: SessionRequest,
): Promise<OpenedSession> {
  const sessionId = newId("session");
  const token = newSecret();
  const { role, ceoId, vendorId } = membership;
  const life = SESSION_SECONDS[role === "VENDOR" && isElsewhere ? "VENDOR_ELSEWHERE" : role];
  await lockSessions(tx, identityId);
  await tx.insert(sessions).values({
    id: sessionId,
    tokenHash: sha256Hex(token),
    identityId,
    role,
    ceoId,
    vendorId,
    way,
    ip: ctx.origin.ip ?? null,
    agent: ctx.origin.agent ?? null,
    idleSeconds: kept?.idleSeconds ?? life.idle,
    expiresAt: (kept
      ? sql`${kept.expiresAt}::timestamptz`
      : sql`now() + make_interval(secs => ${life.absolute})`) as unknown as Date,
  });
  if (replaces) await endSessions(tx, sql`id = ${replaces} and identity_id = ${identityId}`, "replaced");
  const pushedOut = role === "CEO" ? await pushOut(tx, identityId) : [];
  if (role === "CEO" && pushedOut.length > 0) await tellPerson(tx, ctx, identityId, "session.pushed-out");
  if (role === "CEO" && isNewDevice) {
    const act = describeDevice(ctx.origin.agent, ctx.origin.ip);
    await tellPerson(tx, ctx, identityId, "session.new-device", { act });
  }
  await recordEntry(tx, ctx, {
    action: "SIGNED_IN",
    subject: { kind: "session", id: sessionId },
    details: { way, ...(pushedOut.length > 0 ? { pushed_out: pushedOut } : {}) },
  });
  return { sessionId, token };
}

/** Two sign-ins of one person at once must see each other's session, or a sixth slips in. Before any session's row. */
export async function lockSessions(tx: PlatformTx, identityId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${identityId}, 2))`);
}

function pushOut(tx: PlatformTx, identityId: string): Promise<string[]> {
  return endSessions(
    tx,
    sql`id in (
      select s.id from sessions s
      where s.identity_id = ${identityId} and s.role = 'CEO' and s.revoked_at is null and s.expires_at > now()
        and s.last_seen_at + make_interval(secs => s.idle_seconds) > now()
      order by s.last_seen_at desc, s.created_at desc, s.id desc offset ${CEO_SESSIONS_MAX})`,
    "too_many",
  );
}
