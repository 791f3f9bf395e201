import { HandHelping } from "lucide-react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageHeader } from "@/components/ui/card";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import type { VendorPage, VendorView } from "@/lib/members/schema";
import { vendorWords as words } from "@/lib/words/en/vendors";
import { InviteVendor } from "./invite-vendor";
import { VendorTable } from "./vendor-table";

type Props = {
  page: VendorPage;
  /** Everybody active, to take over somebody's work. */
  active: readonly VendorView[];
  params: Record<string, string | undefined>;
};

/** The staff of the business. */
export function VendorListPage({ page, active, params }: Props) {
  const isAlone = page.items.every((vendor) => vendor.is_owner) && !params.cursor;
  return (
    <>
      <LiveRefresh topics={["order"]} />
      <PageHeader title={words.title} text={words.text} actions={isAlone ? undefined : <InviteVendor />} />
      <VendorTable vendors={page.items} active={active} />
      {isAlone && (
        <EmptyState
          icon={<HandHelping />}
          title={words.alone.title}
          text={words.alone.text}
          action={<InviteVendor />}
        />
      )}
      <CursorPager path="/ceo/vendors" params={params} nextCursor={page.next_cursor} />
    </>
  );
}
