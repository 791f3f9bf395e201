import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { sha256Hex } from "@/lib/crypto";
import { AppError, notFound } from "@/lib/errors";
import { voidChallenges } from "@/lib/otp/answer-once";
import { codeContext, type TryFacts } from "@/lib/otp/record-code-event";
import { maskEmail, maskPhone } from "@/lib/phone";
import { takePermit } from "@/lib/rate-limit/take-permit";
import type { Context } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { endSessions } from "../end-sessions";
import { tellPerson } from "../tell-person";
import { takenOf } from "./contact-act";
import { lockPerson } from "./lock-person";

type Change = {
  id: string;
  identityId: string;
  ceoId: string;
  field: "phone" | "email";
  oldValue: string | null;
  oldVerifiedAt: string | null;
  changedAt: string;
  isUndone: boolean;
  isOver: boolean;
};

/**
 * Takes a change of phone or email back with the link that the old ones got (72 h, once). Every device is signed out, later
 * changes of the same thing fall with it, and so do passkeys that were added since. Throws `not_found`, `link_used`, `link_over`,
 * or `phone_taken` / `email_taken` when the old one has become somebody else's.
 */
export async function undoChange(
  token: string,
  from: { client: string; facts: TryFacts },
): Promise<{ undone: true; field: "phone" | "email" }> {
  await takePermit("auth.undo.ip", from.client);
  const change = await findChange(token);
  if (!change) throw notFound("This link");
  refuseDead(change);
  const ctx = codeContext(change.ceoId, { ...from.facts, actor: { kind: "public", id: "undo-link" } });
  try {
    await withTenantAndPlatform(ctx, (tx) => giveBack(tx, ctx, change));
  } catch (error) {
    throw takenOf(error) ?? error;
  }
  return { undone: true, field: change.field };
}

async function giveBack(tx: Tx & PlatformTx, ctx: Context, change: Change): Promise<void> {
  const { identityId, field, oldValue, oldVerifiedAt } = change;
  await lockPerson(tx, identityId);
  const undone = await tx.execute(sql`
    update profile_changes set undone_at = now()
    where identity_id = ${identityId} and field = ${field} and undone_at is null and changed_at >= ${change.changedAt}
      and exists (select from profile_changes c where c.id = ${change.id} and c.undone_at is null and c.undo_until > now())
    returning id`);
  if (undone.length === 0) throw used();
  if (field === "phone") {
    await tx.execute(sql`
      update identities set phone = ${oldValue}, phone_verified_at = ${oldVerifiedAt}, phone_changed_at = null
      where id = ${identityId}`);
    await tx.execute(
      sql`update vendors set phone = ${oldValue} where ceo_id = ${ctx.ceoId} and identity_id = ${identityId}`,
    );
  } else {
    await tx.execute(sql`
      update identities set email = ${oldValue}, email_verified_at = ${oldVerifiedAt} where id = ${identityId}`);
    await tx.execute(
      sql`update vendors set email = ${oldValue} where ceo_id = ${ctx.ceoId} and identity_id = ${identityId}`,
    );
  }
  await voidChallenges(tx, identityId);
  await tx.execute(sql`
    update recoveries set stopped_at = now()
    where identity_id = ${identityId} and stopped_at is null and completed_at is null`);
  const removed = await tx.execute(sql`
    delete from passkeys where identity_id = ${identityId} and created_at >= ${change.changedAt} returning id`);
  await endSessions(tx, sql`identity_id = ${identityId}`, "change_undone");
  const masked = oldValue ? (field === "phone" ? maskPhone(oldValue) : maskEmail(oldValue)) : "";
  const businessName = await businessOf(tx, ctx.ceoId);
  await tellPerson(tx, ctx, identityId, "profile.undone", { businessName, act: masked });
  await recordEntry(tx, ctx, {
    action: "PROFILE_CHANGE_UNDONE",
    subject: { kind: "ceo", id: ctx.ceoId },
    details: { field, to: masked, passkeys_removed: removed.length },
  });
}

async function findChange(token: string): Promise<Change | undefined> {
  const [change] = await withPlatform((tx) =>
    tx.execute<Change>(sql`
      select id, identity_id as "identityId", ceo_id as "ceoId", field, old_value as "oldValue",
        old_verified_at::text as "oldVerifiedAt", changed_at::text as "changedAt", undone_at is not null as "isUndone",
        undo_until <= now() as "isOver"
      from profile_changes where undo_token_hash = ${sha256Hex(token)}`),
  );
  return change;
}

function refuseDead({ isUndone, isOver }: Change): void {
  if (isUndone) throw used();
  if (isOver) throw new AppError("link_over", "This link worked for 72 hours. Sign in, or write to us.");
}

function used(): AppError {
  return new AppError("link_used", "This change was undone already.");
}

/** The business's name, for words to its owner. */
export async function businessOf(tx: Tx, ceoId: string): Promise<string> {
  const [row] = await tx.execute<{ name: string }>(
    sql`select business_name as name from ceos where ceo_id = ${ceoId}`,
  );
  return row?.name ?? "your business";
}
