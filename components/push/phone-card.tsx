"use client";

import { BellOff, BellRing, Share } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { Switch } from "@/components/ui/toggles";
import type { PushSettingsView } from "@/lib/push/schema";
import { pushWords } from "@/lib/words/en/push";
import { holdsSubscription, type PushAbility, readAbility, turnOff, turnOn } from "./browser-push";

const words = pushWords.phone;

const PROBLEMS = {
  denied: words.denied.text,
  dismissed: words.dismissed,
  service: words.refusedByService,
  offline: words.offline,
  failed: words.failed,
};

/** "Tell me on this phone": says what this browser can do, and asks it for leave only when the switch is tapped. */
export function PhoneCard({ settings }: { settings: PushSettingsView }) {
  const [ability, setAbility] = useState<PushAbility | "checking">("checking");
  const [isOn, setOn] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    setAbility(readAbility());
    void holdsSubscription().then((holds) => setOn(holds && settings.on_this_device));
  }, [settings.on_this_device]);

  const toggle = async (wanted: boolean) => {
    setBusy(true);
    const problem = wanted ? await tryTurningOn(settings) : await tryTurningOff();
    setBusy(false);
    setAbility(readAbility());
    if (problem) return notify({ kind: "problem", id: "push", title: problem });
    setOn(wanted);
    notify({ kind: "done", id: "push", title: wanted ? words.on : words.off });
  };

  return (
    <Card title={words.title}>
      {!settings.available && <Say icon={<BellOff />} {...words.unavailable} />}
      {settings.available && ability === "denied" && <Say icon={<BellOff />} {...words.denied} />}
      {settings.available && ability === "install" && <Say icon={<Share />} {...words.install} />}
      {settings.available && ability === "unsupported" && <Say icon={<BellOff />} {...words.unsupported} />}
      {settings.available && (ability === "ready" || ability === "checking") && (
        <Switch
          label={words.label}
          hint={ability === "checking" ? words.checking : isOn ? words.on : words.hint}
          checked={isOn}
          disabled={busy || ability === "checking"}
          onChange={(event) => void toggle(event.target.checked)}
        />
      )}
      <Others initial={settings.other_devices} />
    </Card>
  );
}

async function tryTurningOn(settings: PushSettingsView): Promise<string | null> {
  const result = await turnOn(settings);
  return typeof result === "string" ? PROBLEMS[result] : null;
}

async function tryTurningOff(): Promise<string | null> {
  if (await turnOff()) return null;
  return navigator.onLine ? words.failed : words.offline;
}

function Say({ icon, title, text }: { icon: ReactNode; title: string; text: string }) {
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-3 [&_svg]:mt-0.5 [&_svg]:size-5 [&_svg]:text-faint">
      {icon}
      <p className="grid gap-1">
        <span className="font-medium">{title}</span>
        <span className="text-14 text-soft">{text}</span>
      </p>
    </div>
  );
}

function Others({ initial }: { initial: number }) {
  const [count, setCount] = useState(initial);
  const [busy, setBusy] = useState(false);
  if (count === 0) return null;
  const stop = async () => {
    setBusy(true);
    const answer = await sendJson("/api/push/subscriptions", { which: "others" }, { method: "DELETE" });
    setBusy(false);
    if (!answer.ok) {
      const title = navigator.onLine ? words.failed : words.offline;
      return notify({ kind: "problem", id: "push-others", title });
    }
    setCount(0);
    notify({ kind: "done", id: "push-others", title: words.othersStopped });
  };
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4">
      <p className="flex items-center gap-2 text-14 text-soft [&_svg]:size-4">
        <BellRing aria-hidden />
        {words.others(count)}
      </p>
      <Button look="secondary" busy={busy} onClick={stop}>
        {words.stopOthers}
      </Button>
    </div>
  );
}
