"use client";

import { Landmark, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { BankAccountView } from "@/lib/bank/schema";
import { moneyWords } from "@/lib/words/en/money";
import { AccountForm } from "./account-form";
import { AccountRow } from "./account-row";
import { RemoveAccount } from "./remove-account";

const words = moneyWords.accounts;

/** Where buyers pay now, what waits, what was; and the way to another one (P7.5). */
export function AccountList({ accounts }: { accounts: readonly BankAccountView[] }) {
  const router = useRouter();
  const [isAdding, setAdding] = useState(accounts.length === 0);
  const [removed, setRemoved] = useState<BankAccountView>();
  const refresh = useCallback(() => router.refresh(), [router]);
  const settle = () => {
    setAdding(false);
    setRemoved(undefined);
    refresh();
  };
  const current = accounts.filter(({ state }) => state !== "stopped");
  const past = accounts.filter(({ state }) => state === "stopped");
  const row = (account: BankAccountView) => (
    <AccountRow
      key={account.bank_account_id}
      account={account}
      onRemove={() => setRemoved(account)}
      onStarted={refresh}
    />
  );
  const isWaiting = current.some(({ state }) => state === "waiting");
  return (
    <>
      <Card flush title={words.title}>
        <p className="max-w-prose px-4 pb-3 text-14 text-soft md:px-5">{words.text}</p>
        {accounts.length === 0 ? (
          <EmptyState level={3} icon={<Landmark />} {...words.empty} />
        ) : (
          <>
            {!current.some(({ state }) => state === "in_force") && (
              <p className="mx-4 mb-3 rounded-control bg-marigold-wash px-3 py-2 text-14 text-marigold-ink md:mx-5">
                {words.none}
              </p>
            )}
            <ul aria-label={words.list} className="divide-y divide-line border-line border-t">
              {current.map(row)}
            </ul>
          </>
        )}
        <Past rows={past.map(row)} />
        {!isAdding && !isWaiting && (
          <div className="border-line border-t p-4 md:px-5">
            <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)} className="max-sm:w-full">
              {words.add}
            </Button>
          </div>
        )}
      </Card>
      {isAdding && (
        <AccountForm
          isFirst={accounts.length === 0}
          onDone={settle}
          onClose={accounts.length === 0 ? undefined : () => setAdding(false)}
        />
      )}
      {removed && (
        <RemoveAccount
          account={removed}
          next={nextAfter(accounts, removed)}
          onDone={settle}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </>
  );
}

/** What is out, kept out of the way. */
function Past({ rows }: { rows: readonly ReactNode[] }) {
  if (rows.length === 0) return null;
  return (
    <details className="border-line border-t">
      <summary className="flex min-h-11 cursor-pointer items-center px-4 text-14 text-soft hover:text-ink md:px-5">
        {words.past(rows.length)}
      </summary>
      <ul className="divide-y divide-line border-line border-t">{rows}</ul>
    </details>
  );
}

/** The newest of the earlier ones, as the database would choose. */
function nextAfter(accounts: readonly BankAccountView[], gone: BankAccountView): BankAccountView | undefined {
  if (gone.state !== "in_force") return undefined;
  return [...accounts]
    .filter(({ state }) => state === "earlier")
    .sort((a, b) => b.active_from.localeCompare(a.active_from))[0];
}
