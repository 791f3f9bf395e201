"use client";

import { clsx } from "clsx";
import { useEffect, useState } from "react";
import { sayClock, sayFullTime, sayTime } from "@/lib/words/times";
import { useZone } from "./zone";

type Props = {
  /** ISO 8601, UTC. */
  at: string;
  /** `relative` ("2 h ago"), `clock` ("14:05") or `full`. */
  say?: "relative" | "clock" | "full";
  /** No button: for use inside a link or another button. The full time is then in the title only. */
  plain?: boolean;
  className?: string;
};

/** A moment in the tenant's zone, as people say it; the full one on hover, and on tap or Enter in its place. */
export function TimeText({ at, say = "relative", plain, className }: Props) {
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const now = useMinute(say === "relative");
  const moment = new Date(at);
  const full = sayFullTime(moment, zone);
  const short = say === "full" ? full : say === "clock" ? sayClock(moment, zone) : sayTime(moment, now, zone);
  const time = (
    // The server's "2 min ago" may be a moment old when it arrives.
    <time
      dateTime={at}
      title={full}
      suppressHydrationWarning
      className={clsx("tabular whitespace-nowrap", plain && className)}
    >
      {open ? full : short}
    </time>
  );
  if (plain || say === "full") return time;
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={() => setOpen(!open)}
      className={clsx("relative z-10 min-h-6 cursor-pointer rounded-4 text-left hover:text-ink", className)}
    >
      {time}
    </button>
  );
}

function useMinute(ticking: boolean): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    setNow(new Date());
    if (!ticking) return;
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
