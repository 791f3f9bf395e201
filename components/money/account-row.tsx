"use client";

import { Ban, CircleCheck, Clock, History } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Badge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { BankAccountView } from "@/lib/bank/schema";
import { moneyWords } from "@/lib/words/en/money";

const words = moneyWords.accounts;

const LOOKS = {
  in_force: ["palm", CircleCheck],
  waiting: ["marigold", Clock],
  earlier: ["neutral", History],
  stopped: ["neutral", Ban],
} as const;

type Props = { account: BankAccountView; onRemove: () => void; onStarted: () => void };

/** One account: its bank, the end of its number, and whether buyers are sent it. */
export function AccountRow({ account, onRemove, onStarted }: Props) {
  const { state, account_number, bank_name, account_name } = account;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 md:px-5">
      <div className="grid min-w-0 flex-1 basis-56 gap-0.5">
        <span className="flex flex-wrap items-baseline gap-x-2 font-semibold">
          {bank_name}
          <span className="tabular font-medium text-soft">
            <span aria-hidden>{account.account_number_masked}</span>
            <span className="sr-only">{words.ending(account_number.slice(-4))}</span>
          </span>
        </span>
        <span className="break-words text-14 text-soft">{account_name}</span>
        <Note account={account} />
      </div>
      <StateBadge account={account} onStarted={onStarted} />
      {state !== "stopped" && (
        <Button size="small" onClick={onRemove}>
          {state === "waiting" ? words.cancel : words.remove}
        </Button>
      )}
    </li>
  );
}

function Note({ account }: { account: BankAccountView }) {
  const { state, fits_nuban, active_from, stopped_at, stopped_by } = account;
  if (state === "stopped") {
    return (
      <span className="text-12 text-faint">
        {stopped_by === "link" ? words.linked : words.removed}
        {stopped_at && <> · </>}
        {stopped_at && <TimeText plain at={stopped_at} />}
      </span>
    );
  }
  return (
    <>
      {state === "waiting" && (
        <span className="text-12 text-faint">
          {words.starts} <TimeText plain at={active_from} />
        </span>
      )}
      {fits_nuban === false && <span className="text-12 text-marigold-ink">{words.misfit}</span>}
    </>
  );
}

function StateBadge({ account, onStarted }: Omit<Props, "onRemove">) {
  const [tone, Icon] = LOOKS[account.state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {account.state === "waiting" ? (
        <Countdown to={account.active_from} onOver={onStarted} />
      ) : (
        words.states[account.state]
      )}
    </Badge>
  );
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How long still, in whole hours and then minutes; says when it is over. */
function Countdown({ to, onOver }: { to: string; onOver: () => void }) {
  const [now, setNow] = useState(() => Date.now());
  const leftMs = new Date(to).getTime() - now;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (leftMs <= 0) onOver();
  }, [leftMs, onOver]);
  const hours = Math.max(0, Math.floor(leftMs / HOUR_MS));
  const minutes = Math.max(0, Math.ceil((leftMs - hours * HOUR_MS) / MINUTE_MS));
  return (
    <span className="tabular" suppressHydrationWarning>
      {words.startsIn(hours, minutes)}
    </span>
  );
}
