import { sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { withPlatform } from "@/lib/tenancy/with-tenant";

/** Hourly upkeep: partitions of raw bodies, and rows whose time has passed. Safe to run twice, and at once. */
export async function maintainStorage(): Promise<void> {
  await rawSql()`select maintain_webhook_partitions()`;
  await rawSql()`delete from rate_limits where window_start < now() - interval '2 days'`;
  await withPlatform(async (tx) => {
    await tx.execute(sql`delete from otp_challenges where created_at < now() - interval '24 hours'`);
    await tx.execute(sql`delete from notices where created_at < now() - interval '24 hours'`);
    await tx.execute(sql`delete from worker_heartbeats where seen_at < now() - interval '1 day'`);
  });
}
