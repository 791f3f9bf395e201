import { deviceCookieName, rememberDevice } from "@/lib/auth/device-cookie";
import { type Place, placeCookieName, placeOf, shownPlace } from "@/lib/auth/place-cookie";
import { openSessionId, sessionCookieName } from "@/lib/auth/session-cookie";
import type { TryFacts } from "@/lib/otp/record-code-event";
import { readCookie } from "./authenticate";
import { addressBucket } from "./client-address";
import type { RequestFacts } from "./request-facts";

/** What asking for a code needs to know of a request: the place that asks, the device, the client that limits count. */
export function askFacts(request: Request, facts: RequestFacts) {
  const place: Place = placeOf(readCookie(request.headers, placeCookieName()));
  return {
    place,
    placeHash: place.hash,
    deviceCookie: readCookie(request.headers, deviceCookieName()),
    client: addressBucket(facts.ip),
    facts: tryFacts(facts),
  };
}

/** What answering a code needs to know of a request. */
export async function answerFacts(request: Request, facts: RequestFacts) {
  const sessionId = await openSessionId(readCookie(request.headers, sessionCookieName()));
  return {
    placeHash: shownPlace(readCookie(request.headers, placeCookieName())),
    deviceCookie: readCookie(request.headers, deviceCookieName()),
    sessionId: sessionId ?? undefined,
    client: addressBucket(facts.ip),
    facts: tryFacts(facts),
  };
}

/** `Set-Cookie` for the device on which somebody has just signed in. */
export function deviceCookie(request: Request, identityId: string): string {
  return rememberDevice(readCookie(request.headers, deviceCookieName()), identityId);
}

function tryFacts({ requestId, ip, agent }: RequestFacts): TryFacts {
  return { requestId, ip, agent };
}
