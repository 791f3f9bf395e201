import { type Column, DataTable } from "@/components/ui/data-table";
import { PersonChip } from "@/components/ui/person-chip";
import { Badge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { ConversationView } from "@/lib/messaging/schema";
import { conversationWords as words } from "@/lib/words/en/conversation";

const COLUMNS: readonly Column<ConversationView>[] = [
  {
    key: "who",
    header: words.columns.who,
    onPhone: "title",
    width: "16rem",
    cell: (row) => <PersonChip name={row.name} masked={row.masked_handle} />,
  },
  {
    key: "last",
    header: words.columns.last,
    cell: (row) => (
      <span className="line-clamp-2 break-words text-soft md:line-clamp-1">
        {words.kinds[row.last_text ?? ""] ?? row.last_text}
      </span>
    ),
  },
  { key: "state", header: words.columns.state, cell: (row) => <State conversation={row} /> },
  {
    key: "when",
    header: words.columns.when,
    align: "end",
    onPhone: "corner",
    cell: (row) => <TimeText at={row.last_message_at} plain className="text-faint" />,
  },
];

/** The inbox: one line, or on a phone one card, per conversation. */
export function ConversationTable({ conversations }: { conversations: readonly ConversationView[] }) {
  return (
    <DataTable
      caption={words.caption}
      columns={COLUMNS}
      rows={conversations}
      rowKey={(row) => row.conversation_id}
      rowHref={(row) => `/vendor/conversations/${row.conversation_id}`}
      rowLabel={(row) => words.open(row.name)}
      className="md:rounded-card md:border md:border-line md:bg-surface"
    />
  );
}

function State({ conversation }: { conversation: ConversationView }) {
  if (conversation.needs_person_since) return <Badge tone="marigold">{words.needsPerson}</Badge>;
  if (conversation.mode === "person") return <Badge tone="lagoon">{words.youAnswer}</Badge>;
  return <Badge tone="neutral">{words.botAnswers}</Badge>;
}
