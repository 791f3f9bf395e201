import { z } from "zod";
import { rawSql } from "@/db/client";
import { sha256Hex } from "@/lib/crypto";
import type { SessionFacts } from "@/lib/tenancy/context";
import { openSessionId } from "./session-cookie";

/** What a request brought to say who it is. */
export type Credential =
  | { kind: "cookie"; sealed: string }
  | { kind: "bearer"; token: string }
  /** The id out of a cookie that was opened already. */
  | { kind: "sid"; sessionId: string };

const facts = z.object({
  sessionId: z.string().min(1),
  identityId: z.string().min(1),
  role: z.enum(["CEO", "VENDOR"]),
  ceoId: z.string().min(1),
  vendorId: z.string().min(1),
  memberName: z.string(),
  businessName: z.string(),
  businessKind: z.enum(["shop", "casework"]),
  timeZone: z.string(),
});

/**
 * The session in force for a credential, or null: unknown, revoked, idle, over, or its member or business not active.
 * Re-read from the database for every request (P2.5). `isTouching` extends the idle time; streams and background
 * reads pass false. A cookie never opens a Bearer's session, nor the other way round.
 */
export async function findSession(credential: Credential, isTouching: boolean): Promise<SessionFacts | null> {
  const isBearer = credential.kind === "bearer";
  const tokenHash = isBearer ? hashBearer(credential.token) : null;
  const id = isBearer ? null : await sessionIdOf(credential);
  if (!id && !tokenHash) return null;
  const [row] = await rawSql()<Record<string, unknown>[]>`
    select session_id as "sessionId", identity_id as "identityId", role, ceo_id as "ceoId", vendor_id as "vendorId",
      member_name as "memberName", business_name as "businessName", business_kind as "businessKind",
      time_zone as "timeZone", way
    from use_session(${id}, ${tokenHash}, ${isTouching})`;
  if (!row || row.way !== (isBearer ? "api" : "browser")) return null;
  return facts.safeParse(row).data ?? null;
}

async function sessionIdOf(credential: Exclude<Credential, { kind: "bearer" }>): Promise<string | null> {
  return credential.kind === "sid" ? credential.sessionId : openSessionId(credential.sealed);
}

/** What is stored of a Bearer token, or null for text that no token of ours can be. */
function hashBearer(token: string): string | null {
  return /^[\w-]{43}$/.test(token) ? sha256Hex(token) : null;
}
