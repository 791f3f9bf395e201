"use client";

import { Check, CheckCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { troubleWords as words } from "@/lib/words/en/trouble";

type Props =
  | { id: string; title: string; all?: undefined }
  | { all: true; id?: undefined; title?: undefined };

/** Puts one thing aside, or all of them; it stays busy until the list has been read again. */
export function MarkSeen({ id, title, all }: Props) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [refreshing, startRefresh] = useTransition();
  const mark = async () => {
    setSending(true);
    const answer = await sendJson<{ seen: number }>("/api/ceo/trouble/seen", all ? { all } : { ids: [id] });
    setSending(false);
    if (answer.ok) {
      notify({ kind: "done", id: "trouble", title: words.done(Math.max(1, answer.data.seen)) });
      return startRefresh(() => router.refresh());
    }
    const said = answer.problem.code === "offline" ? words.offline : words.failed;
    notify({ kind: "problem", id: "trouble", title: said, text: answer.problem.requestId });
  };
  const Icon = all ? CheckCheck : Check;
  return (
    <Button
      size="small"
      look={all ? undefined : "quiet"}
      icon={<Icon aria-hidden />}
      aria-label={all ? undefined : words.seenLabel(title)}
      busy={sending || refreshing}
      onClick={mark}
    >
      {all ? words.allSeen : words.seen}
    </Button>
  );
}
