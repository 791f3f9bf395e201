import type { SQL } from "drizzle-orm";
import type { PlatformTx, Tx } from "./with-tenant";

/**
 * Spends a thing that may be used once: runs one guarded `DELETE … RETURNING` or `UPDATE … WHERE unused … RETURNING`
 * in the caller's transaction and gives its row, or null for everybody but the first. Never read first and write
 * then: of sixteen at once, all sixteen would read it unused (security 0.3).
 */
export async function spendOnce<Row extends Record<string, unknown>>(
  tx: Tx | PlatformTx,
  statement: SQL,
): Promise<Row | null> {
  const rows = await tx.execute<Row>(statement);
  if (rows.length > 1) throw new Error("a thing to be spent once was there more than once");
  return (rows[0] as Row | undefined) ?? null;
}
