import { eq, sql } from "drizzle-orm";
import { contacts } from "@/db/schema/chat";
import { recordEntry } from "@/lib/audit/record-entry";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { TurnWork } from "./apply-effects";
import type { ReplyFreeEffect } from "./rules/types";

/** What an order calls its buyer: the name they gave, else their profile's. */
export async function contactName(tx: Tx, contactId: string): Promise<string> {
  const [row] = await tx
    .select({ name: contacts.name, profileName: contacts.profileName })
    .from(contacts)
    .where(eq(contacts.id, contactId));
  return row?.name ?? row?.profileName ?? "Customer";
}

type SetContact = Extract<ReplyFreeEffect, { type: "setContact" }>;

/** Keeps what the buyer told of themselves. */
export async function setContact(tx: Tx, buyer: Context, work: TurnWork, effect: SetContact): Promise<void> {
  const { contactId } = work.conversation;
  const facts = {
    ...(effect.name === undefined ? {} : { name: effect.name }),
    ...(effect.address === undefined ? {} : { address: effect.address }),
    ...(effect.phone === undefined ? {} : { phone: effect.phone }),
  };
  const changed = Object.keys(facts);
  const columns = { ...facts, ...(effect.consent ? { consentAt: sql`now()` } : {}) };
  if (Object.keys(columns).length > 0)
    await tx.update(contacts).set(columns).where(eq(contacts.id, contactId));
  const subject = { kind: "contact", id: contactId };
  if (effect.consent) await recordEntry(tx, buyer, { action: "CONSENT_GIVEN", subject, contactId });
  if (effect.registered) {
    await recordEntry(tx, buyer, {
      action: "BUYER_REGISTERED",
      subject,
      contactId,
      details: { given: changed },
    });
  } else if (changed.length > 0 && work.facts.contact.name) {
    await recordEntry(tx, buyer, { action: "BUYER_UPDATED", subject, contactId, details: { changed } });
  }
}

/** The buyer wants no more messages, or wants them again. */
export async function setOptOut(tx: Tx, buyer: Context, contactId: string, out: boolean): Promise<void> {
  await tx
    .update(contacts)
    .set({ optedOutAt: out ? sql`now()` : null })
    .where(eq(contacts.id, contactId));
  await recordEntry(tx, buyer, {
    action: out ? "BUYER_OPTED_OUT" : "BUYER_OPTED_IN",
    subject: { kind: "contact", id: contactId },
    contactId,
  });
}
