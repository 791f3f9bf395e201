import { SearchX, Users } from "lucide-react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/card";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import type { ContactPage } from "@/lib/contacts/schema";
import { contactWords as words } from "@/lib/words/en/contacts";
import { ContactTable } from "./contact-table";

type Props = { page: ContactPage; params: Record<string, string | undefined> };

const PATH = "/ceo/contacts";

/** Everybody who talks to the business; search and filters live in the address. */
export function ContactListPage({ page, params }: Props) {
  const isFiltered = Object.keys(params).length > 0;
  return (
    <>
      <LiveRefresh topics={["message", "conversation"]} />
      <PageHeader title={words.title} />
      {(page.items.length > 0 || isFiltered) && (
        <FilterBar
          className="mb-4"
          filters={[
            { kind: "search", name: "q", label: words.search },
            {
              kind: "chips",
              name: "group",
              label: words.filters.group,
              all: words.everybody,
              options: words.groups.map(([value, label]) => ({ value, label })),
            },
            {
              kind: "chips",
              name: "platform",
              label: words.filters.platform,
              all: words.anywhere,
              options: Object.entries(words.platforms).map(([value, label]) => ({ value, label })),
            },
          ]}
        />
      )}
      {page.items.length > 0 ? (
        <ContactTable contacts={page.items} />
      ) : (
        <Nobody isFiltered={isFiltered} hasMore={page.next_cursor !== null} />
      )}
      <CursorPager path={PATH} params={params} nextCursor={page.next_cursor} />
    </>
  );
}

function Nobody({ isFiltered, hasMore }: { isFiltered: boolean; hasMore: boolean }) {
  if (!isFiltered) {
    const { title, text, action } = words.empty;
    const go = <ButtonLink href="/vendor/inbox">{action}</ButtonLink>;
    return <EmptyState icon={<Users />} title={title} text={text} action={go} />;
  }
  const { title, text, goOn, action } = words.nothing;
  return (
    <EmptyState
      icon={<SearchX />}
      title={title}
      text={hasMore ? goOn : text}
      action={hasMore ? undefined : <ButtonLink href={PATH}>{action}</ButtonLink>}
    />
  );
}
