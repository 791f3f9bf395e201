"use client";

import { signInWords } from "@/lib/words/en/sign-in";
import type { Role } from "./contact-step";

const CHOICES = [
  ["owner", signInWords.owner],
  ["vendor", signInWords.vendor],
] as const;

/** Owner or vendor: two radio buttons that look like one switch. */
export function RoleChoice({ role, onRole }: { role: Role; onRole: (role: Role) => void }) {
  return (
    <fieldset className="grid grid-cols-2 gap-1 rounded-control bg-sunken p-1">
      <legend className="sr-only">{signInWords.who}</legend>
      {CHOICES.map(([value, words]) => (
        <label
          key={value}
          className="flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded-4 px-2 text-center font-medium text-14 text-faint leading-tight transition-colors hover:text-ink has-checked:bg-surface has-checked:text-ink has-checked:shadow-[0_1px_2px_rgb(0_0_0/0.12)] has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name="role"
            value={value}
            checked={role === value}
            onChange={() => onRole(value)}
            className="sr-only"
          />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
