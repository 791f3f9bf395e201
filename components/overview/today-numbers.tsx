import { Banknote, MessagesSquare, ReceiptText, ShoppingBag } from "lucide-react";
import { StatCard } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import type { OverviewView } from "@/lib/analytics/schema";
import { formatNaira } from "@/lib/money";
import { overviewWords } from "@/lib/words/en/dashboard";

const words = overviewWords.numbers;

/** The four numbers that matter today. */
export function TodayNumbers({ overview }: { overview: OverviewView }) {
  const { paid_kobo, orders, receipts_waiting, messages_in } = overview;
  return (
    <section aria-label={words.title} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <StatCard
        label={words.paid}
        icon={<Banknote aria-hidden />}
        value={<Money kobo={paid_kobo.today} />}
        note={words.yesterday(formatNaira(paid_kobo.yesterday))}
      />
      <StatCard
        label={words.orders}
        icon={<ShoppingBag aria-hidden />}
        value={orders.today}
        note={words.yesterday(String(orders.yesterday))}
        href="/ceo/orders"
      />
      <StatCard
        label={words.receipts}
        icon={<ReceiptText aria-hidden />}
        value={receipts_waiting}
        note={receipts_waiting > 0 ? words.checkNow : words.allChecked}
        attention={receipts_waiting > 0}
        href="/vendor/receipts"
      />
      <StatCard
        label={words.messages}
        icon={<MessagesSquare aria-hidden />}
        value={messages_in.today}
        note={words.yesterday(String(messages_in.yesterday))}
        href="/vendor/inbox"
      />
    </section>
  );
}
