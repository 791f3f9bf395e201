import { eq, sql } from "drizzle-orm";
import { describeAct } from "@/app/api/auth/challenges/describe-act";
import { bankAccounts } from "@/db/schema/sales";
import { notices } from "@/db/schema/work";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { placeOf } from "@/lib/notices/queue-notice";
import type { NoticeDetails, NoticeTemplate } from "@/lib/notices/words";
import type { StepUpPurpose } from "@/lib/otp/purposes";
import { requestChallenge } from "@/lib/otp/request-challenge";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import type { SalesWorld } from "./sales-world";

/** Accounts whose check digit fits, and one that does not. */
export const GTB = { bank_code: "058", account_number: "0123456785", account_name: "ADA FASHION LTD" };
export const ZENITH = { bank_code: "057", account_number: "1234567899", account_name: "ADA FASHION LTD" };
export const MISFIT = { bank_code: "011", account_number: "1234567890", account_name: "ADA FASHION" };

/** Asks for a code as the API does, and reads it from what goes out. */
export async function askCode(ctx: MemberContext, purpose: StepUpPurpose, target: Record<string, unknown>) {
  const described = await describeAct(ctx, purpose, target);
  const { challengeId, action } = await requestChallenge(ctx, { purpose, target, ...described });
  const sent = (await noticesOf(ctx.ceoId)).filter((notice) => notice.challengeId === challengeId);
  const otp = sent[0]?.details.code ?? "";
  return { code: { challenge_id: challengeId, otp }, act: action, ways: sent.map(({ way }) => way) };
}

export async function codeFor(ctx: MemberContext, purpose: StepUpPurpose, target: Record<string, unknown>) {
  return (await askCode(ctx, purpose, target)).code;
}

type Sent = {
  way: string;
  to: string;
  challengeId: string | null;
  template: NoticeTemplate;
  details: NoticeDetails;
};

/** Everything on its way to the people of one business, the oldest first. */
export async function noticesOf(ceoId: string): Promise<Sent[]> {
  const rows = await withPlatform((tx) =>
    tx.select().from(notices).where(eq(notices.ceoId, ceoId)).orderBy(notices.createdAt, notices.id),
  );
  return rows.map((row) => {
    const open = (part: "recipient" | "content") =>
      unseal(
        env().ENCRYPTION_KEYS,
        placeOf(row.id, part),
        part === "recipient" ? row.recipientSealed : row.contentSealed,
      );
    const { template, details } = JSON.parse(open("content"));
    return { way: row.way, to: open("recipient"), challengeId: row.challengeId, template, details };
  });
}

/** The token of the newest stop link that was sent. */
export async function stopTokenOf(ceoId: string): Promise<string> {
  const sent = (await noticesOf(ceoId)).filter(({ template }) => template === "payout.changed");
  return sent.at(-1)?.details.path?.split("/stop/")[1] ?? "";
}

/** Seconds pass for the payout accounts and their stop links: every moment of theirs moves back by so much. */
export async function letPass(world: SalesWorld, seconds: number): Promise<void> {
  const back = sql`make_interval(secs => ${seconds})`;
  await withTenant(world.bot, async (tx) => {
    await tx.execute(
      sql`update bank_accounts set active_from = active_from - ${back}, created_at = created_at - ${back}`,
    );
    await tx.execute(sql`update payout_stop_links set expires_at = expires_at - ${back}`);
  });
}

/** A business that has not said yet where buyers pay. */
export async function withoutAccount(world: SalesWorld): Promise<SalesWorld> {
  await withTenant(world.bot, (tx) => tx.delete(bankAccounts));
  return world;
}
