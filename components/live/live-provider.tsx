"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";

/** What the server's event stream tells (contract: GET /api/events). */
export type LiveNews = { topic: string; ids: Record<string, string> };

/** `live` while the stream is open, `waiting` while the browser tries again. */
export type LiveState = "starting" | "live" | "waiting";

export type Ear = (news: LiveNews | "gap") => void;
type Live = {
  state: LiveState;
  listen: (ear: Ear) => () => void;
  tell: Ear;
  setState: (state: LiveState) => void;
};

const LiveContext = createContext<Live>({
  state: "starting",
  listen: () => () => undefined,
  tell: () => undefined,
  setState: () => undefined,
});

/** Gives the pages inside one query cache, and news of one event stream: {@link LateNews} opens it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 15_000, refetchOnWindowFocus: true, retry: 2 } },
      }),
  );
  const ears = useRef(new Set<Ear>());
  const [state, setState] = useState<LiveState>("starting");
  const live = useMemo<Live>(
    () => ({
      state,
      listen: (ear) => {
        ears.current.add(ear);
        return () => void ears.current.delete(ear);
      },
      tell: (news) => ears.current.forEach((ear) => void ear(news)),
      setState,
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

/** What the stream itself needs: how to tell the pages, and that it is open. */
export function useLiveSource(): Pick<Live, "tell" | "setState"> {
  return useContext(LiveContext);
}

/** Calls `ear` for each event, and with "gap" when some may have been missed and everything should be read again. */
export function useLiveNews(ear: Ear): void {
  const { listen } = useContext(LiveContext);
  const latest = useRef(ear);
  latest.current = ear;
  useEffect(() => listen((news) => latest.current(news)), [listen]);
}
