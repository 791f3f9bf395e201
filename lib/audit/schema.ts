import { z } from "zod";
import { listQuery } from "@/lib/cursor";

const dayOrMoment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const word = z.string().trim().min(1).max(120);

/** What people look for: the chips above the log. */
export const AUDIT_TOPICS = ["payments", "orders", "buyers", "messages", "shop", "sign_in", "looks"] as const;

export type AuditTopic = (typeof AUDIT_TOPICS)[number];

/** Filters of the log (contract: action, actor, subject, from, to); `action` matches exactly. */
export const auditQuery = listQuery.extend({
  chain: z.enum(["main", "access"]).optional(),
  topic: z.enum(AUDIT_TOPICS).optional(),
  action: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,79}$/)
    .optional(),
  /** An actor's id, or a kind such as `vendor` or `bot`. */
  actor: word.optional(),
  /** A subject's id or kind, or an order's reference. */
  subject: word.optional(),
  /** A day in the business's time zone or a moment; both ends count. */
  from: dayOrMoment.optional(),
  to: dayOrMoment.optional(),
});

export type AuditQuery = z.output<typeof auditQuery>;
export type AuditFilter = Omit<AuditQuery, "limit" | "cursor">;

const party = z.object({ kind: z.string(), id: z.string(), name: z.string() });

/** One line of the log. `sentence` is what a person reads; `hash` is what the verifier recomputes. */
const auditItem = z.object({
  seq: z.number().int(),
  chain: z.enum(["main", "access"]),
  at: z.iso.datetime(),
  action: z.string(),
  topic: z.enum(AUDIT_TOPICS),
  sentence: z.string(),
  actor: party,
  subject: party,
  /** Null once erased with their contact. */
  details: z.record(z.string(), z.unknown()).nullable(),
  request_id: z.string(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type AuditItem = z.infer<typeof auditItem>;

export const auditPage = z.object({ items: z.array(auditItem), next_cursor: z.string().nullable() });

export type AuditPage = z.infer<typeof auditPage>;

const chainVerdict = z.object({
  chain: z.string(),
  valid: z.boolean(),
  entries: z.number().int(),
  erased_details: z.number().int(),
  checkpoints: z.number().int(),
  signed: z.object({ seq: z.number().int(), time: z.string() }).nullable(),
  first_bad: z.number().int().nullable(),
  reason: z.string().nullable(),
  clock_ahead_at: z.array(z.number().int()),
});

/** What a verification found. `first_bad` is the number of the first entry that does not fit, of `first_bad_chain`. */
export const auditVerdict = z.object({
  valid: z.boolean(),
  entries: z.number().int(),
  first_bad: z.number().int().nullable(),
  first_bad_chain: z.string().nullable(),
  reason: z.string().nullable(),
  verified_at: z.iso.datetime(),
  chains: z.array(chainVerdict),
});

export type AuditVerdict = z.infer<typeof auditVerdict>;
export type ChainVerdict = z.infer<typeof chainVerdict>;

/** What is remembered of a verification: what the seal shows until the next one. */
export const lastVerification = auditVerdict.pick({
  valid: true,
  entries: true,
  first_bad: true,
  first_bad_chain: true,
  reason: true,
  verified_at: true,
});

export type LastVerification = z.infer<typeof lastVerification>;

/** A file of the log takes the log's own filters. */
export const exportQuery = auditQuery
  .omit({ limit: true, cursor: true })
  .extend({ format: z.enum(["csv", "json", "pdf"]).default("json") });

/** One line of a verification that is told as it goes. */
export const verificationLine = z.union([
  z.object({ verdict: auditVerdict }),
  z.object({ entries: z.number().int(), of: z.number().int() }),
  z.object({ failed: z.literal(true) }),
]);

export type VerificationLine = z.infer<typeof verificationLine>;
