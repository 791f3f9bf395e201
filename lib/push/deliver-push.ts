import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { log } from "@/lib/log";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { findNews, isFor, type PushKind, type PushNews } from "./find-news";
import { pushKeys } from "./keys";
import { type PushOutcome, postMessage } from "./post-message";
import { renderNews } from "./render-news";
import { quietUntil } from "./rules/quiet-hours";
import { PUSH_DEFAULTS } from "./settings";
import { IS_ALIVE, openTarget } from "./subscriptions";

type Delivery = {
  ceo_id: string;
  id: string;
  target_sealed: string;
  delivery_id: string;
  kind: PushKind;
  subject_id: string;
  tries: number;
  vendor_id: string;
  is_owner: boolean;
  is_wanted: boolean;
  quiet_from: number | null;
  quiet_to: number | null;
  time_zone: string;
};

type Claimed = { row: Delivery; news: PushNews };

const TRIES_MAX = 6;
/** What nobody's phone took within this time is not worth showing any more. */
const TTL_SECONDS: Record<PushKind, number> = {
  receipt: 4 * 3600,
  offer: 4 * 3600,
  escalation: 12 * 3600,
  person: 4 * 3600,
  dispute: 12 * 3600,
};

/**
 * Job body: hands one message to one phone's push service. In quiet hours it waits for their end, escalations excepted; what
 * nobody waits for by then is not told. A service that certainly took nothing is asked again; after a lost answer it is
 * not, so that nothing is shown twice. A browser that is gone (404, 410) is forgotten.
 */
export async function deliverPush(
  { ceoId, deliveryId }: { ceoId: string; deliveryId: string },
  now: Date = new Date(),
): Promise<void> {
  const keys = pushKeys();
  if (!keys) return;
  const ctx = systemContext(ceoId, { kind: "worker", id: "worker" });
  const claimed = await claim(ctx, deliveryId, now);
  if (!claimed) return;
  const { row, news } = claimed;
  const outcome = await postMessage({
    target: openTarget(row),
    text: JSON.stringify(renderNews(news)),
    ttlSeconds: TTL_SECONDS[row.kind],
    topic: createHash("sha256").update(`${row.kind}:${row.subject_id}`).digest("base64url").slice(0, 32),
    keys,
  });
  await settle(ctx, row, outcome);
  if (isWorthAnother(row, outcome)) throw new Error("the push service took nothing yet");
}

/** Takes a delivery that is due, so that no other job sends it too; null when there is nothing to send now. */
function claim(ctx: Context, deliveryId: string, now: Date): Promise<Claimed | null> {
  return withTenantAndPlatform(ctx, async (tx) => {
    const row = await lock(tx, deliveryId);
    if (!row) return null;
    const news = await findNews(tx, row.kind, row.subject_id);
    if (!news || !isFor(news, row) || !row.is_wanted) {
      await setState(tx, row, "dropped");
      return null;
    }
    const until = row.kind === "escalation" ? null : quietUntil(now, quietHoursOf(row));
    if (until) {
      const payload = { ceoId: ctx.ceoId, deliveryId };
      await enqueueJob(tx, "deliver-push", payload, { runAt: until, key: `push:${deliveryId}` });
      return null;
    }
    await tx.execute(sql`
      update push_deliveries set state = 'sending', tries = tries + 1 where id = ${deliveryId} and state = 'waiting'`);
    return { row: { ...row, tries: row.tries + 1 }, news };
  });
}

async function lock(tx: Tx, deliveryId: string): Promise<Delivery | undefined> {
  const [row] = await tx.execute<Delivery>(sql`
    select p.ceo_id, p.id, p.target_sealed, d.id as delivery_id, d.kind, d.subject_id, d.tries, p.vendor_id, m.is_owner,
      ${IS_ALIVE} and coalesce(t.is_on, true) and (t.kinds is null or d.kind = any(t.kinds)) as is_wanted,
      t.quiet_from, t.quiet_to, c.time_zone
    from push_deliveries d
      join push_subscriptions p on p.ceo_id = d.ceo_id and p.id = d.subscription_id
      join vendors m on m.ceo_id = p.ceo_id and m.id = p.vendor_id
      join ceos c on c.ceo_id = d.ceo_id
      left join push_settings t on t.ceo_id = p.ceo_id and t.vendor_id = p.vendor_id
    where d.id = ${deliveryId} and d.state = 'waiting' for update of d`);
  return row;
}

function quietHoursOf(row: Delivery) {
  return {
    from: row.quiet_from ?? PUSH_DEFAULTS.quietFrom,
    to: row.quiet_to ?? PUSH_DEFAULTS.quietTo,
    timeZone: row.time_zone,
  };
}

function settle(ctx: Context, row: Delivery, outcome: PushOutcome): Promise<void> {
  return withTenant(ctx, async (tx) => {
    if (outcome.kind === "sent") return setState(tx, row, "sent");
    log.warn(
      { deliveryId: row.delivery_id, outcome: outcome.kind, reason: outcome.reason },
      "push not taken",
    );
    if (outcome.kind === "gone") {
      await tx.execute(sql`delete from push_subscriptions where id = ${row.id}`);
      return;
    }
    await setState(tx, row, isWorthAnother(row, outcome) ? "waiting" : "dropped");
  });
}

function isWorthAnother(row: Delivery, outcome: PushOutcome): boolean {
  return outcome.kind === "retry" && row.tries < TRIES_MAX;
}

async function setState(tx: Tx, row: Delivery, state: "waiting" | "sent" | "dropped"): Promise<void> {
  await tx.execute(sql`update push_deliveries set state = ${state} where id = ${row.delivery_id}`);
}
