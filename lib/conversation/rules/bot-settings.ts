import type { Language } from "./meaning";

export type Tone = "professional" | "friendly" | "casual" | "pidgin";

/** Days as "Mon"…"Sun"; times as "HH:MM" in `timezone`. A closing time before the opening one runs past midnight. */
export interface BusinessHours {
  days: string[];
  open: string;
  close: string;
  timezone: string;
}

/** A question that buyers often ask, at most 20 characters, and the CEO's own answer to it. */
export interface OwnQuestion {
  title: string;
  answer: string;
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
  /** `greeting` is for who is known already; `questions` are offered as buttons and answered by their text. */
  quickReplies?: {
    greeting?: string | null;
    thanks?: string | null;
    goodbye?: string | null;
    questions?: OwnQuestion[];
  };
  /** A switch that is absent is on. */
  features?: {
    orderTracking?: boolean;
    addressCollection?: boolean;
    catalogueAnswers?: boolean;
    reminders?: boolean;
  };
}

/** What of the settings is the CEO's to change on the page of the bot's voice, and is stored as such. */
export type BotVoice = Omit<BotSettings, "business" | "kind">;
