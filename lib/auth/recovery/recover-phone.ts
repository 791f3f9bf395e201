import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { AppError, notFound } from "@/lib/errors";
import { codeContext, type TryFacts } from "@/lib/otp/record-code-event";
import { maskPhone } from "@/lib/phone";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { checkNewPhone, refuseTakenContact } from "../profile/contact-act";
import { lockPerson } from "../profile/lock-person";
import { setPhone } from "../profile/set-contact";
import { businessOf } from "../profile/undo-change";
import { RECOVERING } from "./confirm-recovery";

/**
 * Sets the new phone after the wait, with the grant that a fresh email code gave: once, within its 15 minutes, unless somebody
 * stopped the recovery. Every device is signed out; the old phone and email can still undo it. Throws `not_found` for a grant
 * that is not this recovery's, `link_over` when its time is over, `phone_taken`.
 */
export async function recoverPhone(
  recoveryId: string,
  input: { grant: string; phone: string; client: string; facts: TryFacts },
): Promise<{ recovered: true }> {
  await takePermit("auth.undo.ip", input.client);
  const found = await findGranted(recoveryId, input.grant);
  if (!found) throw notFound("This recovery");
  const { identityId, ceoId } = found;
  const ctx = codeContext(ceoId, { ...input.facts, actor: RECOVERING });
  await withTenantAndPlatform(ctx, async (tx) => {
    const person = await lockPerson(tx, identityId);
    if (!person) throw notFound("This recovery");
    const [business] = await tx.execute<{ country: string }>(
      sql`select country from ceos where ceo_id = ${ceoId}`,
    );
    checkNewPhone({ phone: person.phone, country: business?.country ?? "NG" }, input.phone);
    await refuseTakenContact(tx, { identityId }, "phone", input.phone);
    const isFirst = await spendOnce(
      tx,
      sql`update recoveries set completed_at = now(), grant_hash = null
        where id = ${recoveryId} and grant_hash = ${sha256Hex(input.grant)} and grant_ends_at > now()
          and ready_at <= now() and stopped_at is null and completed_at is null returning id`,
    );
    if (!isFirst) throw over();
    await setPhone(tx, ctx, { person, value: input.phone, businessName: await businessOf(tx, ceoId) });
    await recordEntry(tx, ctx, {
      action: "RECOVERY_COMPLETED",
      subject: { kind: "ceo", id: ceoId },
      details: { from: maskPhone(person.phone), to: maskPhone(input.phone) },
    });
  });
  return { recovered: true };
}

async function findGranted(recoveryId: string, grant: string) {
  const [found] = await withPlatform((tx) =>
    tx.execute<{ identityId: string; ceoId: string }>(sql`
      select identity_id as "identityId", ceo_id as "ceoId" from recoveries
      where id = ${recoveryId} and grant_hash = ${sha256Hex(grant)}`),
  );
  return found;
}

function over(): AppError {
  return new AppError("link_over", "This is over or was stopped. Ask for a fresh code from your email.");
}
