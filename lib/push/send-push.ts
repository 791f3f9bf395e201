import { sql } from "drizzle-orm";
import { newId } from "@/lib/ids";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { systemContext } from "@/lib/tenancy/context";
import { type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { findNews, type PushKind, type PushNews } from "./find-news";
import { clearDead } from "./subscriptions";

/** More than `deliver-push.ts` ever uses: giving up is its decision. */
const JOB_TRIES_MAX = 12;

/**
 * Job body: finds whose phones are to be told of an event and puts one message for each on its way. Of fifty jobs for one
 * event one finds something to do.
 */
export async function sendPush(job: { ceoId: string; kind: PushKind; subjectId: string }): Promise<void> {
  const ctx = systemContext(job.ceoId, { kind: "worker", id: "worker" });
  await withTenantAndPlatform(ctx, async (tx) => {
    const news = await findNews(tx, job.kind, job.subjectId);
    if (!news) return;
    await clearDead(tx);
    await tx.execute(sql`delete from push_deliveries where created_at < now() - interval '7 days'`);
    for (const deliveryId of await addDeliveries(tx, job, news)) {
      const payload = { ceoId: job.ceoId, deliveryId };
      await enqueueJob(tx, "deliver-push", payload, { attemptsMax: JOB_TRIES_MAX });
    }
  });
}

/** Once for each event and phone, whoever else asks in this moment. Gives the ids of those that are new. */
async function addDeliveries(
  tx: Tx,
  { ceoId, kind, subjectId }: { ceoId: string; kind: PushKind; subjectId: string },
  news: PushNews,
): Promise<string[]> {
  const phones = await tx.execute<{ id: string }>(sql`
    select p.id from push_subscriptions p
      join vendors v on v.ceo_id = p.ceo_id and v.id = p.vendor_id
      left join push_settings t on t.ceo_id = p.ceo_id and t.vendor_id = p.vendor_id
    where coalesce(t.is_on, true) and (t.kinds is null or ${kind} = any(t.kinds))
      and case when v.is_owner and ${news.vendorId === null || news.isOwnersToo === true} then true
        else v.id = ${news.vendorId} end`);
  const made: string[] = [];
  for (const phone of phones) {
    const id = newId("pushDelivery");
    const rows = await tx.execute<{ id: string }>(sql`
      insert into push_deliveries (ceo_id, id, subscription_id, kind, subject_id, event_key)
      values (${ceoId}, ${id}, ${phone.id}, ${kind}, ${subjectId}, ${news.eventKey})
      on conflict (ceo_id, subscription_id, event_key) do nothing returning id`);
    made.push(...rows.map((row) => row.id));
  }
  return made;
}
