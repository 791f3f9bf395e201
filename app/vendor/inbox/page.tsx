import { MessagesSquare } from "lucide-react";
import type { Metadata } from "next";
import { ConversationTable } from "@/components/conversation/conversation-table";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageHeader } from "@/components/ui/card";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import { requireMember } from "@/lib/auth/require-member";
import { listConversations } from "@/lib/messaging/queries";
import { conversationWords as words } from "@/lib/words/en/conversation";

export const metadata: Metadata = { title: words.inbox };

type Props = { searchParams: Promise<{ needs_person?: string; cursor?: string }> };

export default async function InboxPage({ searchParams }: Props) {
  const ctx = await requireMember("vendor");
  const { needs_person, cursor } = await searchParams;
  const needsPerson = needs_person === "true";
  const { items, next_cursor } = await listConversations(ctx, { limit: 30, cursor, needsPerson });
  const empty = needsPerson ? words.noneWaits : words.empty;
  return (
    <>
      <LiveRefresh topics={["message", "conversation"]} />
      <PageHeader title={words.inbox} text={words.inboxText} />
      <LinkTabs
        label={words.inbox}
        tabs={[
          { href: "/vendor/inbox", label: words.all, current: !needsPerson },
          { href: "/vendor/inbox?needs_person=true", label: words.needsPerson, current: needsPerson },
        ]}
      />
      {items.length === 0 ? (
        <EmptyState icon={<MessagesSquare aria-hidden />} title={empty.title} text={empty.text} />
      ) : (
        <ConversationTable conversations={items} />
      )}
      <CursorPager
        path="/vendor/inbox"
        params={needsPerson ? { needs_person: "true" } : {}}
        nextCursor={next_cursor}
      />
    </>
  );
}
