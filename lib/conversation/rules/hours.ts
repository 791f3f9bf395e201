import type { BusinessHours } from "./bot-settings";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Whether the business is open at `now` in its own zone; without hours it always is. */
export function isOpenAt(hours: BusinessHours | null | undefined, now: Date): boolean {
  if (!hours) return true;
  const { day, minutes } = localTime(now, hours.timezone);
  const open = minutesOf(hours.open);
  const close = minutesOf(hours.close);
  const today = hours.days.includes(DAYS[day] ?? "");
  if (open === close) return today;
  if (open < close) return today && minutes >= open && minutes < close;
  const yesterday = hours.days.includes(DAYS[(day + 6) % 7] ?? "");
  return (today && minutes >= open) || (yesterday && minutes < close);
}

/** The calendar day `days` after `now` in the zone, as "YYYY-MM-DD" (decision 26: days are the tenant's setting). */
export function deliveryDayAfter(now: Date, days: number, timezone: string): string {
  return localDate(new Date(now.getTime() + Math.max(0, days) * DAY_MS), timezone);
}

/** The weekday of a calendar day "YYYY-MM-DD" as people say it; "" for anything else. */
export function weekdayName(day: string): string {
  const at = new Date(`${day.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return "";
  return new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" }).format(at);
}

/**
 * When the closed period around `now` began, or null while the business is open. A period without a beginning (closed
 * every day) and one longer than a week count from a week ago. Clock changes inside the period are not corrected for.
 */
export function closedSince(hours: BusinessHours | null | undefined, now: Date): Date | null {
  if (!hours || isOpenAt(hours, now)) return null;
  const { day, minutes } = localTime(now, hours.timezone);
  const open = minutesOf(hours.open);
  const close = minutesOf(hours.close);
  // The end of a day's opening, in minutes after that day's midnight; open for the whole day, it is the next midnight.
  const end = close > open ? close : close === open ? DAY_MINUTES : close + DAY_MINUTES;
  for (let back = 0; back <= 7; back += 1) {
    if (!hours.days.includes(DAYS[(day - back + 14) % 7] ?? "")) continue;
    const closedMinutesAgo = minutes + back * DAY_MINUTES - end;
    if (closedMinutesAgo >= 0) return minutesBefore(now, Math.min(closedMinutesAgo, WEEK_MINUTES));
  }
  return minutesBefore(now, WEEK_MINUTES);
}

/** The next moment at which the business is closed, within a week and to the half hour; `now` if it never is. */
export function nextClosed(hours: BusinessHours | null | undefined, now: Date): Date {
  for (let ahead = 0; ahead <= WEEK_MINUTES; ahead += 30) {
    const at = minutesBefore(now, -ahead);
    if (!isOpenAt(hours, at)) return at;
  }
  return now;
}

function minutesBefore(now: Date, minutes: number): Date {
  return new Date((Math.floor(now.getTime() / MINUTE_MS) - minutes) * MINUTE_MS);
}

function localTime(now: Date, timezone: string): { day: number; minutes: number } {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: validZone(timezone),
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return { day: DAYS.indexOf(part("weekday")), minutes: Number(part("hour")) * 60 + Number(part("minute")) };
}

function localDate(now: Date, timezone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: validZone(timezone) }).format(now);
}

/** A zone the platform does not know must not stop a conversation. */
function validZone(timezone: string): string {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return "Africa/Lagos";
  }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
