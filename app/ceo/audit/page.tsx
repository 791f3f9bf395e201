import { FileDown, ScrollText, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { AuditLog } from "@/components/audit/audit-log";
import { AuditSeal } from "@/components/audit/audit-seal";
import { NarrowChips } from "@/components/audit/narrow-chips";
import { buttonClasses } from "@/components/ui/button-classes";
import { PageHeader } from "@/components/ui/card";
import { CursorPager, hrefWith } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { readLastVerification } from "@/lib/audit/last-verification";
import { listEntries } from "@/lib/audit/queries";
import { AUDIT_TOPICS, type AuditPage, auditQuery } from "@/lib/audit/schema";
import { requireMember } from "@/lib/auth/require-member";
import { auditWords as words } from "@/lib/words/en/audit";
import { uiWords } from "@/lib/words/en/ui";

export const metadata: Metadata = { title: words.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const ctx = await requireMember("ceo");
  const params = firstOfEach(await searchParams);
  // A filter in an address that somebody typed wrongly is no reason for an error page: the log is shown unfiltered.
  const query = auditQuery.safeParse(params).data ?? auditQuery.parse({});
  const [page, last] = await Promise.all([listEntries(ctx, query), readLastVerification(ctx)]);
  return (
    <>
      <PageHeader title={words.title} text={words.text} actions={<Exports params={params} />} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <AuditSeal last={last} />
        <FilterBar
          filters={[
            { kind: "search", name: "q", label: words.search, placeholder: words.searchHint },
            { kind: "date", name: "from", label: uiWords.from },
            { kind: "date", name: "to", label: uiWords.to },
            {
              kind: "chips",
              name: "topic",
              label: words.topics,
              options: AUDIT_TOPICS.map((topic) => ({ value: topic, label: words.topic[topic] })),
            },
          ]}
        />
        <NarrowChips params={params} items={page.items} />
        {page.items.length > 0 ? (
          <AuditLog items={page.items} params={params} zone={ctx.timeZone} now={new Date()} />
        ) : (
          <Nothing page={page} isFiltered={Object.keys(params).length > 0} />
        )}
        <CursorPager path="/ceo/audit" params={params} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}

/** Spreadsheet and paper hold what the list below is narrowed to; the proof file is always whole. */
function Exports({ params }: { params: Record<string, string | undefined> }) {
  const narrowed = { ...params, cursor: undefined, limit: undefined };
  const files = [
    { format: "csv", filter: narrowed, label: words.exportCsv, hint: words.exportCsvHint },
    { format: "pdf", filter: narrowed, label: words.exportPdf, hint: words.exportPdfHint },
    { format: "json", filter: {}, label: words.exportJson, hint: words.exportJsonHint },
  ];
  return files.map(({ format, filter, label, hint }) => (
    <a
      key={format}
      href={hrefWith("/api/ceo/audit/export", filter, { format })}
      download
      title={hint}
      className={buttonClasses()}
    >
      <FileDown aria-hidden className="size-5 max-sm:hidden" />
      {label}
    </a>
  ));
}

function Nothing({ page, isFiltered }: { page: AuditPage; isFiltered: boolean }) {
  const { empty } = words;
  if (!isFiltered) return <EmptyState icon={<ScrollText />} title={empty.title} text={empty.text} />;
  const text = page.next_cursor ? empty.goOnText : empty.noneText;
  return <EmptyState icon={<SearchX />} title={empty.noneTitle} text={text} />;
}

function firstOfEach(
  params: Record<string, string | string[] | undefined>,
): Record<string, string | undefined> {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    Array.isArray(value) ? value[0] : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value));
}
