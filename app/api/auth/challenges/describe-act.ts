import { emailAct, phoneAct } from "@/lib/auth/profile/contact-act";
import { bankAccountAct, thresholdAct } from "@/lib/bank/sensitive-act";
import { disconnectAct } from "@/lib/connections/disconnect-act";
import { moveAct } from "@/lib/connections/move-act";
import { AppError } from "@/lib/errors";
import { type EscalationPurpose, escalationAct } from "@/lib/escalations/sensitive-act";
import { removalAct } from "@/lib/members/removal-act";
import type { StepUpPurpose } from "@/lib/otp/purposes";
import { type Target, targetOf } from "@/lib/otp/rules";
import { deletionAct } from "@/lib/receipts/delete-receipt";
import type { MemberContext } from "@/lib/tenancy/context";

/**
 * How a module tells what a code will approve: the words for the message, the facts the code is bound to, and the target in
 * the form that the act itself uses.
 */
export type DescribeAct = (
  ctx: MemberContext,
  target: Target,
) => Promise<{ action: string; facts: Record<string, unknown>; target?: Target }>;

/**
 * Acts whose amount, beneficiary or picture the code must be bound to. The act itself gives the same facts to
 * `verifyForSpending`. A purpose that is not here is bound to its target alone.
 */
const ACTS: Partial<Record<StepUpPurpose, DescribeAct>> = {
  "profile.phone": phoneAct,
  "profile.email": emailAct,
  "bank-account.change": bankAccountAct,
  "threshold.change": thresholdAct,
  "channel.disconnect": disconnectAct,
  "channel.move": moveAct,
  "escalation.approve": ofEscalation("escalation.approve"),
  "escalation.reject": ofEscalation("escalation.reject"),
  "vendor.remove": describeRemoval,
  "receipt.delete": deletionAct,
};

/** What a code for this act says and is bound to, beyond its target. */
export async function describeAct(
  ctx: MemberContext,
  purpose: StepUpPurpose,
  target: Target,
): Promise<{ action?: string; facts?: Record<string, unknown>; target?: Target }> {
  return (await ACTS[purpose]?.(ctx, target)) ?? {};
}

function ofEscalation(purpose: EscalationPurpose): DescribeAct {
  return async (ctx, { id }) => {
    if (typeof id !== "string") {
      throw new AppError("invalid_request", "Say which escalation: the target is its id.", {
        fields: [{ path: "target", message: "is the escalation's id" }],
      });
    }
    const { action, facts } = await escalationAct(ctx, { purpose, escalationId: id });
    return { action, facts, target: { id } };
  };
}

async function describeRemoval(ctx: MemberContext, { id, to_vendor_id: to }: Target) {
  if (typeof id !== "string" || (to !== undefined && typeof to !== "string")) {
    throw new AppError("invalid_request", "Say which vendor: the target is the vendor's id.", {
      fields: [{ path: "target", message: "is the vendor's id, and `to_vendor_id` who takes over" }],
    });
  }
  const { action, facts, target } = await removalAct(ctx, { vendorId: id, toVendorId: to });
  return { action, facts, target: targetOf(target) };
}
