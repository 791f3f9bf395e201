import type { Metadata } from "next";
import { AccountList } from "@/components/money/account-list";
import { ClockForm } from "@/components/money/clock-form";
import { ThresholdForm } from "@/components/money/threshold-form";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/ui/card";
import { requireMember } from "@/lib/auth/require-member";
import { readMoneySettings } from "@/lib/bank/money-settings";
import { listBankAccounts } from "@/lib/bank/queries";
import { moneyWords } from "@/lib/words/en/money";
import { settingsWords } from "@/lib/words/en/settings";

export const metadata: Metadata = { title: moneyWords.title };

export default async function MoneyInPage() {
  const ctx = await requireMember("ceo");
  const [accounts, settings] = await Promise.all([listBankAccounts(ctx), readMoneySettings(ctx)]);
  return (
    <>
      <PageHeader title={settingsWords.title} />
      <SettingsTabs current="money" />
      <div className="grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-4">
        <AccountList accounts={accounts} />
        <ThresholdForm key={settings.escalation_threshold_kobo} kobo={settings.escalation_threshold_kobo} />
        <ClockForm
          reminderHours={settings.reminder_hours}
          lapseHours={settings.lapse_hours}
          overdueHours={settings.escalation_overdue_hours}
          verifiedHours={settings.buyer_verified_hours}
        />
      </div>
    </>
  );
}
