import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { ConversationList } from "@/components/conversation/conversation-list";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/card";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import { requireMember } from "@/lib/auth/require-member";
import { listQuery } from "@/lib/cursor";
import { listConversations } from "@/lib/messaging/queries";
import { inboxWords as words } from "@/lib/words/en/conversation";

export const metadata: Metadata = { title: words.title };

type Props = { searchParams: Promise<{ needs_person?: string; cursor?: string }> };

const PATH = "/vendor/inbox";
const SHOWN = 40;

export default async function InboxPage({ searchParams }: Props) {
  const ctx = await requireMember("vendor");
  const params = await searchParams;
  const needsPerson = params.needs_person === "true";
  const { data } = listQuery.safeParse({ cursor: params.cursor });
  const [page, waiting] = await Promise.all([
    listConversations(ctx, { limit: SHOWN, cursor: data?.cursor, needsPerson }),
    listConversations(ctx, { limit: 100, needsPerson: true }),
  ]);
  return (
    <>
      <LiveRefresh topics={["message", "conversation"]} />
      <PageHeader title={words.title} text={words.text} />
      <LinkTabs
        label={words.tabs.label}
        tabs={[
          { href: PATH, label: words.tabs.all, current: !needsPerson },
          {
            href: `${PATH}?needs_person=true`,
            label: words.tabs.needs,
            count: waiting.items.length,
            current: needsPerson,
          },
        ]}
      />
      {page.items.length > 0 ? (
        <>
          <ConversationList conversations={page.items} />
          <CursorPager path={PATH} params={params} nextCursor={page.next_cursor} />
        </>
      ) : (
        <Nobody isFiltered={needsPerson} home={ctx.role === "CEO" ? "/ceo" : "/vendor/receipts"} />
      )}
    </>
  );
}

function Nobody({ isFiltered, home }: { isFiltered: boolean; home: string }) {
  const { title, text, action } = isFiltered ? words.calm : words.empty;
  return (
    <EmptyState
      icon={<Inbox />}
      title={title}
      text={text}
      action={<ButtonLink href={isFiltered ? PATH : home}>{action}</ButtonLink>}
    />
  );
}
