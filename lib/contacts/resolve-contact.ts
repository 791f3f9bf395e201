import { and, eq, inArray, sql } from "drizzle-orm";
import { contactIdentities, contacts } from "@/db/schema/chat";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { anyOf } from "@/lib/tenancy/any-of";
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
  const [contactId = null] = await resolveContacts(tx, ctx, [person]);
  if (contactId !== null) await noteSeen(tx, [{ contactId, person }]);
  return contactId;
}

/**
 * The same for several at once, in their order. That they were seen is noted by {@link noteSeen}, which locks the
 * contacts' rows: after their conversations, the order in which a turn locks them.
 */
export async function resolveContacts(
  tx: Tx,
  ctx: Context,
  people: readonly PersonIds[],
): Promise<(string | null)[]> {
  const given = people.map(identitiesOf);
  const all = uniqueOf(given.flat());
  if (all.length === 0) return people.map(() => null);
  const known = await findIdentities(tx, ctx, all);
  const made: { id: string; person: PersonIds }[] = [];
  const attached: Owned[] = [];
  const contactIds = given.map((ids, at) => {
    if (ids.length === 0) return null;
    const owners = ids.flatMap((id) => known.get(keyOf(id)) ?? []);
    if (new Set(owners).size > 1) {
      log.warn({ ceoId: ctx.ceoId, contactId: owners[0] }, "two ids of one person point at two contacts");
    }
    const contactId = owners[0] ?? newId("contact");
    if (owners.length === 0) made.push({ id: contactId, person: people[at] as PersonIds });
    for (const id of ids.filter((one) => !known.has(keyOf(one)))) {
      known.set(keyOf(id), contactId);
      attached.push({ ...id, contactId });
    }
    return contactId;
  });
  if (made.length > 0) await createContacts(tx, ctx, made);
  if (attached.length > 0) await attach(tx, ctx, attached);
  return contactIds;
}

/** Notes that these contacts were seen now, and what their profiles say. */
export async function noteSeen(
  tx: Tx,
  seen: readonly { contactId: string; person: PersonIds }[],
): Promise<void> {
  const byContact = new Map<string, { profileName: string | null; phone: string | null }>();
  for (const { contactId, person } of seen) {
    const before = byContact.get(contactId);
    byContact.set(contactId, {
      profileName: person.profileName || (before?.profileName ?? null),
      phone: before?.phone ?? (person.phone ? `+${person.phone}` : null),
    });
  }
  const rows = JSON.stringify([...byContact].map(([id, facts]) => ({ id, ...facts })));
  await tx.execute(sql`
    update contacts set last_seen_at = now(), profile_name = coalesce(seen."profileName", contacts.profile_name),
      phone = coalesce(contacts.phone, seen.phone)
    from json_to_recordset(${rows}::json) as seen(id text, "profileName" text, phone text)
    where contacts.ceo_id = current_setting('app.ceo_id') and contacts.id = seen.id`);
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
  await findIdentities(tx, ctx, added);
  await attach(
    tx,
    ctx,
    added.map((id) => ({ ...id, contactId })),
  );
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

type Owned = Identity & { contactId: string };

function keyOf(id: Identity): string {
  return `${id.kind}/${id.value}`;
}

function uniqueOf(ids: readonly Identity[]): Identity[] {
  return [...new Map(ids.map((id) => [keyOf(id), id])).values()];
}

/**
 * Whose these ids are, by {@link keyOf}. Two messages of a new person at once must not make two contacts: until the end of
 * the transaction nobody else looks for one of these ids. Locks are taken in one order.
 */
async function findIdentities(tx: Tx, ctx: Context, ids: readonly Identity[]): Promise<Map<string, string>> {
  const keys = ids.map((id) => `${ctx.ceoId}/${keyOf(id)}`).sort();
  // A statement of its own: the next one sees what whoever held a lock has committed.
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(key, 7)) from json_array_elements_text(${JSON.stringify(keys)}::json) as key`);
  const rows = await tx.execute<Owned>(sql`
    select i.kind, i.value, i.contact_id as "contactId"
    from json_to_recordset(${JSON.stringify(ids)}::json) as given(kind text, value text)
    join contact_identities i on i.ceo_id = ${ctx.ceoId} and i.kind = given.kind and i.value = given.value`);
  return new Map(rows.map((row) => [keyOf(row), row.contactId]));
}

async function createContacts(
  tx: Tx,
  ctx: Context,
  made: readonly { id: string; person: PersonIds }[],
): Promise<void> {
  await tx.insert(contacts).values(
    made.map(({ id, person }) => ({
      ceoId: ctx.ceoId,
      id,
      profileName: person.profileName ?? null,
      phone: person.phone ? `+${person.phone}` : null,
    })),
  );
}

async function attach(tx: Tx, ctx: Context, ids: readonly Owned[]): Promise<void> {
  await tx
    .insert(contactIdentities)
    .values(ids.map((id) => ({ ceoId: ctx.ceoId, id: newId("contactIdentity"), ...id })))
    .onConflictDoNothing();
}

/** The ids a message to this contact can be addressed to. */
export async function addressesOfContact(tx: Tx, contactId: string): Promise<PersonIds> {
  const addresses = await addressesOf(tx, [contactId]);
  return addresses.get(contactId) ?? {};
}

/** The same for several, by the contacts' ids. */
export async function addressesOf(tx: Tx, contactIds: readonly string[]): Promise<Map<string, PersonIds>> {
  const rows = await tx
    .select({
      contactId: contactIdentities.contactId,
      kind: contactIdentities.kind,
      value: contactIdentities.value,
    })
    .from(contactIdentities)
    .where(
      and(
        sql`${contactIdentities.contactId} = ${anyOf(contactIds)}`,
        inArray(contactIdentities.kind, ["wa_id", "bsuid", "igsid"]),
      ),
    )
    .orderBy(contactIdentities.createdAt, contactIdentities.id);
  const newest = (contactId: string, kind: IdentityKind) =>
    rows.findLast((row) => row.contactId === contactId && row.kind === kind)?.value;
  return new Map(
    contactIds.map((id) => [
      id,
      { phone: newest(id, "wa_id"), userId: newest(id, "bsuid"), igsid: newest(id, "igsid") },
    ]),
  );
}
