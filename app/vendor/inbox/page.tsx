import { Inbox, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { knownParams } from "@/app/known-params";
import { ConversationList } from "@/components/conversation/conversation-list";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/card";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { LinkTabs } from "@/components/ui/link-tabs";
import { requireMember } from "@/lib/auth/require-member";
import { listQuery } from "@/lib/cursor";
import { listConversations } from "@/lib/messaging/queries";
import { inboxWords as words } from "@/lib/words/en/conversation";

export const metadata: Metadata = { title: words.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const PATH = "/vendor/inbox";
const SHOWN = 40;
const KNOWN = ["q", "unread", "needs_person", "cursor"] as const;
type Params = Partial<Record<(typeof KNOWN)[number], string>>;

export default async function InboxPage({ searchParams }: Props) {
  const ctx = await requireMember("vendor");
  const params = knownParams(await searchParams, KNOWN);
  const needsPerson = params.needs_person === "true";
  const unread = params.unread === "true";
  // An address that was changed by hand shows the whole list rather than an error.
  const { data } = listQuery.safeParse({ cursor: params.cursor, q: params.q });
  const [page, waiting] = await Promise.all([
    listConversations(ctx, { limit: SHOWN, cursor: data?.cursor, q: data?.q, needsPerson, unread }),
    listConversations(ctx, { limit: 100, needsPerson: true }),
  ]);
  return (
    <>
      <LiveRefresh topics={["message", "conversation"]} />
      <PageHeader title={words.title} text={words.text} />
      <LinkTabs
        label={words.tabs.label}
        tabs={[
          { href: PATH, label: words.tabs.all, current: !needsPerson && !unread },
          { href: `${PATH}?unread=true`, label: words.tabs.unread, current: unread },
          {
            href: `${PATH}?needs_person=true`,
            label: words.tabs.needs,
            count: waiting.items.length,
            current: needsPerson,
          },
        ]}
      />
      <FilterBar className="mb-4" filters={[{ kind: "search", name: "q", label: words.search }]} />
      {page.items.length > 0 ? (
        <>
          <ConversationList conversations={page.items} />
          <CursorPager path={PATH} params={params} nextCursor={page.next_cursor} />
        </>
      ) : (
        <Nobody params={params} home={ctx.role === "CEO" ? "/ceo" : "/vendor/receipts"} />
      )}
    </>
  );
}

function Nobody({ params, home }: { params: Params; home: string }) {
  const { title, text, action } = whyEmpty(params);
  const isWhole = Object.keys(params).length === 0;
  return (
    <EmptyState
      icon={params.q ? <SearchX /> : <Inbox />}
      title={title}
      text={text}
      action={<ButtonLink href={isWhole ? home : PATH}>{action}</ButtonLink>}
    />
  );
}

function whyEmpty({ q, unread, needs_person }: Params) {
  if (q) return words.nothing;
  if (unread) return words.allRead;
  return needs_person ? words.calm : words.empty;
}
