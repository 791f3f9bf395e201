import { UserRoundCheck } from "lucide-react";
import type { Metadata } from "next";
import { EscalationTable } from "@/components/escalations/escalation-table";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/card";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { LinkTabs } from "@/components/ui/link-tabs";
import { requireMember } from "@/lib/auth/require-member";
import { listEscalations } from "@/lib/escalations/queries";
import { escalationFilter } from "@/lib/escalations/schema";
import { escalationWords as words } from "@/lib/words/en/escalations";

export const metadata: Metadata = { title: words.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const PATH = "/ceo/escalations";
const WAITING = "PENDING_CEO_APPROVAL";
const TABS = [
  [WAITING, words.tabs.waiting],
  ["APPROVED", words.tabs.approved],
  ["REJECTED", words.tabs.rejected],
  ["CLOSED", words.tabs.closed],
] as const;

export default async function EscalationsPage({ searchParams }: Props) {
  const ctx = await requireMember("ceo");
  const params = await searchParams;
  const { data } = escalationFilter.safeParse({ ...params, limit: 30 });
  const state = data?.state ?? WAITING;
  const page = await listEscalations(ctx, { limit: 30, ...data, state });
  const isNarrow = Boolean(data?.q || data?.cursor);
  const empty = isNarrow ? words.nothing : state === WAITING ? words.empty : words.none;
  const back = state === WAITING && !isNarrow ? "/ceo" : tabOf(isNarrow ? state : WAITING);
  return (
    <>
      <LiveRefresh topics={["escalation", "order"]} />
      <PageHeader title={words.title} text={words.text} />
      <LinkTabs
        label={words.tabs.label}
        tabs={TABS.map(([value, label]) => ({
          href: tabOf(value),
          label,
          current: value === state,
        }))}
      />
      {(page.items.length > 0 || isNarrow) && (
        <FilterBar className="mb-4" filters={[{ kind: "search", name: "q", label: words.search }]} />
      )}
      {page.items.length > 0 ? (
        <>
          <EscalationTable escalations={page.items} />
          <CursorPager path={PATH} params={params} nextCursor={page.next_cursor} />
        </>
      ) : (
        <EmptyState
          icon={<UserRoundCheck />}
          title={empty.title}
          text={empty.text}
          action={<ButtonLink href={back}>{empty.action}</ButtonLink>}
        />
      )}
    </>
  );
}

function tabOf(state: string): string {
  return state === WAITING ? PATH : `${PATH}?state=${state}`;
}
