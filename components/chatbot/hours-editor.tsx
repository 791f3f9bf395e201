"use client";

import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { Switch } from "@/components/ui/toggles";
import type { ProductLines } from "@/lib/conversation/schema";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { sayWeek } from "@/lib/words/hours";
import { DayChips } from "./day-chips";
import { OwnTextField } from "./own-text-field";
import type { VoiceHands } from "./use-voice";
import type { Hours, VoicePath } from "./voice";
import { ZoneField } from "./zone-field";

const words = chatbotWords.hours;
const NIGHT = "00:00";

type Props = { hands: VoiceHands; lines: ProductLines; zone: string; onFocus: (path: VoicePath) => void };

/** When people answer. A sentence says what the choices come to. */
export function HoursEditor({ hands, lines, zone, onFocus }: Props) {
  const hours = hands.voice.business_hours;
  const usual: Hours = {
    days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    open: "09:00",
    close: "18:00",
    timezone: zone,
  };
  const set = (value: Hours | null) => hands.set("business_hours", value);
  return (
    <Card title={words.title}>
      <div className="grid gap-5">
        <Switch
          name="always_open"
          label={words.always}
          hint={words.alwaysHint}
          checked={hours === null}
          onChange={(event) => set(event.target.checked ? null : usual)}
        />
        {hours && (
          <>
            <DayChips days={hours.days} onChange={(days) => set({ ...hours, days })} />
            <Times hours={hours} errors={hands.errors} onChange={set} />
            <ZoneField
              zone={hours.timezone}
              error={hands.errors["business_hours.timezone"]}
              onChange={(timezone) => set({ ...hours, timezone })}
            />
          </>
        )}
        <p role="status" className="rounded-control bg-sunken px-3 py-2.5 font-medium">
          {hours && (!hours.open || !hours.close) ? words.missing : sayWeek(hours)}
        </p>
        {hours && (
          <OwnTextField
            name="out_of_hours"
            label={chatbotWords.fields.out_of_hours}
            hint={chatbotWords.texts.outOfHoursHint}
            ours={lines.out_of_hours}
            optional
            value={hands.voice.out_of_hours ?? ""}
            error={hands.errors.out_of_hours}
            onChange={(text) => hands.set("out_of_hours", text)}
            onFocus={() => onFocus("out_of_hours")}
          />
        )}
      </div>
    </Card>
  );
}

type TimesProps = { hours: Hours; errors: Record<string, string>; onChange: (hours: Hours) => void };

function Times({ hours, errors, onChange }: TimesProps) {
  const isAllDay = hours.open !== "" && hours.open === hours.close;
  const isOvernight =
    hours.open !== "" && hours.close !== "" && hours.close < hours.open && hours.close !== NIGHT;
  return (
    <div className="grid gap-3">
      <Switch
        name="all_day"
        label={words.allNight}
        checked={isAllDay}
        onChange={(event) =>
          onChange({
            ...hours,
            ...(event.target.checked ? { open: NIGHT, close: NIGHT } : { open: "09:00", close: "18:00" }),
          })
        }
      />
      {!isAllDay && (
        <div className="grid grid-cols-2 gap-4">
          {(["open", "close"] as const).map((end) => (
            <TextField
              key={end}
              type="time"
              name={`business_hours.${end}`}
              label={words[end]}
              hint={end === "close" && isOvernight ? words.overnight : undefined}
              error={errors[`business_hours.${end}`] ?? (hours[end] === "" ? words.missing : undefined)}
              value={hours[end]}
              required
              onChange={(event) => onChange({ ...hours, [end]: event.target.value })}
            />
          ))}
        </div>
      )}
    </div>
  );
}
