import type { StepUpPurpose } from "@/lib/otp/purposes";
import type { Target } from "@/lib/otp/rules";
import type { MemberContext } from "@/lib/tenancy/context";

/** How a module tells what a code will approve: the words for the message, and the facts the code is bound to. */
export type DescribeAct = (
  ctx: MemberContext,
  target: Target,
) => Promise<{ action: string; facts: Record<string, unknown> }>;

/**
 * Acts whose amount, beneficiary or picture the code must be bound to. The act itself gives the same facts to
 * `verifyForSpending`. A purpose that is not here is bound to its target alone.
 */
const ACTS: Partial<Record<StepUpPurpose, DescribeAct>> = {};

/** What a code for this act says and is bound to, beyond its target. */
export async function describeAct(
  ctx: MemberContext,
  purpose: StepUpPurpose,
  target: Target,
): Promise<{ action?: string; facts?: Record<string, unknown> }> {
  return (await ACTS[purpose]?.(ctx, target)) ?? {};
}
