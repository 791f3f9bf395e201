import { X } from "lucide-react";
import Link from "next/link";
import { hrefWith } from "@/components/ui/cursor-pager";
import type { AuditItem } from "@/lib/audit/schema";
import { auditWords } from "@/lib/words/en/audit";

type Props = { params: Record<string, string | undefined>; items: readonly AuditItem[] };

/** What the list was narrowed to by following a link: one kind of act, one person, one order. A tap takes it away. */
export function NarrowChips({ params, items }: Props) {
  const first = items[0];
  const chips = [
    { name: "action", label: params.action && inWords(params.action) },
    { name: "actor", label: params.actor && auditWords.by(first?.actor.name ?? params.actor) },
    { name: "subject", label: params.subject && auditWords.about(first?.subject.name ?? params.subject) },
  ].filter(({ label }) => label);
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap items-center gap-2 text-14">
      <li className="text-faint">{auditWords.only}</li>
      {chips.map(({ name, label }) => (
        <li key={name}>
          <Link
            href={hrefWith("/ceo/audit", params, { [name]: undefined, cursor: undefined })}
            aria-label={auditWords.remove(label ?? "")}
            className="reach inline-flex h-9 max-w-72 items-center gap-1.5 rounded-full border border-palm bg-palm-wash px-3.5 font-medium text-palm-ink"
          >
            <span className="truncate">{label}</span>
            <X aria-hidden className="size-4 shrink-0" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function inWords(action: string): string {
  const text = action.toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
