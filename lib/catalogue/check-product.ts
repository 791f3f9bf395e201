import { and, eq } from "drizzle-orm";
import { vendors } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** What the form alone cannot know. Throws `invalid_request` by field. */
export async function checkProduct(
  tx: Tx,
  product: { priceKobo: number; floorPriceKobo: number | null; vendorId: string | null },
): Promise<void> {
  if (product.floorPriceKobo !== null && product.floorPriceKobo > product.priceKobo) {
    throw invalid("floor_price_kobo", "The lowest price cannot be above the price.");
  }
  if (product.vendorId === null) return;
  const [vendor] = await tx
    .select({ id: vendors.id })
    .from(vendors)
    .where(and(eq(vendors.id, product.vendorId), eq(vendors.status, "active")));
  if (!vendor) throw invalid("vendor_id", "There is no such vendor in your business.");
}

function invalid(path: string, message: string): AppError {
  return new AppError("invalid_request", message, { fields: [{ path, message }] });
}
