import { newSecret } from "@/lib/ids";
import { placeSubject } from "@/lib/otp/send-places";
import { cookieName, setCookie } from "./session-cookie";

const NAME = "trustguard.place";
const MAX_AGE_SECONDS = 30 * 24 * 3600;

/** The browser that asks for codes, known by a cookie of chance. It says nothing about who sits there. */
export type Place = { hash: string; cookie: string };

/** The name under which a browser keeps its place. */
export function placeCookieName(): string {
  return cookieName(NAME);
}

/** The place of a request, made anew where it has none. Send `cookie` along with the answer. */
export function placeOf(nonce: string | undefined): Place {
  const kept = isNonce(nonce) ? nonce : newSecret();
  return { hash: hashNonce(kept), cookie: setCookie(NAME, kept, MAX_AGE_SECONDS) };
}

/** The place a request shows, or null. */
export function shownPlace(nonce: string | undefined): string | null {
  return isNonce(nonce) ? hashNonce(nonce) : null;
}

function isNonce(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{43}$/.test(text);
}

function hashNonce(nonce: string): string {
  return placeSubject("browser", nonce);
}
