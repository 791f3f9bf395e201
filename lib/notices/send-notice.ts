import { and, eq, getTableColumns, ne, sql } from "drizzle-orm";
import { notices } from "@/db/schema/work";
import { recordEntry } from "@/lib/audit/record-entry";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { mail } from "@/lib/mail/mail";
import { renderMail } from "@/lib/mail/render-mail";
import { maskEmail, maskPhone } from "@/lib/phone";
import { sms } from "@/lib/sms/sms";
import { systemContext } from "@/lib/tenancy/context";
import { type PlatformTx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { placeOf, queueNotice, type SealedContent } from "./queue-notice";
import { noticeWords } from "./words";

type Notice = typeof notices.$inferSelect & { isOver: boolean; secondsLeft: number };
type Outcome = { kind: "accepted" | "refused" | "not_sent" | "in_doubt"; reason?: string };

/**
 * A gateway that cannot be reached is tried again; an answer that was lost is repeated less often. A code is worth a minute
 * or two (its next way is better), anything else hours: the queue waits longer each time.
 */
const CODE_TRIES_MAX = { not_sent: 5, in_doubt: 3 } as const;
const TRIES_MAX = { not_sent: 11, in_doubt: 6 } as const;

/**
 * Job body: hands one notice to its gateway. A repeat after a lost answer is harmless here (a code is the same code),
 * its loss is not. What fails for good goes the next way, is audited and stays as `failed` without its content.
 */
export async function sendNotice({ noticeId }: { noticeId: string }): Promise<void> {
  const notice = await claim(noticeId);
  if (!notice) return;
  const content = open(notice);
  if (content.template === "none") return remove(notice);
  if (notice.isOver) return giveUp(notice, content, "expired");
  const outcome = await handOver(notice, content);
  if (outcome.kind === "accepted") return remove(notice);
  const triesMax = notice.challengeId === null ? TRIES_MAX : CODE_TRIES_MAX;
  const canRetry = outcome.kind !== "refused" && notice.tries < triesMax[outcome.kind];
  if (canRetry) throw new Error(`notice not handed over yet: ${outcome.reason ?? outcome.kind}`);
  await giveUp(notice, content, outcome.reason ?? outcome.kind);
}

async function claim(noticeId: string): Promise<Notice | undefined> {
  const [row] = await withPlatform((tx) =>
    tx
      .update(notices)
      .set({ state: "sending", attemptId: newId("attempt"), tries: sql`${notices.tries} + 1` })
      .where(and(eq(notices.id, noticeId), ne(notices.state, "failed")))
      .returning({
        ...getTableColumns(notices),
        isOver: sql<boolean>`${notices.expiresAt} <= now()`,
        secondsLeft: sql<number>`greatest(1, extract(epoch from ${notices.expiresAt} - now())::int)`,
      }),
  );
  return row;
}

function open(notice: Notice): SealedContent {
  const ring = env().ENCRYPTION_KEYS;
  return JSON.parse(unseal(ring, placeOf(notice.id, "content"), notice.contentSealed)) as SealedContent;
}

async function handOver(notice: Notice, content: SealedContent): Promise<Outcome> {
  if (content.template === "none") return { kind: "accepted" };
  const to = recipientOf(notice);
  const words = noticeWords(content.template, content.details);
  if (notice.way === "sms") return sms().send({ phone: to, text: words.sms });
  const { text, html } = renderMail({
    businessName: "TrustGuard",
    heading: words.heading,
    paragraphs: words.paragraphs,
    code: content.details.code,
    action: words.action && { label: words.action.label, url: `${env().APP_URL}${words.action.path}` },
  });
  return mail().send({ to, subject: words.subject, text, html });
}

function remove(notice: Notice): Promise<void> {
  return withPlatform(async (tx) => {
    await tx.delete(notices).where(eq(notices.id, notice.id));
  });
}

async function giveUp(notice: Notice, content: SealedContent, reason: string): Promise<void> {
  log.warn({ noticeId: notice.id, way: notice.way, reason }, "notice not delivered");
  const to = recipientOf(notice);
  const settle = async (tx: PlatformTx) => {
    if (content.next && reason !== "expired") await goNextWay(tx, notice, content);
    const emptied = { state: "failed" as const, recipientSealed: "", contentSealed: "" };
    await tx.update(notices).set(emptied).where(eq(notices.id, notice.id));
  };
  if (!notice.ceoId) return withPlatform(settle);
  const ctx = systemContext(notice.ceoId, { kind: "worker", id: "worker" });
  await withTenantAndPlatform(ctx, async (tx) => {
    await settle(tx);
    await recordEntry(tx, ctx, {
      action: notice.challengeId ? "OTP_DELIVERY_FAILED" : "MESSAGE_FAILED",
      subject: { kind: "notice", id: notice.id },
      details: {
        way: notice.way,
        to: notice.way === "sms" ? maskPhone(to) : maskEmail(to),
        reason,
        template: content.template,
        next_way: content.next?.way ?? null,
      },
    });
  });
}

async function goNextWay(tx: PlatformTx, notice: Notice, content: SealedContent): Promise<void> {
  if (!content.next || content.template === "none") return;
  await queueNotice(tx, {
    ...content.next,
    template: content.template,
    details: content.details,
    ceoId: notice.ceoId,
    subjectId: notice.subjectId,
    challengeId: notice.challengeId ?? undefined,
    ttlSeconds: notice.secondsLeft,
  });
}

function recipientOf(notice: Notice): string {
  return unseal(env().ENCRYPTION_KEYS, placeOf(notice.id, "recipient"), notice.recipientSealed);
}
