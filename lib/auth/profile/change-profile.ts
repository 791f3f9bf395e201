import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { askNewEmail } from "./change-email";
import { changePhone } from "./change-phone";
import { loadProfile, readProfile } from "./read-profile";
import type { ChangedProfile, Profile, ProfileBody } from "./schema";

/** Changes one thing of the CEO's profile (P12.1): her names as they are, phone and email with what each needs. */
export async function changeProfile(ctx: MemberContext, body: ProfileBody): Promise<ChangedProfile> {
  authorize(ctx, "profile.manage");
  const { phone, email, challenge_id: challengeId, otp } = body;
  if (phone !== undefined) {
    refuseOld(await readProfile(ctx), body.version);
    await changePhone(ctx, { phone, challengeId, otp });
    return { ...(await readProfile(ctx)), force_logout: true, confirm: null };
  }
  if (email !== undefined) {
    refuseOld(await readProfile(ctx), body.version);
    const asked = await askNewEmail(ctx, { email, challengeId, otp });
    const confirm = {
      challenge_id: asked.challengeId,
      masked_to: asked.maskedTo,
      ttl_minutes: asked.ttlMinutes,
    };
    return { ...(await readProfile(ctx)), force_logout: false, confirm };
  }
  return { ...(await changeNames(ctx, body)), force_logout: false, confirm: null };
}

function changeNames(
  ctx: MemberContext,
  { name, company_name: companyName, version }: ProfileBody,
): Promise<Profile> {
  return withTenantAndPlatform(ctx, async (tx) => {
    await tx.execute(sql`select 1 from ceos where ceo_id = ${ctx.ceoId} for update`);
    const before = await loadProfile(tx, ctx);
    refuseOld(before, version);
    const now = { name: name ?? before.name, companyName: companyName ?? before.company_name };
    const fields = [
      ...(now.name === before.name ? [] : ["name"]),
      ...(now.companyName === before.company_name ? [] : ["company_name"]),
    ];
    if (fields.length === 0) return before;
    await tx.execute(sql`
      update ceos set name = ${now.name}, business_name = ${now.companyName} where ceo_id = ${ctx.ceoId}`);
    await tx.execute(sql`update identities set name = ${now.name} where id = ${ctx.identityId}`);
    await tx.execute(sql`
      update vendors set name = ${now.name} where ceo_id = ${ctx.ceoId} and is_owner and identity_id = ${ctx.identityId}`);
    await recordEntry(tx, ctx, {
      action: "PROFILE_UPDATED",
      subject: { kind: "ceo", id: ctx.ceoId },
      details: { fields },
    });
    return loadProfile(tx, ctx);
  });
}

/** Of two tabs the second is told, with what the first one left, so that nothing is lost. */
function refuseOld(now: Profile, version: string | undefined): void {
  if (version === undefined || version === now.version) return;
  throw new AppError(
    "conflict",
    "Your profile was changed in another tab or device meanwhile. Look at it again, then save.",
    { extra: { current: now } },
  );
}
