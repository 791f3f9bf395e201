import { sql } from "drizzle-orm";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";

/** Codes and passkeys belong to no business: their rows are seen only while this is on, also inside a tenant's act. */
export async function inPlatformScope<T>(tx: Tx | PlatformTx, work: () => Promise<T>): Promise<T> {
  const [before] = await tx.execute<{ scope: string | null }>(
    sql`select current_setting('app.platform', true) as scope, set_config('app.platform', 'on', true)`,
  );
  const result = await work();
  await tx.execute(sql`select set_config('app.platform', ${before?.scope ?? ""}, true)`);
  return result;
}
