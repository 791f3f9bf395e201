import { sql } from "drizzle-orm";
import { ceos, identities, vendors } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { queueNotice } from "@/lib/notices/queue-notice";
import { mayTextUnproven } from "@/lib/otp/allow-sms";
import { type PreparedChallenge, prepareChallenge, storeChallenge } from "@/lib/otp/issue-challenge";
import { codeContext, codeEntry, type TryFacts } from "@/lib/otp/record-code-event";
import { CODE_TTL_MINUTES, CODE_TTL_SECONDS, hashTarget } from "@/lib/otp/rules";
import { freedBy, placeSubject, takeSendPlace } from "@/lib/otp/send-places";
import { maskEmail, maskPhone } from "@/lib/phone";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { type PlatformTx, type Tx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { SIGN_IN_TRIES } from "./rules";

export type Registration = {
  name: string;
  /** Normalised by the request's schema. */
  email: string;
  /** E.164. */
  phone: string;
  companyName: string;
  placeHash: string;
  client: string;
  facts: TryFacts;
};

export type Registered = { ceoId: string; challengeId: string; ttlMinutes: number };

type Ids = { ceoId: string; identityId: string; vendorId: string };

/**
 * Registers a business: a pending tenant, its owner and her own vendor row, and a different code by SMS and by email.
 * Nothing of it can be used before a code is answered; after 24 h it is gone (P2.1). Throws `email_taken` or
 * `phone_taken` when a verified account has it (P2.7).
 */
export async function registerCeo(registration: Registration): Promise<Registered> {
  await takePermit("auth.register.ip", registration.client);
  await refuseTaken(registration);
  const sendKeys = [
    ...freedBy("sms", await takeSendPlace(placeSubject("registration", "phone", registration.phone))),
    ...freedBy("email", await takeSendPlace(placeSubject("registration", "email", registration.email))),
  ];
  const maySms = await mayTextUnproven(registration.phone);
  const ids: Ids = { ceoId: newId("ceo"), identityId: newId("identity"), vendorId: newId("vendor") };
  const prepared = await prepareChallenge({
    subject: { kind: "identity", id: ids.identityId },
    ceoId: ids.ceoId,
    role: "CEO",
    purpose: "registration",
    target: { vendor_id: ids.vendorId },
    targetHash: hashTarget({}),
    placeHash: registration.placeHash,
    triesMax: SIGN_IN_TRIES.CEO,
    ways: maySms ? ["sms", "email"] : ["email"],
    sendKeys,
  });
  const ctx = codeContext(ids.ceoId, { ...registration.facts, actor: { kind: "ceo", id: ids.ceoId } });
  await withTenantAndPlatform(ctx, async (tx) => {
    await writePeople(tx, ids, registration);
    await storeChallenge(tx, prepared);
    await queueCodes(tx, ids, registration, prepared);
    const masked = { email: maskEmail(registration.email), phone: maskPhone(registration.phone) };
    await recordEntry(tx, ctx, {
      action: "CEO_REGISTERED",
      subject: { kind: "ceo", id: ids.ceoId },
      details: masked,
    });
    const row = {
      id: prepared.id,
      subjectKind: "identity" as const,
      subjectId: ids.identityId,
      ceoId: ids.ceoId,
      role: "CEO" as const,
      purpose: "registration",
      target: null,
    };
    await recordEntry(tx, ctx, codeEntry(row, "OTP_SENT", { ways: prepared.codes.map(({ way }) => way) }));
  });
  return { ceoId: ids.ceoId, challengeId: prepared.id, ttlMinutes: CODE_TTL_MINUTES };
}

/** Only verified identities hold a phone or email. Who asks about many is slowed down. */
async function refuseTaken({ email, phone, client }: Registration): Promise<void> {
  const rows = await withPlatform((tx) =>
    tx.execute<{ email: boolean; phone: boolean }>(sql`
      select coalesce(lower(email) = ${email} and email_verified_at is not null, false) as email,
        phone = ${phone} and phone_verified_at is not null as phone
      from identities
      where (lower(email) = ${email} and email_verified_at is not null)
        or (phone = ${phone} and phone_verified_at is not null)`),
  );
  if (rows.length === 0) return;
  await takePermit("auth.taken.ip", client);
  throw rows.some((row) => row.email) ? taken("email") : taken("phone");
}

/** The clash that P2.7 asks to say clearly. */
export function taken(what: "email" | "phone"): AppError {
  const words = what === "email" ? "This email" : "This phone number";
  return new AppError(`${what}_taken`, `${words} already has an account. Sign in instead.`, {
    fields: [{ path: what, message: "already has an account" }],
  });
}

async function writePeople(tx: Tx & PlatformTx, ids: Ids, registration: Registration): Promise<void> {
  const { name, email, phone, companyName } = registration;
  await tx.insert(identities).values({ id: ids.identityId, name, email, phone });
  await tx
    .insert(ceos)
    .values({ ceoId: ids.ceoId, identityId: ids.identityId, name, businessName: companyName });
  await tx.insert(vendors).values({
    ceoId: ids.ceoId,
    id: ids.vendorId,
    identityId: ids.identityId,
    name,
    phone,
    email,
    isOwner: true,
  });
}

async function queueCodes(
  tx: PlatformTx,
  ids: Ids,
  { email, phone }: Registration,
  prepared: PreparedChallenge,
): Promise<void> {
  for (const { way, code } of prepared.codes) {
    if (way === "chat") continue;
    await queueNotice(tx, {
      way,
      to: way === "sms" ? phone : email,
      template: "code.registration",
      details: { code },
      ceoId: ids.ceoId,
      subjectId: ids.identityId,
      challengeId: prepared.id,
      ttlSeconds: CODE_TTL_SECONDS,
    });
  }
}
