import { and, eq, inArray, or, sql } from "drizzle-orm";
import { contactIdentities, contacts } from "@/db/schema/chat";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

export type IdentityKind = "wa_id" | "bsuid" | "igsid";

/** Who wrote, by whatever ids the platform gave. At least one is needed. */
export type PersonIds = { phone?: string; userId?: string; igsid?: string; profileName?: string };

/**
 * The contact these ids belong to, made if new. A business-scoped id finds before a phone does, and an id that comes
 * along with a known one is attached to the same contact: phone first, both later, id only after that stays one
 * contact (P5.6). Gives null when no id was given. When two ids point at two contacts nothing is merged.
 */
export async function resolveContact(tx: Tx, ctx: Context, person: PersonIds): Promise<string | null> {
  const given = identitiesOf(person);
  if (given.length === 0) return null;
  await serialise(tx, ctx, given);
  const known = await tx
    .select({
      kind: contactIdentities.kind,
      value: contactIdentities.value,
      contactId: contactIdentities.contactId,
    })
    .from(contactIdentities)
    .where(
      or(
        ...given.map((id) => and(eq(contactIdentities.kind, id.kind), eq(contactIdentities.value, id.value))),
      ),
    );
  const first = given.map((id) => known.find((row) => row.kind === id.kind)).find(Boolean);
  if (new Set(known.map((row) => row.contactId)).size > 1) {
    log.warn(
      { ceoId: ctx.ceoId, contactId: first?.contactId },
      "two ids of one person point at two contacts",
    );
  }
  const contactId = first?.contactId ?? (await createContact(tx, ctx, person));
  const missing = given.filter((id) => !known.some((row) => row.kind === id.kind));
  if (missing.length > 0) await attach(tx, ctx, contactId, missing);
  await touch(tx, contactId, person);
  return contactId;
}

/**
 * Moves a contact to a new phone or business-scoped id, as Meta's system messages tell; both old and new then find it.
 * A new id that already belongs to somebody else is left with them.
 */
export async function changeIdentity(
  tx: Tx,
  ctx: Context,
  change: { from: PersonIds; newPhone?: string; newUserId?: string },
): Promise<void> {
  const contactId = await resolveContact(tx, ctx, change.from);
  const added = identitiesOf({ phone: change.newPhone, userId: change.newUserId });
  if (contactId === null || added.length === 0) return;
  await serialise(tx, ctx, added);
  await attach(tx, ctx, contactId, added);
  if (change.newPhone) {
    await tx
      .update(contacts)
      .set({ phone: `+${change.newPhone}` })
      .where(eq(contacts.id, contactId));
  }
}

type Identity = { kind: IdentityKind; value: string };

/** In order of trust: the business-scoped id outlives a change of phone. */
function identitiesOf(person: PersonIds): Identity[] {
  const all: (Identity | null)[] = [
    person.userId ? { kind: "bsuid", value: person.userId } : null,
    person.phone ? { kind: "wa_id", value: person.phone } : null,
    person.igsid ? { kind: "igsid", value: person.igsid } : null,
  ];
  return all.filter((identity) => identity !== null);
}

/** Two messages of a new person at once must not make two contacts. Locks are taken in one order. */
async function serialise(tx: Tx, ctx: Context, ids: Identity[]): Promise<void> {
  const keys = ids.map((id) => `${ctx.ceoId}/${id.kind}/${id.value}`).sort();
  for (const key of keys) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 7))`);
}

async function createContact(tx: Tx, ctx: Context, person: PersonIds): Promise<string> {
  const id = newId("contact");
  await tx.insert(contacts).values({
    ceoId: ctx.ceoId,
    id,
    profileName: person.profileName ?? null,
    phone: person.phone ? `+${person.phone}` : null,
  });
  return id;
}

async function attach(tx: Tx, ctx: Context, contactId: string, ids: Identity[]): Promise<void> {
  await tx
    .insert(contactIdentities)
    .values(ids.map((id) => ({ ceoId: ctx.ceoId, id: newId("contactIdentity"), contactId, ...id })))
    .onConflictDoNothing();
}

async function touch(tx: Tx, contactId: string, person: PersonIds): Promise<void> {
  await tx
    .update(contacts)
    .set({
      lastSeenAt: sql`now()`,
      ...(person.profileName ? { profileName: person.profileName } : {}),
      ...(person.phone ? { phone: sql`coalesce(${contacts.phone}, ${`+${person.phone}`})` } : {}),
    })
    .where(eq(contacts.id, contactId));
}

/** The ids a message to this contact can be addressed to. */
export async function addressesOfContact(tx: Tx, contactId: string): Promise<PersonIds> {
  const rows = await tx
    .select({ kind: contactIdentities.kind, value: contactIdentities.value, id: contactIdentities.id })
    .from(contactIdentities)
    .where(
      and(
        eq(contactIdentities.contactId, contactId),
        inArray(contactIdentities.kind, ["wa_id", "bsuid", "igsid"]),
      ),
    )
    .orderBy(contactIdentities.createdAt, contactIdentities.id);
  const newest = (kind: IdentityKind) => rows.filter((row) => row.kind === kind).at(-1)?.value;
  return { phone: newest("wa_id"), userId: newest("bsuid"), igsid: newest("igsid") };
}
