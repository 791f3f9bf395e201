export type QuietHours = {
  /** Minutes after midnight, 0 to 1439; the same number twice means none. */
  from: number;
  to: number;
  /** IANA name of the business's time zone. */
  timeZone: string;
};

const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;

/** When the quiet hours that `now` lies in end; null when it lies in none. They may go over midnight. */
export function quietUntil(now: Date, { from, to, timeZone }: QuietHours): Date | null {
  if (from === to) return null;
  const minute = minuteOfDay(now, timeZone);
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return null;
  const left = (to - minute + DAY_MINUTES) % DAY_MINUTES;
  const startOfMinute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(startOfMinute + left * MINUTE_MS);
}

/** `22:00` as minutes after midnight. Takes what the API has checked. */
export function minutesOf(clock: string): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** Minutes after midnight as `22:00`. */
export function clockOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function minuteOfDay(moment: Date, timeZone: string): number {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return minutesOf(clock.format(moment));
}
