import { sql } from "drizzle-orm";
import { selectRows } from "@/lib/audit/chain-source";
import { toItem } from "@/lib/audit/queries";
import { readLabels } from "@/lib/audit/read-labels";
import type { AuditPage } from "@/lib/audit/schema";
import { decodeCursor, toPage } from "@/lib/cursor";
import { AppError, notFound } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";

type Input = { contactId: string; limit: number; cursor?: string; chain?: "main" | "access" };

/**
 * Who looked at a contact and what happened with them, the newest first (P13.3): entries about the contact, their
 * conversations and orders, and those that name the contact. Throws `not_found` for another business's contact.
 */
export async function listContactLog(ctx: MemberContext, input: Input): Promise<AuditPage> {
  authorize(ctx, "audit.read");
  return withTenant(ctx, async (tx) => {
    await mustBeOurs(tx, ctx.ceoId, input.contactId);
    const rows = await selectRows(tx, entriesOf(ctx.ceoId, input), order(input.limit));
    const labels = await readLabels(
      tx,
      ctx.ceoId,
      rows.flatMap((row) => [row.actorId, row.subjectId]),
    );
    return toPage(
      rows,
      input.limit,
      (row) => ({ createdAt: row.at, id: `${row.chain}:${row.seq}` }),
      (row) => toItem(row, labels),
    );
  });
}

async function mustBeOurs(tx: Tx, ceoId: string, contactId: string): Promise<void> {
  const found = await tx.execute(
    sql`select from contacts where ceo_id = ${ceoId} and id = ${contactId} limit 1`,
  );
  if (found.length === 0) throw notFound("The contact");
}

function order(limit: number) {
  return sql`e.at desc, e.chain desc, e.seq desc limit ${limit + 1}`;
}

/** The entries are named by their keys first: two indexes give them, and no chain is read through. */
function entriesOf(ceoId: string, { contactId, cursor, chain }: Input) {
  const chains = chain ? sql`(${chain}::text)` : sql`('main'::text), ('access'::text)`;
  const position = readPosition(cursor);
  const before = position
    ? sql`and (e.at, e.chain, e.seq) < (${position.at}::timestamptz, ${position.chain}, ${position.seq})`
    : sql``;
  return sql`e.ceo_id = ${ceoId} and (e.chain, e.seq) in (
    with subjects as (
      select ${contactId}::text as id
      union all select n.id from conversations n where n.ceo_id = ${ceoId} and n.contact_id = ${contactId}
      union all select o.id from orders o where o.ceo_id = ${ceoId} and o.contact_id = ${contactId}
    )
    select s.chain, s.seq from (values ${chains}) as k(chain) cross join subjects
      join audit_entries s on s.ceo_id = ${ceoId} and s.chain = k.chain and s.subject_id = subjects.id
    union
    select d.chain, d.seq from audit_details d join (values ${chains}) as k(chain) on k.chain = d.chain
      where d.ceo_id = ${ceoId} and d.contact_id = ${contactId}) ${before}`;
}

function readPosition(cursor: string | undefined) {
  const decoded = decodeCursor(cursor);
  if (!decoded) return undefined;
  const [, chain, seq] = /^(main|access):(\d{1,15})$/.exec(decoded.id) ?? [];
  if (chain && seq) return { at: decoded.createdAt, chain, seq: Number(seq) };
  throw new AppError("invalid_request", "This page of the log is not known. Start again from the newest.", {
    fields: [{ path: "cursor", message: "cannot be read" }],
  });
}
