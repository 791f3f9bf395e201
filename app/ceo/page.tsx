import type { Metadata } from "next";
import { LiveRefresh } from "@/components/live/live-refresh";
import { countNeeds, NeedsYou } from "@/components/overview/needs-you";
import { SalesChart } from "@/components/overview/sales-chart";
import { SetupList } from "@/components/overview/setup-list";
import { TodayNumbers } from "@/components/overview/today-numbers";
import { WentWrong } from "@/components/overview/went-wrong";
import { PageHeader } from "@/components/ui/card";
import { readOverview } from "@/lib/analytics/overview";
import type { OverviewView } from "@/lib/analytics/schema";
import { requireMember } from "@/lib/auth/require-member";
import { listTrouble } from "@/lib/trouble/queries";
import { troubleFilter } from "@/lib/trouble/schema";
import { overviewWords as words } from "@/lib/words/en/dashboard";
import { sayClock } from "@/lib/words/times";

export const metadata: Metadata = { title: words.title };

/** So many of what went wrong stand here; the page of its own has all. */
const WRONG_SHOWN = 3;

export default async function OverviewPage() {
  const ctx = await requireMember("ceo");
  const [overview, trouble] = await Promise.all([
    readOverview(ctx),
    listTrouble(ctx, troubleFilter.parse({ limit: WRONG_SHOWN })),
  ]);
  const count = countNeeds(overview.needs_you);
  return (
    <>
      <LiveRefresh topics={["receipt", "order", "message", "conversation", "escalation", "channel"]} />
      <PageHeader title={greet(ctx.memberName, ctx.timeZone)} text={sayState(count, overview.setup)} />
      <div className="grid gap-4 md:gap-6">
        <SetupList setup={overview.setup} />
        <TodayNumbers overview={overview} />
        <div className="grid gap-4 md:gap-6 lg:grid-cols-[2fr_3fr] lg:items-start">
          <div className="grid min-w-0 gap-4 md:gap-6">
            <NeedsYou needs={overview.needs_you} />
            <WentWrong items={trouble.items} />
          </div>
          <SalesChart days={overview.days} />
        </div>
      </div>
    </>
  );
}

function sayState(count: number, { channel, account, product }: OverviewView["setup"]): string {
  if (count > 0) return words.busy(count);
  return channel && account && product ? words.calm : words.beginning;
}

function greet(name: string, zone: string): string {
  const hour = Number(sayClock(new Date(), zone).slice(0, 2));
  const firstName = name.split(" ")[0] ?? name;
  if (hour >= 4 && hour < 12) return words.morning(firstName);
  return hour >= 12 && hour < 17 ? words.afternoon(firstName) : words.evening(firstName);
}
