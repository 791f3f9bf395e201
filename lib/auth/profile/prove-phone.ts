import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import { queueNotice } from "@/lib/notices/queue-notice";
import { mayTextUnproven } from "@/lib/otp/allow-sms";
import { prepareChallenge, storeChallenge } from "@/lib/otp/issue-challenge";
import { codeEntry } from "@/lib/otp/record-code-event";
import { sessionPlace } from "@/lib/otp/request-challenge";
import { CODE_TTL_MINUTES, CODE_TTL_SECONDS, hashTarget } from "@/lib/otp/rules";
import { placeSubject, takeSendPlace } from "@/lib/otp/send-places";
import { verifyChallenge, wrongCode } from "@/lib/otp/verify-challenge";
import { maskPhone } from "@/lib/phone";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import type { EmailConfirmation } from "./change-email";
import { takenOf } from "./contact-act";
import { lockMember } from "./lock-person";

const TRIES_MAX = 3;

/**
 * Sends a code to her own number that was never proved: registration's text may have come too late. It gives no right but that of
 * proving this very number. Throws `conflict` when it is proved already or cannot be texted, `rate_limited`.
 */
export async function askPhoneProof(ctx: MemberContext): Promise<EmailConfirmation> {
  authorize(ctx, "profile.manage");
  const phone = await unprovedPhone(ctx);
  const sendKeys = await takeSendPlace(placeSubject("phone.confirm", ctx.identityId));
  if (!(await mayTextUnproven(phone))) {
    throw new AppError(
      "conflict",
      "We cannot text this number right now. Try again later, or set another one.",
    );
  }
  const prepared = await prepareChallenge({
    subject: { kind: "identity", id: ctx.identityId },
    ceoId: ctx.ceoId,
    role: ctx.role,
    purpose: "phone.confirm",
    targetHash: hashTarget({ phone }),
    placeHash: sessionPlace(ctx),
    triesMax: TRIES_MAX,
    ways: ["sms"],
    sendKeys,
  });
  const { ceoId, role, identityId: subjectId } = ctx;
  await withTenantAndPlatform(ctx, async (tx) => {
    await storeChallenge(tx, prepared);
    await queueNotice(tx, {
      way: "sms",
      to: phone,
      template: "code.phone",
      details: { code: prepared.codes[0]?.code, businessName: ctx.businessName },
      ceoId,
      subjectId,
      challengeId: prepared.id,
      ttlSeconds: CODE_TTL_SECONDS,
    });
    const row = { id: prepared.id, subjectKind: "identity" as const, subjectId, ceoId, role, target: null };
    const details = { ways: ["sms"], to: maskPhone(phone) };
    await recordEntry(tx, ctx, codeEntry({ ...row, purpose: "phone.confirm" }, "OTP_SENT", details));
  });
  return { challengeId: prepared.id, maskedTo: maskPhone(phone), ttlMinutes: CODE_TTL_MINUTES };
}

/** Answers that code: the number is hers. Throws `wrong_code`, or `phone_taken` when another account proved it meanwhile. */
export async function provePhone(
  ctx: MemberContext,
  { challengeId, otp }: { challengeId: string; otp: string },
): Promise<void> {
  authorize(ctx, "profile.manage");
  const phone = await unprovedPhone(ctx);
  const tried = await verifyChallenge({
    challengeId,
    otp: otp.trim(),
    purpose: "phone.confirm",
    subjectId: ctx.identityId,
    targetHash: hashTarget({ phone }),
    placeHash: sessionPlace(ctx),
    pool: "known",
    facts: { requestId: ctx.requestId, ip: ctx.origin.ip, agent: ctx.origin.agent, actor: ctx.actor },
  });
  if (tried.kind !== "right") throw wrongCode(tried.kind === "wrong" ? tried.triesLeft : undefined);
  try {
    await withTenantAndPlatform(ctx, async (tx) => {
      const person = await lockMember(tx, ctx);
      if (person.phone !== phone) throw wrongCode();
      await tx.execute(sql`update identities set phone_verified_at = now() where id = ${person.id}`);
      await tried.proof.spend(tx);
      await recordEntry(tx, ctx, codeEntry(tried.proof.challenge, "OTP_VERIFY_SUCCESS", {}));
      const subject = { kind: "ceo", id: ctx.ceoId };
      await recordEntry(tx, ctx, { action: "CONTACT_WAY_VERIFIED", subject, details: { way: "sms" } });
    });
  } catch (error) {
    throw takenOf(error) ?? error;
  }
  await tried.proof.settle();
}

async function unprovedPhone(ctx: MemberContext): Promise<string> {
  const [row] = await withPlatform((tx) =>
    tx.execute<{ phone: string }>(sql`
      select phone from identities where id = ${ctx.identityId} and phone_verified_at is null`),
  );
  if (!row) throw new AppError("conflict", "Your number is verified already.");
  return row.phone;
}
