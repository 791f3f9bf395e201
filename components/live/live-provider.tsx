"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { leaveAsSessionEnded } from "@/components/auth/go-to-sign-in";

/** What the server's event stream tells (contract: GET /api/events). */
export type LiveNews = { topic: string; ids: Record<string, string> };

/** `live` while the stream is open, `waiting` while the browser tries again. */
export type LiveState = "starting" | "live" | "waiting";

type Ear = (news: LiveNews | "gap") => void;
type Live = { state: LiveState; listen: (ear: Ear) => () => void };

const LiveContext = createContext<Live>({ state: "starting", listen: () => () => undefined });

/** Silence longer than three heartbeats means that the connection is dead without saying so. */
const SILENCE_MS = 50_000;
const POLL_MS = 20_000;

/**
 * Gives the pages inside one event stream and one query cache. What happened after `drawnAtMs` (Unix time, the server's clock), while
 * the page was on its way to the phone, is told first. Where no stream can be held open (some hosts, some
 * networks), listeners are told to look again every twenty seconds instead.
 */
export function LiveProvider({ drawnAtMs, children }: { drawnAtMs: number; children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 15_000, refetchOnWindowFocus: true, retry: 2 } },
      }),
  );
  const ears = useRef(new Set<Ear>());
  const [state, setState] = useState<LiveState>("starting");
  // Of the first drawing: whatever is read later is read while the stream is open.
  const since = useRef(drawnAtMs);
  useEffect(
    () => openStream(since.current, (news) => ears.current.forEach((ear) => void ear(news)), setState),
    [],
  );
  const live = useMemo<Live>(
    () => ({
      state,
      listen: (ear) => {
        ears.current.add(ear);
        return () => void ears.current.delete(ear);
      },
    }),
    [state],
  );
  return (
    <QueryClientProvider client={client}>
      <LiveContext value={live}>{children}</LiveContext>
    </QueryClientProvider>
  );
}

export function useLiveState(): LiveState {
  return useContext(LiveContext).state;
}

/** Calls `ear` for each event, and with "gap" when some may have been missed and everything should be read again. */
export function useLiveNews(ear: Ear): void {
  const { listen } = useContext(LiveContext);
  const latest = useRef(ear);
  latest.current = ear;
  useEffect(() => listen((news) => latest.current(news)), [listen]);
}

function openStream(sinceMs: number, tell: Ear, setState: (state: LiveState) => void): () => void {
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
