import { ceos } from "@/db/schema/people";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";

/** The owner's own name, for staff who wait for her word. */
export async function readOwnerName(ctx: Context): Promise<string> {
  authorize(ctx, "conversation.read");
  const [row] = await withTenant(ctx, (tx) => tx.select({ name: ceos.name }).from(ceos));
  return row?.name ?? "the owner";
}
