import { randomBytes } from "node:crypto";
import { deriveKey, equalInConstantTime, hmacParts } from "@/lib/crypto";
import { env } from "@/lib/env";
import { cookieName, setCookie } from "./session-cookie";

const NAME = "trustguard.device";
const LIFE_SECONDS = 180 * 24 * 3600;
const PEOPLE_MAX = 5;

type Device = { id: string; endsAt: number; marks: string[] };

/** The name under which a device keeps who has signed in on it. */
export function deviceCookieName(): string {
  return cookieName(NAME);
}

/**
 * Whether this identity has signed in on this device before. Known devices keep a reserve of codes and tries that
 * strangers cannot use up (OT-18); they are never a way in by themselves.
 */
export function isKnownDevice(cookie: string | undefined, identityId: string, nowMs = Date.now()): boolean {
  const device = parse(cookie);
  if (!device || device.endsAt * 1000 <= nowMs) return false;
  const mark = markOf(device, identityId);
  return device.marks.some((kept) => equalInConstantTime(kept, mark));
}

/** `Set-Cookie` for a device on which this identity has just signed in; others it knows stay, the oldest goes. */
export function rememberDevice(cookie: string | undefined, identityId: string, nowMs = Date.now()): string {
  const old = parse(cookie);
  const isFresh = old !== null && old.endsAt * 1000 > nowMs + (LIFE_SECONDS / 2) * 1000;
  const device = isFresh
    ? old
    : {
        id: randomBytes(16).toString("base64url"),
        endsAt: Math.floor(nowMs / 1000) + LIFE_SECONDS,
        marks: [],
      };
  const mark = markOf(device, identityId);
  const marks = [mark, ...device.marks.filter((kept) => kept !== mark)].slice(0, PEOPLE_MAX);
  const maxAgeSeconds = device.endsAt - Math.floor(nowMs / 1000);
  return setCookie(NAME, [device.id, device.endsAt, ...marks].join("."), maxAgeSeconds);
}

function parse(cookie: string | undefined): Device | null {
  const [id = "", endsAt = "", ...marks] = (cookie ?? "").split(".");
  const isWhole = /^[\w-]{22}$/.test(id) && /^\d{10}$/.test(endsAt) && marks.length <= PEOPLE_MAX;
  return isWhole && marks.every((mark) => /^[\w-]{43}$/.test(mark))
    ? { id, endsAt: Number(endsAt), marks }
    : null;
}

/** An HMAC over device, end and identity: nobody else can write it, and it names nobody. */
function markOf(device: Pick<Device, "id" | "endsAt">, identityId: string): string {
  const key = deriveKey(env().NEXTAUTH_SECRET, "known device");
  return hmacParts(key, [device.id, String(device.endsAt), identityId]).toString("base64url");
}
