import type { BusinessHours } from "./bot-settings";

const DAY_MS = 86_400_000;
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

/** The hours in words: "Mon, Tue, Wed 09:00-18:00". */
export function hoursInWords(hours: BusinessHours): string {
  return `${daysInWords(hours.days)} ${hours.open}-${hours.close}`;
}

function daysInWords(days: string[]): string {
  const week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  const listed = week.filter((day) => days.includes(day));
  const first = listed[0];
  const last = listed.at(-1);
  if (!first || !last) return days.join(", ");
  const unbroken = week.indexOf(last) - week.indexOf(first) === listed.length - 1;
  return unbroken && listed.length > 2 ? `${first}-${last}` : listed.join(", ");
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
