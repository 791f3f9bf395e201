import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import type { StepUpPurpose } from "./purposes";

/** What a code alone may not approve for a day after the phone was changed. */
const HELD: readonly StepUpPurpose[] = ["escalation.approve"];

const HOLD_HOURS = 24;

/**
 * Refuses a code for an approval above the threshold while the phone is newer than a day (AP-08): who took over a number
 * gets the codes too, a passkey they do not have. Throws `conflict` with words and the hours that are left.
 */
export async function refuseHeldCode(ctx: MemberContext, purpose: StepUpPurpose): Promise<void> {
  if (!HELD.includes(purpose)) return;
  const [held] = await withPlatform((tx) =>
    tx.execute<{ seconds: number }>(sql`
      select ceil(extract(epoch from phone_changed_at + make_interval(hours => ${HOLD_HOURS}) - now()))::int as seconds
      from identities
      where id = ${ctx.identityId} and phone_changed_at + make_interval(hours => ${HOLD_HOURS}) > now()`),
  );
  if (!held) return;
  const hours = Math.max(1, Math.round(held.seconds / 3600));
  const left = hours === 1 ? "hour" : `${hours} hours`;
  throw new AppError(
    "conflict",
    `Your phone number was changed. To keep your money safe, approvals this large need a passkey for the next ${left}.`,
    { retryAfterSeconds: held.seconds },
  );
}
