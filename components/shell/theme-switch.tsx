"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { shellWords } from "@/lib/words/en/shell";
import { parseTheme, THEME_COOKIE, type Theme } from "./theme";

const CHOICES = [
  ["system", Monitor],
  ["light", Sun],
  ["dark", Moon],
] as const;
const YEAR_SECONDS = 31_536_000;

/** Light, dark, or as the device says. Kept in a cookie so that the server draws the next page right. */
export function ThemeSwitch() {
  const name = useId();
  const [theme, setTheme] = useState<Theme>();
  useEffect(() => setTheme(parseTheme(document.documentElement.dataset.theme)), []);
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${THEME_COOKIE}=${chosen}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  };
  return (
    <fieldset className="flex rounded-control bg-sunken p-1">
      <legend className="sr-only">{shellWords.theme.label}</legend>
      {CHOICES.map(([choice, Icon]) => (
        <label
          key={choice}
          title={shellWords.theme[choice]}
          className="grid h-9 flex-1 cursor-pointer place-items-center rounded-4 text-faint has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name}
            value={choice}
            checked={theme === choice}
            onChange={() => choose(choice)}
            className="sr-only"
          />
          <Icon aria-hidden className="size-4" />
          <span className="sr-only">{shellWords.theme[choice]}</span>
        </label>
      ))}
    </fieldset>
  );
}
