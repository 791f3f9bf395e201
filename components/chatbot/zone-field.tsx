"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select";
import { chatbotWords } from "@/lib/words/en/chatbot";

const words = chatbotWords.hours;

type Props = { zone: string; error?: string; onChange: (zone: string) => void };

/** The zone of the business hours. Hardly anybody changes it, so the long list is made only when asked for. */
export function ZoneField({ zone, error, onChange }: Props) {
  const [zones, setZones] = useState<string[]>();
  if (zones) {
    return (
      <SelectField
        name="business_hours.timezone"
        label={words.zone}
        error={error}
        value={zone}
        onChange={(event) => onChange(event.target.value)}
        options={[...new Set([zone, ...zones])].map((name) => ({ value: name, label: place(name) }))}
      />
    );
  }
  return (
    <div>
      <p className="flex flex-wrap items-center justify-between gap-3">
        <span className="text-14 text-soft">{words.zoneIs(place(zone))}</span>
        <Button size="small" look="quiet" onClick={() => setZones(Intl.supportedValuesOf("timeZone"))}>
          {words.changeZone}
          <span className="sr-only">: {words.zone}</span>
        </Button>
      </p>
      <FieldError id="business_hours.timezone">{error}</FieldError>
    </div>
  );
}

/** "Africa/Lagos" as people say it: "Lagos (Africa)". */
function place(zone: string): string {
  const [area = "", ...rest] = zone.replaceAll("_", " ").split("/");
  return rest.length > 0 ? `${rest.join(", ")} (${area})` : area;
}
