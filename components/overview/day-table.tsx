import { Money } from "@/components/ui/money";
import type { OverviewView } from "@/lib/analytics/schema";
import { overviewWords } from "@/lib/words/en/dashboard";

const words = overviewWords.chart;

type Props = { days: readonly OverviewView["days"][number][] };

/** The chart's days to read, the latest first. */
export function DayTable({ days }: Props) {
  return (
    <table className="mt-2 w-full max-w-md">
      <caption className="sr-only">{words.label}</caption>
      <thead>
        <tr className="text-left text-12 text-faint">
          <th scope="col" className="py-1 font-medium">
            {words.day}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {words.paid}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {words.orders}
          </th>
        </tr>
      </thead>
      <tbody>
        {[...days].reverse().map((day) => (
          <tr key={day.day} className="border-line border-t">
            <th scope="row" className="py-1.5 text-left font-normal">
              {sayDate(day.day)}
            </th>
            <td className="py-1.5 text-right">
              <Money kobo={day.paid_kobo} />
            </td>
            <td className="tabular py-1.5 text-right">{day.orders}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const DATE = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** A calendar day of the business (`2026-11-21`) as people say it. */
export function sayDate(day: string): string {
  return DATE.format(new Date(`${day}T00:00:00Z`));
}
