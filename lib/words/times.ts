import { sayZone } from "./zone-names";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A moment as people say it: "just now", "5 min ago", "2 h ago", "yesterday, 14:05", "Tue, 14:05", "14 Nov", "14 Nov 2025".
 * Days are those of the tenant's zone (IANA name), not of the browser.
 */
export function sayTime(at: Date, now: Date, zone: string): string {
  const ago = now.getTime() - at.getTime();
  if (ago < 0) return ago > -MINUTE ? "just now" : sayFuture(at, now, zone);
  if (ago < MINUTE) return "just now";
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)} min ago`;
  const days = daysBetween(at, now, zone);
  if (days === 0 || ago < 6 * HOUR) return `${Math.floor(ago / HOUR)} h ago`;
  if (days === 1) return `yesterday, ${part(at, zone, { timeStyle: "short" })}`;
  if (days < 7) return `${part(at, zone, { weekday: "short" })}, ${part(at, zone, { timeStyle: "short" })}`;
  return sayDay(at, now, zone);
}

/** The whole moment: "Fri, 14 Nov 2026, 14:05:09 WAT". */
export function sayFullTime(at: Date, zone: string): string {
  const day = part(at, zone, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  const time = part(at, zone, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return `${day}, ${time} ${sayZone(at, zone)}`;
}

/** A day: "14 Nov" in this year, else "14 Nov 2025". */
export function sayDay(at: Date, now: Date, zone: string): string {
  const sameYear = part(at, zone, { year: "numeric" }) === part(now, zone, { year: "numeric" });
  return part(at, zone, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

/** The time of day: "14:05". */
export function sayClock(at: Date, zone: string): string {
  return part(at, zone, { timeStyle: "short" });
}

/** Whole seconds as a countdown: "0:42", "4:05". */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Whole calendar days from one moment to another, as the zone counts them. */
export function daysBetween(from: Date, to: Date, zone: string): number {
  return Math.round((midnight(to, zone) - midnight(from, zone)) / DAY);
}

function sayFuture(at: Date, now: Date, zone: string): string {
  const until = at.getTime() - now.getTime();
  if (until < HOUR) return `in ${Math.ceil(until / MINUTE)} min`;
  if (daysBetween(now, at, zone) === 0) return `today, ${sayClock(at, zone)}`;
  if (daysBetween(now, at, zone) === 1) return `tomorrow, ${sayClock(at, zone)}`;
  return `${sayDay(at, now, zone)}, ${sayClock(at, zone)}`;
}

function midnight(at: Date, zone: string): number {
  const [year = 0, month = 1, day = 1] = new Intl.DateTimeFormat("en-CA", { timeZone: zone })
    .format(at)
    .split("-")
    .map(Number);
  return Date.UTC(year, month - 1, day);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function part(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = zone + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  formats.set(key, format);
  return format.format(at);
}
