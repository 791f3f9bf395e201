import { createHash, randomBytes } from "node:crypto";

/** As the product writes an event (lib/live/publish-event.ts); the mark is $1. */
export const TELL = `
  with told as (select ceo_id, id as vendor_id from vendors where name = 'Femi' and not is_owner limit 1), kept as (
    insert into live_events (ceo_id, vendor_id, topic, ids)
    select ceo_id, vendor_id, 'order', jsonb_build_object('orderId', $1::text) from told
    returning ceo_id, vendor_id, id, topic, ids
  )
  select count(pg_notify('live', json_build_object('ceoId', ceo_id, 'vendorId', vendor_id, 'id', id, 'topic', topic,
    'ids', ids)::text)) from kept`;

/** The same for the bare limit, which keeps nothing. */
export const TELL_BARE = `select pg_notify('bare_live', json_build_object('orderId', $1::text)::text)`;

/**
 * Sessions of their own for as many people as listen: half are the owner's, half her vendor Femi's, whose order the events are about. Beside
 * them as many strangers, who must hear nothing: the same shop's other vendor and the owner of another business.
 *
 * @returns {Promise<{ tokens: string[], strangers: string[] }>} Bearer tokens
 */
export async function openSessions(sql, { listeners, strangers }) {
  const [femi] = await sql`
    select v.ceo_id as "ceoId", v.id as "vendorId", v.identity_id as "identityId", 'VENDOR' as role
    from vendors v where v.name = 'Femi' and not v.is_owner`;
  const owners = await sql`
    select v.ceo_id as "ceoId", v.id as "vendorId", v.identity_id as "identityId", 'CEO' as role
    from vendors v where v.is_owner`;
  const [sibling] = await sql`
    insert into vendors (ceo_id, id, identity_id, name, phone)
    values (${femi.ceoId}, 'vnd_benchsibling', 'idn_benchsibling', 'Second vendor', '+2348030000077')
    returning ceo_id as "ceoId", id as "vendorId", identity_id as "identityId", 'VENDOR' as role`;
  const own = owners.find(({ ceoId }) => ceoId === femi.ceoId);
  const foreign = owners.find(({ ceoId }) => ceoId !== femi.ceoId);
  return {
    tokens: await sessionsOf(sql, [own, femi], listeners),
    strangers: await sessionsOf(sql, [sibling, foreign], strangers),
  };
}

async function sessionsOf(sql, people, count) {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString("base64url"));
  const rows = tokens.map((token, place) => {
    const { ceoId, vendorId, identityId, role } = people[place % people.length];
    return {
      id: `ses_bench${token.slice(0, 20)}`,
      token_hash: createHash("sha256").update(token).digest("hex"),
      identity_id: identityId,
      role,
      ceo_id: ceoId,
      vendor_id: vendorId,
      way: "api",
      idle_seconds: 3600,
      expires_at: new Date(Date.now() + 3_600_000),
    };
  });
  await sql`insert into sessions ${sql(rows)}`;
  return tokens;
}
