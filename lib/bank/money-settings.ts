import { and, eq, sql } from "drizzle-orm";
import { ceos } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import { verifyForSpending } from "@/lib/otp/spend-challenge";
import type { CodeOrPasskey } from "@/lib/proof-fields";
import type { Context, MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import type { MoneySettingsInput, MoneySettingsView } from "./schema";
import { thresholdAct } from "./sensitive-act";

const CLOCKS = ["reminder_hours", "lapse_hours", "escalation_overdue_hours", "buyer_verified_hours"] as const;
type Threshold = { escalation_threshold_kobo: number; challenge_id?: string; otp?: CodeOrPasskey };

/** From how much on orders go to the CEO, and when unpaid ones are reminded of and given up. */
export async function readMoneySettings(ctx: Context): Promise<MoneySettingsView> {
  authorize(ctx, "money-settings.change");
  return withTenant(ctx, load);
}

/**
 * Changes the clocks of unpaid orders, of undecided ones and of verified buyers (P7.6, P10.5, P6.4). It needs no code: it moves
 * no money, and each order asks its buyer for a code of its own. Who is verified already stays so for as long as was said then.
 * Throws `superseded` with the `current` hours when they are not what was seen.
 */
export async function changePaymentClock(
  ctx: MemberContext,
  { seen, ...clock }: MoneySettingsInput,
): Promise<MoneySettingsView> {
  authorize(ctx, "money-settings.change");
  return withTenant(ctx, async (tx) => {
    const { escalation_threshold_kobo, ...before } = await load(tx, true);
    const after = { ...before, ...clock };
    const changes = CLOCKS.some((name) => before[name] !== after[name]);
    if (changes && seen && CLOCKS.some((name) => before[name] !== seen[name])) {
      const words = "These hours were changed meanwhile. Look at them again before you save.";
      throw new AppError("superseded", words, { extra: { current: before } });
    }
    await tx
      .update(ceos)
      .set({
        reminderHours: after.reminder_hours,
        lapseHours: after.lapse_hours,
        escalationOverdueHours: after.escalation_overdue_hours,
        buyerVerifiedHours: after.buyer_verified_hours,
      })
      .where(eq(ceos.ceoId, ctx.ceoId));
    if (changes) {
      await recordEntry(tx, ctx, {
        action: "PAYMENT_CLOCK_CHANGED",
        subject: { kind: "ceo", id: ctx.ceoId },
        details: { from: before, to: after },
      });
    }
    return { escalation_threshold_kobo, ...after };
  });
}

/**
 * Changes from how much on the CEO decides herself (P12.1), with a code for exactly this amount. Throws `step_up_required`,
 * `wrong_code`, `superseded` when another change came first.
 */
export async function changeThreshold(ctx: MemberContext, input: Threshold): Promise<MoneySettingsView> {
  const { challenge_id: challengeId, otp, escalation_threshold_kobo: kobo } = input;
  const act = await thresholdAct(ctx, { escalation_threshold_kobo: kobo });
  const proof = await verifyForSpending(ctx, { ...act, challengeId, otp });
  const settings = await withTenant(ctx, async (tx) => {
    const fromKobo = act.facts.from_kobo as number;
    const [changed] = await tx
      .update(ceos)
      .set({ escalationThresholdKobo: kobo })
      .where(and(eq(ceos.ceoId, ctx.ceoId), sql`${ceos.escalationThresholdKobo} = ${fromKobo}`))
      .returning({ ceoId: ceos.ceoId });
    if (!changed)
      throw new AppError("superseded", "It was changed meanwhile. Look again before you change it.");
    const now = await load(tx);
    await proof.spend(tx);
    await recordEntry(tx, ctx, {
      action: "THRESHOLD_CHANGED",
      subject: { kind: "ceo", id: ctx.ceoId },
      details: { from_kobo: fromKobo, to_kobo: kobo, otp_verified: true },
    });
    return now;
  });
  await proof.settle();
  return settings;
}

async function load(tx: Tx, isHeld = false): Promise<MoneySettingsView> {
  const query = tx
    .select({
      escalation_threshold_kobo: ceos.escalationThresholdKobo,
      reminder_hours: ceos.reminderHours,
      lapse_hours: ceos.lapseHours,
      escalation_overdue_hours: ceos.escalationOverdueHours,
      buyer_verified_hours: ceos.buyerVerifiedHours,
    })
    .from(ceos);
  const [row] = isHeld ? await query.for("no key update") : await query;
  if (!row) throw notFound("The business");
  return row;
}
