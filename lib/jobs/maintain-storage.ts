import { sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { removeExpired } from "@/lib/auth/remove-expired";
import { withPlatform } from "@/lib/tenancy/with-tenant";

/** Hourly upkeep: partitions of raw bodies, and rows whose time has passed. Safe to run twice, and at once. */
export async function maintainStorage(): Promise<void> {
  await rawSql()`select maintain_webhook_partitions()`;
  await rawSql()`select forget_passed()`;
  await removeExpired();
  await withPlatform(async (tx) => {
    await tx.execute(sql`delete from worker_heartbeats where seen_at < now() - interval '1 day'`);
  });
}
