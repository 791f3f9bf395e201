import { CircleCheck } from "lucide-react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/card";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { LinkTabs } from "@/components/ui/link-tabs";
import type { TroublePage } from "@/lib/trouble/schema";
import { troubleWords as words } from "@/lib/words/en/trouble";
import { MarkSeen } from "./mark-seen";
import { TroubleList } from "./trouble-list";

type Props = { page: TroublePage; params: Record<string, string | undefined> };

const PATH = "/ceo/trouble";
const KINDS = ["message", "event", "turn", "receipt", "job"] as const;

/** Where things went wrong: what needs mending on top, then the newest first, each with what to do. */
export function TroublePageView({ page, params }: Props) {
  const isSeen = params.seen === "true";
  const isNarrow = Boolean(params.kind || params.cursor);
  const isEmpty = page.items.length + page.standing.length === 0;
  return (
    <>
      <LiveRefresh topics={["message", "conversation", "receipt", "channel"]} />
      <PageHeader
        title={words.title}
        text={words.text}
        actions={!isSeen && !isNarrow && page.items.length > 0 && <MarkSeen all />}
      />
      <LinkTabs
        label={words.tabs.label}
        tabs={[
          { href: PATH, label: words.tabs.open, current: !isSeen },
          { href: `${PATH}?seen=true`, label: words.tabs.seen, current: isSeen },
        ]}
      />
      {(!isEmpty || isNarrow) && (
        <FilterBar
          className="mb-4"
          filters={[
            {
              kind: "chips",
              name: "kind",
              label: words.kinds.label,
              options: KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] })),
            },
          ]}
        />
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {page.standing.length > 0 && <TroubleList label={words.standing} items={page.standing} isStanding />}
        {page.items.length > 0 && <TroubleList label={words.list} items={page.items} canMark={!isSeen} />}
      </div>
      {isEmpty && <Nothing isSeen={isSeen} isNarrow={isNarrow} />}
      <CursorPager path={PATH} params={params} nextCursor={page.next_cursor} />
    </>
  );
}

function Nothing({ isSeen, isNarrow }: { isSeen: boolean; isNarrow: boolean }) {
  const { title, text, action } = isNarrow ? words.nothing : isSeen ? words.noneSeen : words.empty;
  const back = isSeen && isNarrow ? `${PATH}?seen=true` : isSeen || isNarrow ? PATH : "/ceo";
  return (
    <EmptyState
      icon={<CircleCheck />}
      title={title}
      text={text}
      action={<ButtonLink href={back}>{action}</ButtonLink>}
    />
  );
}
