import type { Metadata } from "next";
import { knownParams } from "@/app/known-params";
import { ProductListPage } from "@/components/products/product-list-page";
import { requireMember } from "@/lib/auth/require-member";
import { readDelivery } from "@/lib/catalogue/delivery";
import { listProducts } from "@/lib/catalogue/queries";
import { productFilter } from "@/lib/catalogue/schema";
import { listVendors } from "@/lib/members/queries";
import { vendorFilter } from "@/lib/members/schema";
import { productWords } from "@/lib/words/en/products";

export const metadata: Metadata = { title: productWords.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const SHOWN = 40;
const STAFF = 200;
const KNOWN = ["q", "active", "cursor"] as const;

export default async function ProductsPage({ searchParams }: Props) {
  const ctx = await requireMember("ceo");
  const params = knownParams(await searchParams, KNOWN);
  // An address that was changed by hand shows the whole list rather than an error.
  const filter = productFilter.safeParse({ ...params, limit: SHOWN });
  const [page, delivery, staff] = await Promise.all([
    listProducts(ctx, filter.data ?? productFilter.parse({ limit: SHOWN })),
    readDelivery(ctx),
    listVendors(ctx, vendorFilter.parse({ limit: STAFF })),
  ]);
  return (
    <ProductListPage
      page={page}
      params={filter.success ? params : {}}
      staff={staff.items.map(({ vendor_id, name, status }) => ({ vendor_id, name, status }))}
      delivery={delivery}
    />
  );
}
