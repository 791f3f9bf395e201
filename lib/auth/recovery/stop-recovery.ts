import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { codeContext, type TryFacts } from "@/lib/otp/record-code-event";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { tellPerson } from "../tell-person";

/**
 * Stops a recovery from the link that phone and email were sent: its id is the secret. Stopping again is no error. Throws
 * `not_found`, or `wrong_state` when the new phone is set already (then the undo link helps).
 */
export async function stopRecovery(
  recoveryId: string,
  from: { client: string; facts: TryFacts },
): Promise<{ stopped: true }> {
  await takePermit("auth.undo.ip", from.client);
  const [found] = await withPlatform((tx) =>
    tx.execute<{ identityId: string; ceoId: string; isCompleted: boolean }>(sql`
      select identity_id as "identityId", ceo_id as "ceoId", completed_at is not null as "isCompleted"
      from recoveries where id = ${recoveryId}`),
  );
  if (!found) throw notFound("This recovery");
  if (found.isCompleted) throw done();
  const ctx = codeContext(found.ceoId, { ...from.facts, actor: { kind: "public", id: "stop-link" } });
  await withTenantAndPlatform(ctx, async (tx) => {
    const stopped = await spendOnce(
      tx,
      sql`update recoveries set stopped_at = now(), grant_hash = null
        where id = ${recoveryId} and stopped_at is null and completed_at is null returning id`,
    );
    if (!stopped) return;
    await tellPerson(tx, ctx, found.identityId, "recovery.stopped");
    await recordEntry(tx, ctx, { action: "RECOVERY_STOPPED", subject: { kind: "ceo", id: found.ceoId } });
  });
  return { stopped: true };
}

function done(): AppError {
  return new AppError(
    "wrong_state",
    "The new phone is set already. Undo it with the link that came with that news.",
  );
}
