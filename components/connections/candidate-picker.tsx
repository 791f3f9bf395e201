"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import { later } from "@/components/ui/later";
import { notify } from "@/components/ui/notify";
import { type Problem, sendJson } from "@/components/ui/send-json";
import { Checkbox } from "@/components/ui/toggles";
import type { CandidateView } from "@/lib/channels/schema";
import { connectionWords } from "@/lib/words/en/connections";

const words = connectionWords.pick;
const PATH = "/api/ceo/channels/select";
// Moving is rare, and what asks for its code is heavy.
const MoveChannel = later(() => import("./move-channel").then((file) => ({ default: file.MoveChannel })));

/** What Meta gave access to and waits to be picked; another business's takes a code to move (P4.2, P4.4). */
export function CandidatePicker({ candidates }: { candidates: CandidateView[] }) {
  const selectionId = candidates[0]?.selection_id ?? "";
  const { picked, toggle, error, busy, connect, move, onDone, stop } = usePick(selectionId, candidates);
  return (
    <Card title={words.title} className="mb-5 border-marigold/60">
      <p className="text-soft">{words.text}</p>
      <ul className="my-2 grid">
        {candidates.map((one) => (
          <li key={one.external_id}>
            <Checkbox
              name={`pick-${one.external_id}`}
              checked={picked.includes(one.external_id)}
              onChange={() => toggle(one.external_id)}
              label={`${one.name} (${one.masked})`}
              hint={`${connectionWords.platforms[one.platform]}${one.connected_elsewhere ? `. ${words.elsewhere}` : ""}`}
            />
          </li>
        ))}
      </ul>
      <FieldError id="pick">{error}</FieldError>
      <Button look="primary" busy={busy} onClick={connect}>
        {words.connect(picked.length)}
      </Button>
      {move && <MoveChannel selectionId={selectionId} externalIds={move} onDone={onDone} onClose={stop} />}
    </Card>
  );
}

function usePick(selectionId: string, candidates: CandidateView[]) {
  const router = useRouter();
  const [picked, setPicked] = useState<string[]>(() => {
    const free = candidates.filter((one) => !one.connected_elsewhere);
    return candidates.length === 1 && free[0] ? [free[0].external_id] : [];
  });
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [move, setMove] = useState<string[]>();
  const toggle = (id: string) => {
    setError(undefined);
    setPicked((all) => (all.includes(id) ? all.filter((one) => one !== id) : [...all, id]));
  };
  const onDone = () => {
    setMove(undefined);
    notify({ kind: "done", id: "connect-result", title: words.done, text: words.doneText });
    router.refresh();
  };
  const connect = async () => {
    if (picked.length === 0) return setError(words.none);
    const isMove = candidates.some((one) => one.connected_elsewhere && picked.includes(one.external_id));
    if (isMove) return setMove(picked);
    setBusy(true);
    const answer = await sendJson(PATH, { selection_id: selectionId, external_ids: picked });
    setBusy(false);
    if (answer.ok) return onDone();
    // Somebody else connected it while this page was open.
    if (answer.problem.code === "channel_taken") return setMove(picked);
    setError(sayProblem(answer.problem));
  };
  return { picked, toggle, error, busy, connect, move, onDone, stop: () => setMove(undefined) };
}

function sayProblem({ code, detail }: Problem): string {
  if (code === "not_found") return words.over;
  return code === "offline" ? words.offline : (detail ?? connectionWords.failed);
}
