import type { Language } from "./meaning";

export type Tone = "professional" | "friendly" | "casual" | "pidgin";

/** Days as "Mon"…"Sun"; times as "HH:MM" in `timezone`. A closing time before the opening one runs past midnight. */
export interface BusinessHours {
  days: string[];
  open: string;
  close: string;
  timezone: string;
}

/** The CEO's voice (P6.5). Absent texts fall back to the product's own. */
export interface BotSettings {
  business: string;
  kind: "shop" | "casework";
  tone: Tone;
  language?: Language;
  greeting?: string | null;
  fallback?: string | null;
  hours?: BusinessHours | null;
  outOfHours?: string | null;
  quickReplies?: { greeting?: string | null; thanks?: string | null; goodbye?: string | null };
  /** A switch that is absent is on. */
  features?: {
    orderTracking?: boolean;
    addressCollection?: boolean;
    catalogueAnswers?: boolean;
    reminders?: boolean;
  };
}
