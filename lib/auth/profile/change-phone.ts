import { recordEntry } from "@/lib/audit/record-entry";
import { verifyForSpending } from "@/lib/otp/spend-challenge";
import { maskPhone } from "@/lib/phone";
import type { CodeOrPasskey } from "@/lib/proof-fields";
import type { MemberContext } from "@/lib/tenancy/context";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { phoneAct, refuseTakenContact } from "./contact-act";
import { lockMember } from "./lock-person";
import { setPhone } from "./set-contact";

/**
 * Changes the CEO's phone with a code to the old number or a passkey (P12.1), never by email. It holds at once and ends every
 * session of hers, this one too. Throws `step_up_required`, `wrong_code`, `phone_taken`, or `unauthenticated` for the second of
 * two changes at once.
 */
export async function changePhone(
  ctx: MemberContext,
  input: { phone: string; challengeId?: string; otp?: CodeOrPasskey },
): Promise<void> {
  const { phone, ...given } = input;
  const act = await phoneAct(ctx, { phone });
  const proof = await verifyForSpending(ctx, { ...act, ...given });
  await withTenantAndPlatform(ctx, async (tx) => {
    const person = await lockMember(tx, ctx);
    await refuseTakenContact(tx, ctx, "phone", phone);
    const { businessName } = ctx;
    await setPhone(tx, ctx, { person, value: phone, businessName, keptChallengeId: given.challengeId });
    await proof.spend(tx);
    await recordEntry(tx, ctx, {
      action: "PROFILE_UPDATED",
      subject: { kind: "ceo", id: ctx.ceoId },
      details: { field: "phone", from: maskPhone(person.phone), to: maskPhone(phone), otp_verified: true },
    });
  });
  await proof.settle();
}
