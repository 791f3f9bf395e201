import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { PersonChip } from "@/components/ui/person-chip";
import { Badge, StatusBadge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { VendorView } from "@/lib/members/schema";
import { vendorWords as words } from "@/lib/words/en/vendors";
import { VendorActions } from "./vendor-actions";

type Props = { vendors: readonly VendorView[]; active: readonly VendorView[] };

const MONTH_MS = 30 * 24 * 3600 * 1000;

/** The staff as a table on a laptop, as cards on a phone. */
export function VendorTable({ vendors, active }: Props) {
  const columns: Column<VendorView>[] = [
    ...COLUMNS,
    {
      key: "actions",
      header: words.columns.actions,
      align: "end",
      width: "4rem",
      onPhone: "corner",
      cell: (vendor) => !vendor.is_owner && <VendorActions vendor={vendor} active={active} />,
    },
  ];
  return (
    <Card flush className="max-md:border-0 max-md:bg-transparent">
      <DataTable
        caption={words.caption}
        rows={vendors}
        columns={columns}
        rowKey={(vendor) => vendor.vendor_id}
      />
    </Card>
  );
}

const COLUMNS: readonly Column<VendorView>[] = [
  {
    key: "who",
    header: words.columns.who,
    onPhone: "title",
    cell: (vendor) => (
      <PersonChip name={vendor.name} masked={vendor.phone_masked} note={vendor.email_masked ?? undefined} />
    ),
  },
  {
    key: "state",
    header: words.columns.state,
    onPhone: "lead",
    cell: (vendor) =>
      vendor.is_owner ? <Badge tone="lagoon">{words.you}</Badge> : <StatusBadge status={vendor.status} />,
  },
  {
    key: "seen",
    header: words.columns.seen,
    onPhone: "when",
    cell: (vendor) => <LastSeen vendor={vendor} />,
  },
  {
    key: "orders",
    header: words.columns.orders,
    align: "end",
    onPhone: "sub",
    cell: (vendor) => (
      <span className="tabular">
        {vendor.open_orders}
        <span aria-hidden className="md:hidden">
          {" "}
          {words.openOrders(vendor.open_orders)}
        </span>
      </span>
    ),
  },
];

/** Sessions are kept for a month, so an older look is not known. */
function LastSeen({ vendor }: { vendor: VendorView }) {
  if (vendor.last_seen_at) return <TimeText plain at={vendor.last_seen_at} className="text-soft" />;
  const isNew = Date.now() - Date.parse(vendor.created_at) < MONTH_MS;
  return <span className="text-faint">{isNew ? words.neverSeen : words.notLately}</span>;
}
