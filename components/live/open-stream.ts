import { leaveAsSessionEnded } from "@/components/auth/go-to-sign-in";
import type { Ear, LiveNews, LiveState } from "./live-provider";

/** Silence longer than three heartbeats means that the connection is dead without saying so. */
const SILENCE_MS = 50_000;
const POLL_MS = 20_000;

/**
 * Opens the page's event stream; gives what ends it. What happened after `sinceMs` (Unix time, the server's clock), while the
 * page was on its way to the phone, is told first. Where no stream can be held open (some hosts, some networks), the pages are
 * told to look again every twenty seconds instead.
 */
export function openStream(sinceMs: number, tell: Ear, setState: (state: LiveState) => void): () => void {
  let source: EventSource | undefined;
  let heard = Date.now();
  let wasLost = false;
  const connect = (address: string) => {
    source?.close();
    source = new EventSource(address);
    heard = Date.now();
    source.addEventListener("ready", () => {
      heard = Date.now();
      setState("live");
      if (wasLost) tell("gap");
      wasLost = false;
    });
    source.addEventListener("beat", () => {
      heard = Date.now();
    });
    source.addEventListener("news", (event) => {
      heard = Date.now();
      tell(JSON.parse((event as MessageEvent<string>).data) as LiveNews);
    });
    source.addEventListener("gap", () => tell("gap"));
    source.addEventListener("signed-out", () => {
      source?.close();
      leaveAsSessionEnded();
    });
    source.onerror = () => {
      wasLost = true;
      setState("waiting");
    };
  };
  // A new source knows nothing of what the former one heard last.
  const reconnect = () => {
    wasLost = true;
    connect("/api/events");
  };
  const watch = setInterval(() => {
    const isDead = source?.readyState === EventSource.CLOSED || Date.now() - heard > SILENCE_MS;
    if (!isDead || document.hidden) return;
    tell("gap");
    reconnect();
  }, POLL_MS);
  const onOnline = reconnect;
  window.addEventListener("online", onOnline);
  connect(`/api/events?since=${sinceMs}`);
  return () => {
    clearInterval(watch);
    window.removeEventListener("online", onOnline);
    source?.close();
  };
}
