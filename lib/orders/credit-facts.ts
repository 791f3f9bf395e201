import { and, desc, eq, sum } from "drizzle-orm";
import { creditFacts } from "@/db/schema/receipt-facts";
import { newId } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

export type Attestation = {
  orderId: string;
  receiptId: string | null;
  kind: "vendor_attestation" | "ceo_attestation";
  amountKobo: number;
};

/**
 * Writes down that somebody saw the money in the account (P9.6): who, when, how much, for which receipt. Said twice by
 * the same person about the same receipt it is one fact. Gives its id, and whether it was said for the first time.
 */
export async function recordAttestation(
  tx: Tx,
  ctx: Context,
  fact: Attestation,
): Promise<{ factId: string; isNew: boolean }> {
  const said = await tx
    .select({ id: creditFacts.id, receiptId: creditFacts.receiptId })
    .from(creditFacts)
    .where(
      and(
        eq(creditFacts.orderId, fact.orderId),
        eq(creditFacts.kind, fact.kind),
        eq(creditFacts.actorId, ctx.actor.id),
        eq(creditFacts.amountKobo, fact.amountKobo),
      ),
    );
  const known = said.find((one) => one.receiptId === fact.receiptId);
  if (known) return { factId: known.id, isNew: false };
  const id = newId("creditFact");
  await tx.insert(creditFacts).values({ ceoId: ctx.ceoId, id, ...fact, actorId: ctx.actor.id });
  return { factId: id, isNew: true };
}

/** What the bank itself reported for an order: the sum in kobo, and the latest fact. */
export async function bankCreditOf(
  tx: Tx,
  orderId: string,
): Promise<{ totalKobo: number; factId: string | null }> {
  const isBank = and(eq(creditFacts.orderId, orderId), eq(creditFacts.kind, "bank_credit"));
  const [total] = await tx
    .select({ kobo: sum(creditFacts.amountKobo) })
    .from(creditFacts)
    .where(isBank);
  const [latest] = await tx
    .select({ id: creditFacts.id })
    .from(creditFacts)
    .where(isBank)
    .orderBy(desc(creditFacts.createdAt), desc(creditFacts.id))
    .limit(1);
  return { totalKobo: Number(total?.kobo ?? 0), factId: latest?.id ?? null };
}
