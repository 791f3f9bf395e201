import { type SQL, sql } from "drizzle-orm";
import { recordReading } from "@/lib/audit/record-reading";
import { encodeCursor } from "@/lib/cursor";
import { notFound } from "@/lib/errors";
import { maskEmail, maskHandle, maskPhone } from "@/lib/phone";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { findContacts } from "./find-contacts";
import type { ContactFilter, ContactListItem, ContactPage, ContactView } from "./schema";

/** The business's contacts, the one seen last first; names, numbers and ids are searched by how they begin. */
export async function listContacts(ctx: Context, filter: ContactFilter): Promise<ContactPage> {
  authorize(ctx, "contact.read");
  return withTenant(ctx, async (tx) => {
    const { rows, next } = await findContacts(tx, ctx.ceoId, filter);
    const shown = await readListItems(
      tx,
      ctx.ceoId,
      rows.map((row) => row.id),
    );
    return { items: shown, next_cursor: next ? encodeCursor(next) : null };
  });
}

/**
 * One contact in full; the look is written down (P13.3). Throws `not_found` for another business's.
 */
export async function getContact(ctx: Context, contactId: string): Promise<ContactView> {
  authorize(ctx, "contact.read");
  const view = await withTenant(ctx, (tx) => readContact(tx, ctx.ceoId, contactId));
  await recordReading(ctx, { action: "CONTACT_VIEWED", contactId });
  return view;
}

type Identity = { kind: "wa_id" | "bsuid" | "igsid"; value: string; since: string };

/** In the order of how well people know them: a phone, then the id that stands in for it, then Instagram's. */
const identitiesOf = sql`coalesce((select jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value, 'since', i.created_at)
    order by array_position(array['wa_id', 'igsid', 'bsuid'], i.kind), i.created_at, i.id)
  from contact_identities i where i.ceo_id = c.ceo_id and i.contact_id = c.id), '[]')`;

type ListRow = {
  id: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  optedOut: boolean;
  identities: Identity[];
  orders: number;
  seenAt: Date;
  createdAt: Date;
};

async function readListItems(tx: Tx, ceoId: string, ids: readonly string[]): Promise<ContactListItem[]> {
  if (ids.length === 0) return [];
  const rows = await tx.execute<ListRow>(sql`
    select c.id, coalesce(c.name, c.profile_name) as name, c.phone, c.email, c.opted_out_at is not null as "optedOut",
      ${identitiesOf} as identities, c.last_seen_at as "seenAt", c.created_at as "createdAt",
      (select count(*)::int from (select from orders o where o.ceo_id = c.ceo_id and o.contact_id = c.id limit 100) x) as orders
    from contacts c where c.ceo_id = ${ceoId} and c.id in ${[...ids]}`);
  const byId = new Map(rows.map((row) => [row.id, toListItem(row)]));
  return ids.map((id) => byId.get(id)).filter((item) => item !== undefined);
}

function toListItem(row: ListRow): ContactListItem {
  const [first] = row.identities;
  return {
    contact_id: row.id,
    name: row.name,
    masked_handle: first ? maskHandle(handleOf(first)) : "",
    phone_masked: row.phone && maskPhone(row.phone),
    email_masked: row.email && maskEmail(row.email),
    platforms: [...new Set(row.identities.map(platformOf))],
    opted_out: row.optedOut,
    orders: row.orders,
    last_seen_at: isoOf(row.seenAt),
    created_at: isoOf(row.createdAt),
  };
}

type Talk = {
  id: string;
  platform: "whatsapp" | "instagram";
  channel: string;
  verifiedUntil: string | null;
  lastMessageAt: string;
};

type ContactRow = {
  id: string;
  name: string | null;
  profileName: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  consentAt: Date | null;
  optedOutAt: Date | null;
  seenAt: Date;
  createdAt: Date;
  identities: Identity[];
  talks: Talk[];
};

/** One contact as its own page shows it, in the caller's transaction. Throws `not_found`. */
export async function readContact(tx: Tx, ceoId: string, contactId: string): Promise<ContactView> {
  const [row] = await tx.execute<ContactRow>(contactRow(ceoId, contactId));
  if (!row) throw notFound("The contact");
  const [first] = row.identities;
  return {
    contact_id: row.id,
    name: row.name,
    profile_name: row.profileName,
    handle: first ? handleOf(first) : "",
    phone: row.phone,
    email: row.email,
    address: row.address,
    consent_at: row.consentAt && isoOf(row.consentAt),
    opted_out_at: row.optedOutAt && isoOf(row.optedOutAt),
    identities: row.identities.map((identity) => ({
      handle: handleOf(identity),
      kind: identity.kind,
      platform: platformOf(identity),
      from: channelsOf(row.talks, platformOf(identity)),
      since: isoOf(identity.since),
    })),
    conversations: row.talks.map((talk) => ({
      conversation_id: talk.id,
      platform: talk.platform,
      channel_name: talk.channel,
      verified_until: talk.verifiedUntil && isoOf(talk.verifiedUntil),
      last_message_at: isoOf(talk.lastMessageAt),
    })),
    last_seen_at: isoOf(row.seenAt),
    created_at: isoOf(row.createdAt),
  };
}

function contactRow(ceoId: string, contactId: string): SQL {
  return sql`
    select c.id, c.name, c.profile_name as "profileName", c.phone, c.email, c.address, c.consent_at as "consentAt",
      c.opted_out_at as "optedOutAt", c.last_seen_at as "seenAt", c.created_at as "createdAt",
      ${identitiesOf} as identities,
      coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'platform', h.platform, 'channel', h.display_name,
          'verifiedUntil', n.verified_until, 'lastMessageAt', n.last_message_at) order by n.last_message_at desc, n.id)
        from conversations n join channels h on h.ceo_id = n.ceo_id and h.id = n.channel_id
        where n.ceo_id = c.ceo_id and n.contact_id = c.id), '[]') as talks
    from contacts c where c.ceo_id = ${ceoId} and c.id = ${contactId}`;
}

/** The names of the channels of one platform that this person wrote to. */
function channelsOf(talks: readonly Talk[], platform: "whatsapp" | "instagram"): string[] {
  return [...new Set(talks.filter((talk) => talk.platform === platform).map((talk) => talk.channel))];
}

function platformOf({ kind }: Identity): "whatsapp" | "instagram" {
  return kind === "igsid" ? "instagram" : "whatsapp";
}

function handleOf({ kind, value }: Identity): string {
  return `${kind === "igsid" ? "ig" : "wa"}_${value}`;
}

function isoOf(moment: Date | string): string {
  return new Date(moment).toISOString();
}
