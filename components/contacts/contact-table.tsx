import { BellOff } from "lucide-react";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { PersonChip } from "@/components/ui/person-chip";
import { Badge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { ContactListItem } from "@/lib/contacts/schema";
import { contactWords as words } from "@/lib/words/en/contacts";

/** Contacts as a table on a laptop, as cards on a phone. */
export function ContactTable({ contacts }: { contacts: readonly ContactListItem[] }) {
  return (
    <Card flush className="max-md:border-0 max-md:bg-transparent">
      <DataTable
        caption={words.caption}
        rows={contacts}
        columns={COLUMNS}
        rowKey={(contact) => contact.contact_id}
        rowHref={(contact) => `/ceo/contacts/${contact.contact_id}`}
        rowLabel={(contact) => words.open(contact.name ?? words.nobody)}
      />
    </Card>
  );
}

const COLUMNS: readonly Column<ContactListItem>[] = [
  {
    key: "who",
    header: words.columns.who,
    onPhone: "title",
    cell: (contact) => (
      <PersonChip
        name={contact.name ?? words.nobody}
        masked={contact.phone_masked ?? contact.masked_handle}
        note={contact.email_masked ?? undefined}
      />
    ),
  },
  {
    key: "state",
    header: "",
    onPhone: "corner",
    cell: (contact) =>
      contact.opted_out && (
        <Badge icon={<BellOff aria-hidden />} tone="neutral">
          {words.optedOut}
        </Badge>
      ),
  },
  {
    key: "where",
    header: words.columns.where,
    onPhone: "sub",
    cell: (contact) => (
      <span className="text-soft">
        {contact.platforms.map((one) => words.platforms[one]).join(", ")}
        <span className="md:hidden"> · {words.orderCountInWords(contact.orders)}</span>
      </span>
    ),
  },
  {
    key: "seen",
    header: words.columns.seen,
    onPhone: "when",
    cell: (contact) => <TimeText plain at={contact.last_seen_at} className="text-soft" />,
  },
  {
    key: "orders",
    header: words.columns.orders,
    align: "end",
    onPhone: "hide",
    cell: (contact) => <span className="tabular">{words.orderCount(contact.orders)}</span>,
  },
];
