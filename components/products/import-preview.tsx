import { CircleCheck, CirclePlus, CircleX, Equal, type LucideIcon, Pencil } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Badge, type Tone } from "@/components/ui/status-badge";
import type { ImportOutcome, ImportRow } from "@/lib/catalogue/schema";
import { productImportWords } from "@/lib/words/en/product-import";

const words = productImportWords;
const KINDS = ["add", "change", "same", "refused"] as const;

const LOOKS: Record<ImportRow["kind"], [Tone, LucideIcon]> = {
  add: ["palm", CirclePlus],
  change: ["lagoon", Pencil],
  same: ["neutral", Equal],
  refused: ["laterite", CircleX],
};

type Props = {
  outcome: ImportOutcome;
  busy: boolean;
  /** Why this is shown a second time. */
  notice?: string;
  problem?: string;
  onConfirm: () => void;
  onAnother: () => void;
};

/** What would become of each row, refused ones first, and the one button that does it. */
export function ImportPreview({ outcome, busy, notice, problem, onConfirm, onAnother }: Props) {
  const { counts } = outcome;
  const toDo = counts.add + counts.change;
  return (
    <Card>
      <div className="grid gap-4">
        {notice && (
          <p role="status" className="rounded-control bg-marigold-wash p-3 text-marigold-ink">
            {notice}
          </p>
        )}
        <p className="flex flex-wrap gap-2">
          {KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
            <KindBadge key={kind} kind={kind} label={words.counts[kind](counts[kind])} />
          ))}
        </p>
        {counts.refused > 0 && <p className="text-soft">{words.leftOut(counts.refused)}</p>}
        {toDo === 0 && <p className="font-medium">{words.nothing}</p>}
        {problem && (
          <p role="alert" className="font-medium text-laterite-ink">
            {problem}
          </p>
        )}
        <div className="flex flex-wrap gap-3">
          {toDo > 0 && (
            <Button look="primary" busy={busy} icon={<CircleCheck aria-hidden />} onClick={onConfirm}>
              {words.confirm(toDo)}
            </Button>
          )}
          <Button onClick={onAnother} disabled={busy}>
            {words.another}
          </Button>
        </div>
        {busy && (
          <p role="status" className="text-14 text-soft">
            {words.writing}
          </p>
        )}
        <ul aria-label={words.list} className="grid">
          {outcome.rows.map((row) => (
            <Row key={row.row} row={row} />
          ))}
        </ul>
        {outcome.rows_hidden > 0 && <p className="text-14 text-faint">{words.hidden(outcome.rows_hidden)}</p>}
      </div>
    </Card>
  );
}

function Row({ row }: { row: ImportRow }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 border-line border-t py-3">
      <span className="grid min-w-0">
        <span className="font-medium [overflow-wrap:anywhere]">{row.name || words.nameless}</span>
        <span className="text-12 text-faint">{words.rowLabel(row.row)}</span>
      </span>
      <KindBadge kind={row.kind} label={words.kinds_of[row.kind]} />
      {(row.problems.length > 0 || row.changes.length > 0) && (
        <ul className="col-span-2 grid gap-0.5 text-14 text-soft [overflow-wrap:anywhere]">
          {row.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
          {row.changes.map(({ field, from, to }) => (
            <li key={field}>
              {words.fields[field]}: {from} <span aria-hidden>→</span>
              <span className="sr-only">{words.becomes}</span> {to}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function KindBadge({ kind, label }: { kind: ImportRow["kind"]; label: string }) {
  const [tone, Icon] = LOOKS[kind];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {label}
    </Badge>
  );
}
