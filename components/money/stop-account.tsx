"use client";

import { CircleCheck, Landmark } from "lucide-react";
import { useState } from "react";
import { PlainPage } from "@/components/shell/plain-page";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { sendJson } from "@/components/ui/send-json";
import type { PayoutStopView } from "@/lib/bank/schema";
import { stopWords as words } from "@/lib/words/en/money";

type Props = { token: string; stop: PayoutStopView; when: string };

/** Asks before it stops: a mail program that looks ahead opens links too. */
export function StopAccount({ token, stop, when }: Props) {
  const [state, setState] = useState(stop.state);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (state === "stopped") return <Stopped business={stop.business} />;
  if (state === "over") return <Ended {...words.over} />;
  const act = async () => {
    setBusy(true);
    setProblem(undefined);
    const answer = await sendJson<PayoutStopView>(`/api/payout-stops/${token}`, undefined, {
      method: "POST",
    });
    setBusy(false);
    if (answer.ok || answer.problem.code === "link_used") return setState("stopped");
    if (answer.problem.code === "link_over") return setState("over");
    setProblem(answer.problem.code === "rate_limited" ? words.tooMany.text : words.failed);
  };
  const { bank_name, account_number_masked, account_name } = stop.account;
  return (
    <PlainPage title={words.ask[state]} text={words[state](stop.business, when)}>
      <p className="flex w-full items-center gap-3 rounded-card border border-line bg-surface p-4">
        <Landmark aria-hidden className="size-6 shrink-0 text-soft" />
        <span className="grid min-w-0">
          <span className="tabular font-semibold">
            {bank_name} {account_number_masked}
          </span>
          <span className="break-words text-14 text-soft">{account_name}</span>
        </span>
      </p>
      <p>{words.mine}</p>
      <p>{words.effect[state]}</p>
      {problem && (
        <p role="alert" className="w-full rounded-control bg-laterite-wash px-3 py-2 text-laterite-ink">
          {problem}
        </p>
      )}
      <Button look="danger" size="large" block busy={busy} onClick={act}>
        {words.button}
      </Button>
    </PlainPage>
  );
}

function Stopped({ business }: { business: string }) {
  const { title, text, action } = words.done;
  return (
    <div role="status">
      <PlainPage title={title} text={text(business)}>
        <CircleCheck aria-hidden className="-order-1 size-16 text-palm-ink" strokeWidth={1.5} />
        <ButtonLink href="/login" size="large">
          {action}
        </ButtonLink>
      </PlainPage>
    </div>
  );
}

function Ended({ title, text, action }: { title: string; text: string; action: string }) {
  return (
    <PlainPage title={title} text={text}>
      <ButtonLink href="/login" size="large">
        {action}
      </ButtonLink>
    </PlainPage>
  );
}
