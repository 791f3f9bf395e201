import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors";
import type { SensitiveAct } from "@/lib/otp/request-challenge";
import type { Target } from "@/lib/otp/rules";
import { countryOfPhone, FOREIGN_PHONE } from "@/lib/phone";
import { takePermit } from "@/lib/rate-limit/take-permit";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { taken } from "../register-ceo";
import { emailTarget, phoneTarget } from "./schema";

type ContactAct = SensitiveAct & { target: Target; facts: Record<string, unknown>; action: string };

/**
 * What a code for a new phone number stands for: exactly this number, in its one form. Throws before a code is sent in vain:
 * `invalid_request` for what is no mobile number of her country or hers already, `phone_taken` for another account's.
 */
export async function phoneAct(ctx: MemberContext, target: Target): Promise<ContactAct> {
  authorize(ctx, "profile.manage");
  const { phone } = phoneTarget.parse(target);
  const own = await loadOwn(ctx);
  checkNewPhone(own, phone);
  await withPlatform((tx) => refuseTakenContact(tx, ctx, "phone", phone));
  return {
    purpose: "profile.phone",
    target: { phone },
    facts: {},
    action: `Change your phone number to ${phone}`,
  };
}

/** What a code for a new email stands for: exactly this address. Throws as {@link phoneAct} does. */
export async function emailAct(ctx: MemberContext, target: Target): Promise<ContactAct> {
  authorize(ctx, "profile.manage");
  const { email } = emailTarget.parse(target);
  const own = await loadOwn(ctx);
  if (own.email === email && own.isEmailVerified) throw invalid("email", "This is your address already.");
  await withPlatform((tx) => refuseTakenContact(tx, ctx, "email", email));
  return { purpose: "profile.email", target: { email }, facts: {}, action: `Change your email to ${email}` };
}

/** Throws `invalid_request` for a number that codes cannot go to, or that is hers already. */
export function checkNewPhone(own: { phone: string; country: string }, phone: string): void {
  if (countryOfPhone(phone) !== own.country) throw invalid("phone", FOREIGN_PHONE);
  if (own.phone === phone) throw invalid("phone", "This is your number already.");
}

/** Only proved phones and emails are somebody's (P2.7). Who asks about many is slowed down. */
export async function refuseTakenContact(
  tx: PlatformTx,
  ctx: Pick<MemberContext, "identityId">,
  field: "phone" | "email",
  value: string,
): Promise<void> {
  const isTheirs =
    field === "phone"
      ? sql`phone = ${value} and phone_verified_at is not null`
      : sql`lower(email) = ${value} and email_verified_at is not null`;
  const rows = await tx.execute(sql`select 1 from identities where ${isTheirs} and id <> ${ctx.identityId}`);
  if (rows.length === 0) return;
  await takePermit("auth.taken.ip", ctx.identityId);
  const words = field === "phone" ? "This phone number" : "This email";
  throw new AppError(`${field}_taken`, `${words} belongs to another account. Use another one.`, {
    fields: [{ path: field, message: "belongs to another account" }],
  });
}

/** Two changes to one number at the same moment: the second to be proved meets the unique index. */
export function takenOf(error: unknown): AppError | undefined {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const constraint = root instanceof Error && "constraint_name" in root ? root.constraint_name : undefined;
  if (constraint === "identities_verified_phone") return taken("phone");
  return constraint === "identities_verified_email" ? taken("email") : undefined;
}

function loadOwn(ctx: MemberContext) {
  return withTenantAndPlatform(ctx, async (tx) => {
    const [own] = await tx.execute<{
      phone: string;
      email: string | null;
      isEmailVerified: boolean;
      country: string;
    }>(sql`
      select i.phone, lower(i.email) as email, i.email_verified_at is not null as "isEmailVerified", c.country
      from ceos c join identities i on i.id = c.identity_id where c.ceo_id = ${ctx.ceoId}`);
    if (!own) throw new AppError("not_found", "Your profile was not found.");
    return own;
  });
}

function invalid(path: string, message: string): AppError {
  return new AppError("invalid_request", message, { fields: [{ path, message }] });
}
