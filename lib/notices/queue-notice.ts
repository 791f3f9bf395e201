import { sql } from "drizzle-orm";
import { notices } from "@/db/schema/work";
import { seal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { PlatformTx } from "@/lib/tenancy/with-tenant";
import type { NoticeDetails, NoticeTemplate } from "./words";

export type Recipient = { way: "sms" | "email"; to: string };

export type NoticeInput = Recipient & {
  template: NoticeTemplate;
  /** Fills the words; a code in it is sealed with the rest. */
  details?: NoticeDetails;
  /** The business whose audit chain hears of a failure. */
  ceoId: string | null;
  /** Whom it is about: an identity, vendor or contact id. */
  subjectId: string;
  challengeId?: string;
  /** Tried when the first way fails for good. */
  next?: Recipient;
  /** After this it is not worth sending. A code's own life for codes, a day for the rest. */
  ttlSeconds?: number;
};

/** What is sealed of a notice: everything a reader of the table must not see. */
export type SealedContent = { template: NoticeTemplate | "none"; details: NoticeDetails; next?: Recipient };

const DAY_SECONDS = 86_400;
/** More than `send-notice.ts` ever uses: giving up is its decision, not the queue's. */
const JOB_TRIES_MAX = 25;

/**
 * Puts an SMS or mail on its way, in the caller's transaction: it goes out if and only if the change commits. Recipient
 * and words are sealed; the row goes once a gateway has taken it. Gives the notice's id.
 */
export function queueNotice(tx: PlatformTx, notice: NoticeInput): Promise<string> {
  const { template, details = {}, next } = notice;
  return write(tx, notice, { template, details, next });
}

/** A notice that nobody gets: what asking for a stranger's code costs must not differ (OT-10). */
export function queueDecoy(tx: PlatformTx, way: "sms" | "email"): Promise<string> {
  const nobody = { way, to: "nobody", ceoId: null, subjectId: "decoy", ttlSeconds: 300 };
  return write(tx, nobody, { template: "none", details: {} });
}

type Row = Pick<NoticeInput, "way" | "to" | "ceoId" | "subjectId" | "challengeId" | "ttlSeconds">;

async function write(tx: PlatformTx, row: Row, content: SealedContent): Promise<string> {
  const id = newId("notice");
  const ring = env().ENCRYPTION_KEYS;
  await tx.insert(notices).values({
    id,
    ceoId: row.ceoId,
    way: row.way,
    recipientSealed: seal(ring, placeOf(id, "recipient"), row.to),
    contentSealed: seal(ring, placeOf(id, "content"), JSON.stringify(content)),
    challengeId: row.challengeId ?? null,
    subjectId: row.subjectId,
    expiresAt: sql`now() + make_interval(secs => ${row.ttlSeconds ?? DAY_SECONDS})` as unknown as Date,
  });
  await enqueueJob(tx, "send-notice", { noticeId: id }, { attemptsMax: JOB_TRIES_MAX });
  return id;
}

/** Where a sealed part of a notice belongs; elsewhere it does not open. */
export function placeOf(id: string, part: "recipient" | "content"): string[] {
  return ["notices", part, id];
}
