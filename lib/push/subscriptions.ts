import { and, eq, ne, or, type SQL, sql } from "drizzle-orm";
import { pushSubscriptions } from "@/db/schema/push";
import { recordEntry } from "@/lib/audit/record-entry";
import { seal, sha256Hex, unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { MemberContext } from "@/lib/tenancy/context";
import { type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { pushKeys } from "./keys";
import type { PushTarget } from "./post-message";
import { judgeEndpoint } from "./rules/judge-endpoint";
import type { EndPushInput, PushSettingsView, PushSubscriptionInput } from "./schema";
import { viewPushSettings } from "./settings";

/** Devices of one member; the one that was added longest ago goes. */
const DEVICES_MAX = 10;

/**
 * From now on this member is told on the browser of this session. A repeat changes nothing; a session has one, a browser is
 * one member's. Throws `unavailable` where no keys are configured, `invalid_request` for an address that is no push
 * service's on the public internet.
 */
export function keepSubscription(
  ctx: MemberContext,
  input: PushSubscriptionInput,
): Promise<PushSettingsView> {
  if (!pushKeys()) throw new AppError("unavailable", "Notifications are not set up here.");
  if (!judgeEndpoint(input.endpoint, env().APP_URL).allowed) {
    throw new AppError("invalid_request", "This browser's message service cannot be used.", {
      fields: [{ path: "endpoint", message: "is no https address of a public host" }],
    });
  }
  return withTenantAndPlatform(ctx, async (tx) => {
    await clearDead(tx);
    const known = await forgetEarlier(tx, ctx, input.endpoint);
    const id = known ?? newId("pushSubscription");
    await insert(tx, ctx, id, input);
    await keepNewest(tx, ctx);
    if (!known) await recordTurn(tx, ctx, "PUSH_TURNED_ON", { devices: 1 });
    return viewPushSettings(tx, ctx);
  });
}

/** Stops telling on the browser of this session, or on all others of this member. Gives how many. */
export function endSubscriptions(ctx: MemberContext, { which }: EndPushInput): Promise<{ ended: number }> {
  return withTenant(ctx, async (tx) => {
    const own = eq(pushSubscriptions.sessionId, ctx.sessionId);
    const ended = await remove(tx, ctx, which === "this" ? own : sql`not (${own})`);
    if (ended.length > 0) await recordTurn(tx, ctx, "PUSH_TURNED_OFF", { devices: ended.length });
    return { ended: ended.length };
  });
}

/** Forgets this member's other browsers, where their other devices are signed out: also those whose session is idle. */
export async function endOtherSubscriptions(tx: Tx, ctx: MemberContext): Promise<void> {
  await remove(tx, ctx, ne(pushSubscriptions.sessionId, ctx.sessionId));
}

/**
 * Forgets browsers whose session was revoked, or was over a month ago. They were told nothing since
 * ({@link IS_ALIVE} is asked before every message); this takes their addresses away as well.
 */
export async function clearDead(tx: Tx): Promise<void> {
  await tx.execute(sql`delete from push_subscriptions p where not ${IS_ALIVE}`);
}

/**
 * Whether a subscription `p` may be written to. A session that is merely idle or past its hours ends nothing: a phone in a
 * pocket is what push is for, and what it shows says no more than a text message.
 */
export const IS_ALIVE: SQL = sql`(exists (
    select from sessions s where s.id = p.session_id and s.ceo_id = p.ceo_id and s.vendor_id = p.vendor_id
      and s.revoked_at is null and s.expires_at > now() - interval '30 days')
  and exists (select from vendors v where v.ceo_id = p.ceo_id and v.id = p.vendor_id and v.status = 'active'))`;

/** Opens what is kept of a browser. Throws when the key is gone. */
export function openTarget(row: { ceo_id: string; id: string; target_sealed: string }): PushTarget {
  return JSON.parse(unseal(env().ENCRYPTION_KEYS, targetPlace(row.ceo_id, row.id), row.target_sealed));
}

/** Where the sealed address of a browser belongs; elsewhere it does not open. */
export function targetPlace(ceoId: string, id: string): string[] {
  return ["push_subscriptions", "target_sealed", ceoId, id];
}

/** Gives the id of this member's own row for this very browser, so that what was on its way to it stays so. */
async function forgetEarlier(tx: Tx, ctx: MemberContext, endpoint: string): Promise<string | null> {
  const hash = sha256Hex(endpoint);
  // Two tabs at once: the second waits, then finds the first one's row.
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.ceoId}/${ctx.vendorId}`}, 11))`,
  );
  const isSame = and(eq(pushSubscriptions.endpointHash, hash), eq(pushSubscriptions.vendorId, ctx.vendorId));
  const [same] = await tx.select({ id: pushSubscriptions.id }).from(pushSubscriptions).where(isSame);
  await tx
    .delete(pushSubscriptions)
    .where(
      and(
        or(eq(pushSubscriptions.endpointHash, hash), eq(pushSubscriptions.sessionId, ctx.sessionId)),
        same ? ne(pushSubscriptions.id, same.id) : undefined,
      ),
    );
  return same?.id ?? null;
}

async function insert(tx: Tx, ctx: MemberContext, id: string, target: PushSubscriptionInput): Promise<void> {
  const fresh = {
    sessionId: ctx.sessionId,
    targetSealed: seal(env().ENCRYPTION_KEYS, targetPlace(ctx.ceoId, id), JSON.stringify(target)),
  };
  await tx
    .insert(pushSubscriptions)
    .values({
      ceoId: ctx.ceoId,
      id,
      vendorId: ctx.vendorId,
      endpointHash: sha256Hex(target.endpoint),
      ...fresh,
    })
    .onConflictDoUpdate({ target: [pushSubscriptions.ceoId, pushSubscriptions.id], set: fresh });
}

async function keepNewest(tx: Tx, ctx: MemberContext): Promise<void> {
  await tx.execute(sql`
    delete from push_subscriptions where vendor_id = ${ctx.vendorId} and id in (
      select id from push_subscriptions where vendor_id = ${ctx.vendorId}
      order by created_at desc, id desc offset ${DEVICES_MAX})`);
}

function remove(tx: Tx, ctx: MemberContext, which: SQL): Promise<{ id: string }[]> {
  return tx
    .delete(pushSubscriptions)
    .where(and(eq(pushSubscriptions.vendorId, ctx.vendorId), which))
    .returning({ id: pushSubscriptions.id });
}

function recordTurn(
  tx: Tx,
  ctx: MemberContext,
  action: "PUSH_TURNED_ON" | "PUSH_TURNED_OFF",
  details: { devices: number },
): Promise<unknown> {
  return recordEntry(tx, ctx, { action, subject: { kind: "vendor", id: ctx.vendorId }, details });
}
