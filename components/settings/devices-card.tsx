"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { goToSignIn } from "@/components/auth/go-to-sign-in";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { TimeText } from "@/components/ui/time-text";
import type { SessionItem } from "@/lib/auth/schema";
import { safetyPageWords, settingsWords } from "@/lib/words/en/settings";
import { DeviceLine, nameOf } from "./device-line";

const words = safetyPageWords.devices;

/** Her signed-in devices: end one, all others, or all (P2.5). */
export function DevicesCard({ devices }: { devices: SessionItem[] }) {
  const { busy, end, endAll } = useEnding();
  const [isAsking, setAsking] = useState(false);
  const hasOthers = devices.some(({ current }) => !current);
  return (
    <Card title={words.title} id="devices">
      <p className="mb-3 text-14 text-soft">{words.text}</p>
      <ul className="divide-y divide-line">
        {devices.map((device) => (
          <li key={device.session_id} className="flex items-center justify-between gap-3 py-3">
            <DeviceLine device={device} mark={device.current ? words.this : undefined}>
              <span>
                {words.seen} <TimeText at={device.last_seen_at} />
              </span>
            </DeviceLine>
            {!device.current && (
              <Button
                size="small"
                busy={busy === device.session_id}
                aria-label={words.endOf(nameOf(device))}
                onClick={() => end(device.session_id)}
              >
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!hasOthers && <p className="py-2 text-14 text-faint">{words.none}</p>}
      <div className="mt-3 flex flex-wrap gap-3">
        {hasOthers && (
          <Button busy={busy === "others"} onClick={() => end("others")}>
            {words.others}
          </Button>
        )}
        <Button className="text-laterite-ink" onClick={() => setAsking(true)}>
          {words.everywhere}
        </Button>
      </div>
      <Modal
        open={isAsking}
        onOpenChange={setAsking}
        kind="dialog"
        title={words.everywhereTitle}
        description={words.everywhereText}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{settingsWords.cancel}</Button>
            <Button look="danger" busy={busy === "all"} onClick={endAll}>
              {words.everywhere}
            </Button>
          </>
        }
      />
    </Card>
  );
}

/** Ends devices over the API; `busy` names the one that is being ended. */
function useEnding() {
  const router = useRouter();
  const [busy, setBusy] = useState<string>();
  const fail = () => notify({ kind: "problem", id: "devices", title: settingsWords.failed });
  const end = async (which: string) => {
    setBusy(which);
    const path = which === "others" ? "/api/auth/sessions" : `/api/auth/sessions/${which}`;
    const answer = await sendJson(path, undefined, { method: "DELETE" });
    setBusy(undefined);
    // One that is over already is what she wanted.
    if (!answer.ok && answer.problem.status !== 404) return fail();
    notify({ kind: "done", id: "devices", title: words.ended });
    router.refresh();
  };
  const endAll = async () => {
    setBusy("all");
    const answer = await sendJson("/api/auth/sign-out-everywhere", {});
    if (answer.ok || answer.problem.status === 401) {
      return goToSignIn("signed-out-everywhere");
    }
    setBusy(undefined);
    fail();
  };
  return { busy, end, endAll };
}
