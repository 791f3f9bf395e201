import type { Metadata } from "next";
import { VendorListPage } from "@/components/vendors/vendor-list-page";
import { requireMember } from "@/lib/auth/require-member";
import { listVendors } from "@/lib/members/queries";
import { vendorFilter } from "@/lib/members/schema";
import { vendorWords } from "@/lib/words/en/vendors";

export const metadata: Metadata = { title: vendorWords.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const SHOWN = 50;
const HEIRS = 200;

export default async function VendorsPage({ searchParams }: Props) {
  const ctx = await requireMember("ceo");
  const { cursor } = await searchParams;
  const params = typeof cursor === "string" && cursor ? { cursor } : {};
  const filter = vendorFilter.safeParse({ ...params, limit: SHOWN });
  const [page, active] = await Promise.all([
    listVendors(ctx, filter.data ?? vendorFilter.parse({ limit: SHOWN })),
    listVendors(ctx, vendorFilter.parse({ status: "active", limit: HEIRS })),
  ]);
  return <VendorListPage page={page} active={active.items} params={filter.success ? params : {}} />;
}
