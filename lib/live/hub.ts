import { rawSql } from "@/db/client";
import { describeError, log } from "@/lib/log";
import type { MemberContext } from "@/lib/tenancy/context";
import type { LiveTopic } from "./publish-event";

export type LiveNews = { id: number; topic: LiveTopic; ids: Record<string, string>; vendorId: string | null };

/**
 * What a stream is told: an event; that events may have been missed and everything open should be read again; that its
 * session has ended.
 */
export type Listener = {
  ceoId: string;
  vendorScope: string | null;
  sessionId: string;
  onNews(news: LiveNews): void;
  onGap(): void;
  onSignedOut(): void;
};

type Hub = { listeners: Map<string, Set<Listener>>; ready: Promise<void> | null };

// One per process, however many copies of this module the bundler makes.
const store = globalThis as typeof globalThis & { trustguardHub?: Hub };

/**
 * Listens for a business's events on the one LISTEN connection of this process. Resolves once LISTEN is in force, so
 * that nothing committed after it is missed. Gives the function that ends it.
 */
export async function listenFor(
  ctx: Pick<MemberContext, "ceoId" | "vendorScope" | "sessionId">,
  handlers: Pick<Listener, "onNews" | "onGap" | "onSignedOut">,
): Promise<() => void> {
  const hub = currentHub();
  const { ceoId, vendorScope, sessionId } = ctx;
  const listener: Listener = { ceoId, vendorScope, sessionId, ...handlers };
  const ofTenant = hub.listeners.get(ctx.ceoId) ?? new Set();
  hub.listeners.set(ctx.ceoId, ofTenant.add(listener));
  const stop = () => {
    ofTenant.delete(listener);
    if (ofTenant.size === 0) hub.listeners.delete(ctx.ceoId);
  };
  hub.ready ??= startListening(hub);
  const ready = hub.ready;
  try {
    await ready;
  } catch (error) {
    // Only the attempt that failed makes way: somebody else may have begun another meanwhile.
    if (hub.ready === ready) hub.ready = null;
    stop();
    throw error;
  }
  return stop;
}

function currentHub(): Hub {
  store.trustguardHub ??= { listeners: new Map(), ready: null };
  return store.trustguardHub;
}

async function startListening(hub: Hub): Promise<void> {
  let isFirst = true;
  await rawSql().listen("session_ended", (sessionId) => {
    for (const listener of everyone(hub)) if (listener.sessionId === sessionId) listener.onSignedOut();
  });
  await rawSql().listen(
    "live",
    (payload) => deliver(hub, payload),
    () => {
      // The connection was lost and is back: what was sent meanwhile is gone.
      if (!isFirst) for (const listener of everyone(hub)) listener.onGap();
      isFirst = false;
    },
  );
}

function everyone(hub: Hub): Listener[] {
  return [...hub.listeners.values()].flatMap((listeners) => [...listeners]);
}

function deliver(hub: Hub, payload: string): void {
  try {
    const { ceoId, ...news } = JSON.parse(payload) as LiveNews & { ceoId: string };
    for (const listener of hub.listeners.get(ceoId) ?? []) {
      if (isFor(listener, news.vendorId)) listener.onNews(news);
    }
  } catch (error) {
    log.error({ error: describeError(error) }, "a live event could not be read");
  }
}

/** A vendor hears of their own orders; what names no vendor is for the CEO. */
function isFor(listener: Pick<Listener, "vendorScope">, vendorId: string | null): boolean {
  return listener.vendorScope === null || listener.vendorScope === vendorId;
}
