import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newSecret, newUnguessableId } from "@/lib/ids";
import { queueNotice } from "@/lib/notices/queue-notice";
import { codeContext, codeEntry, type TryFacts } from "@/lib/otp/record-code-event";
import { hashTarget } from "@/lib/otp/rules";
import { type Proof, verifyChallenge, wrongCode } from "@/lib/otp/verify-challenge";
import { takePermit } from "@/lib/rate-limit/take-permit";
import type { Context } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { lockPerson } from "../profile/lock-person";
import { businessOf } from "../profile/undo-change";
import { provedWays } from "../tell-person";
import type { Recovery } from "./schema";

/** Announced, and stoppable, for this long before anything can be set (P12.2). */
export const WAIT_HOURS = 24;
/** Then it can be used for two days; after that she begins again. */
const USE_HOURS = 48;
const GRANT_MINUTES = 15;

type Both = Tx & PlatformTx;
type Row = { id: string; readyAt: string; endsAt: string; isReady: boolean };

/**
 * Answers the code from the mailbox. The first time starts the wait and tells phone and email, with a link that stops it from
 * either; after the wait it gives the grant that sets a new phone once. Throws `wrong_code`, `rate_limited`.
 */
export async function confirmRecovery(given: {
  challengeId: string;
  otp: string;
  client: string;
  facts: TryFacts;
}): Promise<Recovery> {
  await takePermit("auth.verify.ip", given.client);
  const tried = await verifyChallenge({
    challengeId: given.challengeId,
    otp: given.otp.trim(),
    purpose: "recovery",
    targetHash: hashTarget({}),
    pool: "stranger",
    facts: given.facts,
  });
  if (tried.kind !== "right" || !tried.proof.challenge.ceoId) {
    throw wrongCode(tried.kind === "wrong" ? tried.triesLeft : undefined);
  }
  const { proof } = tried;
  const ctx = codeContext(tried.proof.challenge.ceoId, { ...given.facts, actor: RECOVERING });
  const recovery = await withTenantAndPlatform(ctx, async (tx) => {
    const { subjectId } = proof.challenge;
    await lockPerson(tx, subjectId);
    const found = (await findOpen(tx, subjectId)) ?? (await start(tx, ctx, subjectId));
    const grant = found.isReady ? await giveGrant(tx, found.id) : null;
    await spend(tx, ctx, proof);
    if (found.isNew) await recordStart(tx, ctx, found);
    return { found, grant };
  });
  await proof.settle();
  const { found, grant } = recovery;
  return {
    recovery_id: found.id,
    state: grant ? "ready" : "waiting",
    ready_at: found.readyAt,
    ends_at: found.endsAt,
    grant,
  };
}

/** Who acts while nobody is signed in: whoever reads the mailbox. */
export const RECOVERING = { kind: "public", id: "recovery" } as const;

const COLUMNS = sql.raw(`id, ready_at <= now() as "isReady",
  to_char(ready_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "readyAt",
  to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endsAt"`);

async function findOpen(tx: PlatformTx, identityId: string): Promise<(Row & { isNew: boolean }) | undefined> {
  const [row] = await tx.execute<Row>(sql`
    select ${COLUMNS} from recoveries
    where identity_id = ${identityId} and stopped_at is null and completed_at is null and ends_at > now()`);
  return row && { ...row, isNew: false };
}

async function start(tx: Both, ctx: Context, identityId: string): Promise<Row & { isNew: boolean }> {
  await tx.execute(sql`
    update recoveries set stopped_at = now()
    where identity_id = ${identityId} and stopped_at is null and completed_at is null`);
  const [row] = await tx.execute<Row>(sql`
    insert into recoveries (id, identity_id, ceo_id, ready_at, ends_at)
    values (${newUnguessableId("recovery")}, ${identityId}, ${ctx.ceoId}, now() + make_interval(hours => ${WAIT_HOURS}),
      now() + make_interval(hours => ${WAIT_HOURS + USE_HOURS}))
    returning ${COLUMNS}`);
  if (!row) throw new Error("the recovery was not written");
  // Behind the # so that no server, log or preview of a link ever sees it.
  const path = `/login/recover/stop#${row.id}`;
  const details = { businessName: await businessOf(tx, ctx.ceoId), path, link: `${env().APP_URL}${path}` };
  for (const recipient of await provedWays(tx, identityId)) {
    const about = { ceoId: ctx.ceoId, subjectId: identityId, ttlSeconds: WAIT_HOURS * 3600 };
    await queueNotice(tx, { ...recipient, template: "recovery.started", details, ...about });
  }
  return { ...row, isNew: true };
}

async function giveGrant(tx: PlatformTx, recoveryId: string): Promise<string> {
  const grant = newSecret();
  await tx.execute(sql`
    update recoveries set grant_hash = ${sha256Hex(grant)}, grant_ends_at = now() + make_interval(mins => ${GRANT_MINUTES})
    where id = ${recoveryId}`);
  return grant;
}

async function spend(tx: Both, ctx: Context, proof: Proof): Promise<void> {
  await proof.spend(tx);
  await recordEntry(tx, ctx, codeEntry(proof.challenge, "OTP_VERIFY_SUCCESS", {}));
}

function recordStart(tx: Both, ctx: Context, { readyAt }: Row) {
  return recordEntry(tx, ctx, {
    action: "RECOVERY_STARTED",
    subject: { kind: "ceo", id: ctx.ceoId },
    details: { ready_at: readyAt },
  });
}
