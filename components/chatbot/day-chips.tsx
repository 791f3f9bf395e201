import { clsx } from "clsx";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { DAY_NAMES, WEEK, type WeekDay } from "@/lib/words/hours";

const words = chatbotWords.hours;

/** The days of the week, each on or off; what is off is closed. */
export function DayChips({ days, onChange }: { days: WeekDay[]; onChange: (days: WeekDay[]) => void }) {
  const toggle = (day: WeekDay, isOpen: boolean) =>
    onChange(WEEK.filter((one) => (one === day ? isOpen : days.includes(one))));
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-14 text-ink">{words.days}</legend>
      <div className="grid grid-cols-7 gap-1 sm:flex sm:gap-2">
        {WEEK.map((day) => (
          <label key={day} className="relative">
            <input
              type="checkbox"
              name={`day-${day}`}
              aria-label={DAY_NAMES[day]}
              checked={days.includes(day)}
              onChange={(event) => toggle(day, event.target.checked)}
              className="peer sr-only"
            />
            <span aria-hidden className={DAY}>
              {day}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const DAY = clsx(
  "inline-flex min-h-11 w-full min-w-0 cursor-pointer items-center justify-center rounded-control border border-edge/60 bg-surface font-medium text-14 text-soft transition-colors hover:border-edge sm:w-14",
  "peer-checked:border-palm peer-checked:bg-palm-wash peer-checked:text-palm-ink",
  "peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2",
);
