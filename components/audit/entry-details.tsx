import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { hrefWith } from "@/components/ui/cursor-pager";
import { TimeText } from "@/components/ui/time-text";
import type { AuditItem } from "@/lib/audit/schema";
import { deviceName } from "@/lib/words/device-name";
import { auditWords } from "@/lib/words/en/audit";

const words = auditWords.line;

type Props = { item: AuditItem; params: Record<string, string | undefined> };

/** Behind a line: who, on what, when, from where, and the hash by which it is held in its place. */
export function EntryDetails({ item, params }: Props) {
  const { origin, ...rest } = item.details ?? {};
  const to = (changes: Record<string, string>) =>
    hrefWith("/ceo/audit", params, { ...changes, cursor: undefined, q: undefined });
  return (
    <details className="group/entry">
      {/* At the end of the entry's own line, beside the time: a line of its own would make the log twice as long. */}
      <summary className="absolute -top-1.5 -right-2 flex min-h-11 min-w-11 cursor-pointer items-center justify-center gap-1 rounded-control px-2 text-faint hover:text-ink [&::-webkit-details-marker]:hidden">
        <span className="max-sm:sr-only">{words.more}</span>
        <ChevronRight aria-hidden className="size-4 transition-transform group-open/entry:rotate-90" />
      </summary>
      <dl className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-1.5 rounded-card bg-sunken p-3 sm:items-baseline sm:grid-cols-[auto_minmax(0,1fr)]">
        <Fact name={words.entry}>
          <span className="tabular">{item.seq}</span>{" "}
          <code className="text-12 text-faint">{item.action}</code>
        </Fact>
        <Fact name={words.when}>
          <TimeText at={item.at} say="full" />
        </Fact>
        <Fact name={words.who}>
          <Link
            href={to({ actor: item.actor.id })}
            className="text-lagoon-ink underline-offset-2 hover:underline"
          >
            {words.allOf(item.actor.name)}
          </Link>
        </Fact>
        <Fact name={words.what}>
          <Link
            href={to({ subject: item.subject.id })}
            className="text-lagoon-ink underline-offset-2 hover:underline"
          >
            {words.allAbout(item.subject.name)}
          </Link>
        </Fact>
        {isOrigin(origin) && (
          <Fact name={words.from}>
            <span className="exact">{origin.ip}</span>{" "}
            <span title={origin.agent} className="text-faint">
              {deviceName(origin.agent)}
            </span>
          </Fact>
        )}
        {Object.entries(rest).map(([name, value]) => (
          <Fact key={name} name={inWords(name)}>
            {typeof value === "object" ? JSON.stringify(value) : String(value)}
          </Fact>
        ))}
        <Fact name={words.request}>
          <code className="exact break-all text-12">{item.request_id}</code>
        </Fact>
        <Fact name={words.hash}>
          {/* One tap marks all of it, ready to copy. */}
          <code className="exact block cursor-text select-all break-all text-12">{item.hash}</code>
        </Fact>
      </dl>
      {item.details === null && <p className="mt-2">{words.erased}</p>}
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0 break-words text-ink">{children}</dd>
    </>
  );
}

function isOrigin(value: unknown): value is { ip?: string; agent?: string } {
  return typeof value === "object" && value !== null;
}

function inWords(name: string): string {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
