import type { ListSection } from "../state/types";
import { invalidParameter, missingParameter } from "./errors";

/** What of an outgoing message the phone will show; media still by reference. */
export interface Content {
  text?: string;
  header?: string;
  footer?: string;
  media?: { id?: string; link?: string; filename?: string; kind: string };
  location?: { latitude: number; longitude: number; name?: string; address?: string };
  buttons?: { id: string; title: string }[];
  list?: { button: string; sections: ListSection[] };
  link?: { title: string; url: string };
  reaction?: { messageId: string; emoji: string };
  template?: { name: string; language: string; parameters: { name?: string; text: string }[] };
}

/** A text of 1 to `max` characters, counted conservatively in UTF-16 units. */
export function limited(value: unknown, name: string, max: number): string {
  if (value === undefined || value === null) throw missingParameter(name);
  if (typeof value !== "string") throw invalidParameter(`Param ${name} must be a string.`);
  if (value.length < 1) throw invalidParameter(`Param ${name} must not be empty.`);
  if (value.length > max) {
    throw invalidParameter(`Param ${name} must be at most ${max} characters long.`);
  }
  return value;
}

export function optionalText(value: unknown, name: string, max: number): string | undefined {
  return value === undefined ? undefined : limited(value, name, max);
}
