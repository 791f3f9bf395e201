import { clsx } from "clsx";
import { Card } from "@/components/ui/card";
import type { OverviewView } from "@/lib/analytics/schema";
import { formatNaira } from "@/lib/money";
import { overviewWords } from "@/lib/words/en/dashboard";
import { DayTable, sayDate } from "./day-table";

type Day = OverviewView["days"][number];

const words = overviewWords.chart;

/** Where the amounts of the axis stand, beside the bars. */
const GUTTER = "pl-10";

/** Two weeks of money as bars, and the same as a table for whoever reads rather than looks. */
export function SalesChart({ days }: { days: readonly Day[] }) {
  const total = days.reduce((sum, day) => sum + day.paid_kobo, 0);
  const orders = days.reduce((sum, day) => sum + day.orders, 0);
  const best = Math.max(...days.map((day) => day.paid_kobo), 0);
  const top = roundUp(best);
  return (
    <Card
      title={words.title}
      aside={<span className="tabular text-14 text-faint">{words.total(formatNaira(total), orders)}</span>}
    >
      <figure>
        <div className="relative h-44 pt-5">
          <GridLines top={top} />
          <ol aria-hidden className={clsx("absolute inset-0 top-5 flex items-end gap-1 sm:gap-2", GUTTER)}>
            {days.map((day, at) => (
              <Bar
                key={day.day}
                day={day}
                top={top}
                place={placeOf(at, days.length)}
                isBest={best > 0 && day.paid_kobo === best}
              />
            ))}
          </ol>
          {total === 0 && (
            <p className="absolute inset-x-0 top-1/2 -translate-y-1/2 text-center text-14 text-faint">
              {words.empty}
            </p>
          )}
        </div>
        <ol aria-hidden className={clsx("mt-2 flex gap-1 sm:gap-2", GUTTER)}>
          {days.map((day, at) => (
            <li
              key={day.day}
              className={clsx(
                "tabular flex-1 text-center text-12",
                at === days.length - 1 ? "font-semibold text-ink" : "text-faint max-sm:odd:invisible",
              )}
            >
              {Number(day.day.slice(8))}
            </li>
          ))}
        </ol>
      </figure>
      {total > 0 && (
        <details className="mt-3 text-14">
          <summary className="reach w-fit py-1 text-lagoon-ink underline decoration-1 underline-offset-4">
            {words.table}
          </summary>
          <DayTable days={days} />
        </details>
      )}
    </Card>
  );
}

function GridLines({ top }: { top: number }) {
  return (
    <div aria-hidden className="absolute inset-0 top-5 flex flex-col justify-between">
      {[1, 0.5, 0].map((part) => (
        <span key={part} className="relative h-px bg-line">
          {part > 0 && top > 0 && (
            <span className="tabular absolute bottom-0.5 left-0 text-12 text-faint">
              {shorten(top * part)}
            </span>
          )}
        </span>
      ))}
    </div>
  );
}

type Place = "start" | "middle" | "end";

const AT: Record<Place, string> = { start: "left-0", middle: "left-1/2 -translate-x-1/2", end: "right-0" };

/** A label at the edge of the chart must not hang out of it. */
function placeOf(at: number, count: number): Place {
  return at < 3 ? "start" : at > count - 4 ? "end" : "middle";
}

type BarProps = { day: Day; top: number; place: Place; isBest: boolean };

/** One day. The best one carries its amount; the others say theirs when pointed at or tapped. */
function Bar({ day, top, place, isBest }: BarProps) {
  const height = top > 0 ? (day.paid_kobo / top) * 100 : 0;
  return (
    <li className="group relative flex h-full flex-1 items-end">
      <span
        style={{ height: `${height}%` }}
        className={clsx(
          "w-full rounded-t-4 transition-colors",
          day.paid_kobo > 0 && "min-h-1",
          "bg-palm/80 group-last:bg-palm group-hover:bg-palm-deep",
        )}
      />
      {isBest && (
        <span
          style={{ bottom: `${height}%` }}
          className={clsx("tabular absolute pb-0.5 font-semibold text-12 group-hover:invisible", AT[place])}
        >
          {shorten(day.paid_kobo)}
        </span>
      )}
      <span
        className={clsx(
          "tabular pointer-events-none absolute bottom-full z-10 hidden whitespace-nowrap rounded-control bg-ink px-2.5 py-1.5 font-medium text-12 text-paper shadow-float group-hover:block",
          AT[place],
        )}
      >
        {words.bar(sayDate(day.day), formatNaira(day.paid_kobo), day.orders)}
      </span>
    </li>
  );
}

/** The next round amount whose half is round too. */
function roundUp(kobo: number): number {
  if (kobo <= 0) return 0;
  const unit = 10 ** Math.floor(Math.log10(kobo));
  return ([1, 2, 3, 4, 6, 8, 10].find((step) => step * unit >= kobo) ?? 10) * unit;
}

/** An amount in three figures: `₦1.5m`, `₦250k`. */
function shorten(kobo: number): string {
  const naira = Number((kobo / 100).toPrecision(3));
  if (naira >= 1_000_000) return `₦${naira / 1_000_000}m`;
  return naira >= 1_000 ? `₦${naira / 1_000}k` : `₦${naira}`;
}
