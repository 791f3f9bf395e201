/** When a business is open, as its settings name it: days "Mon"…"Sun", times "HH:MM". */
type OpenHours = { days: readonly string[]; open: string; close: string };

export const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
export type WeekDay = (typeof WEEK)[number];

export const DAY_NAMES: Record<WeekDay, string> = {
  Mon: "Monday",
  Tue: "Tuesday",
  Wed: "Wednesday",
  Thu: "Thursday",
  Fri: "Friday",
  Sat: "Saturday",
  Sun: "Sunday",
};

/** Opening hours inside a sentence: "Mon–Sat 9 am–6 pm", "every day 8 pm–2 am", "Mon, Thu all day and night". */
export function sayHours({ days, open, close }: OpenHours): string {
  if (days.length === 0) return "closed every day";
  return `${sayDays(days)} ${open === close ? "all day and night" : `${sayTime(open)}–${sayTime(close)}`}`;
}

/** The whole week as a sentence: "Open Mon–Sat 9 am–6 pm; Sunday closed." */
export function sayWeek(hours: OpenHours | null): string {
  if (hours === null) return "Open at all hours.";
  if (hours.days.length === 0) return "Closed every day.";
  const closed = WEEK.filter((day) => !hours.days.includes(day));
  const overnight = hours.close < hours.open && hours.close !== "00:00" ? " the next morning" : "";
  const rest = closed.length === 0 ? "" : `; ${sayClosed(closed)} closed`;
  return `Open ${sayHours(hours)}${overnight}${rest}.`;
}

/** A time of day as people say it: "9 am", "6:30 pm", "noon", "midnight". */
export function sayTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? "midnight" : "noon";
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes} ${hour < 12 ? "am" : "pm"}`;
}

function sayClosed(days: readonly WeekDay[]): string {
  const [only] = days;
  return days.length === 1 && only ? DAY_NAMES[only] : sayDays(days);
}

/** "Mon–Wed, Fri": days that follow one another are said as one stretch. */
function sayDays(days: readonly string[]): string {
  if (WEEK.every((day) => days.includes(day))) return "every day";
  const stretches: WeekDay[][] = [];
  for (const [at, day] of WEEK.entries()) {
    if (!days.includes(day)) continue;
    const before = WEEK[at - 1];
    const current = stretches.at(-1);
    if (current && current.at(-1) === before) current.push(day);
    else stretches.push([day]);
  }
  return stretches
    .map((stretch) => {
      const [first, last] = [stretch[0], stretch.at(-1)];
      return stretch.length > 2 ? `${first}–${last}` : stretch.join(", ");
    })
    .join(", ");
}
