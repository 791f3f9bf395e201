import type { Media, MetaError } from "./item";
import { field, idOf, listOf, textOf } from "./read-json";

/** Longer than any message Meta carries (4,096), short enough to store without thought. */
export const MAX_TEXT_LENGTH = 8_192;
export const MAX_NAME_LENGTH = 256;
const MAX_ERRORS = 10;
const LAST_SECOND = 4_102_444_800; // the year 2100
const FIRST_MILLISECOND = 100_000_000_000; // as seconds this would be the year 5138

/** Unix seconds or milliseconds (told apart by size), as number or text, or an ISO 8601 time. */
export function timeOf(value: unknown): Date | undefined {
  const number = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number === "number") return timeFromNumber(number);
  if (typeof value !== "string" || value.length > 40) return undefined;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : timeFromNumber(milliseconds / 1000);
}

function timeFromNumber(value: number): Date | undefined {
  const seconds = value >= FIRST_MILLISECOND ? value / 1000 : value;
  return seconds > 0 && seconds < LAST_SECOND ? new Date(Math.round(seconds * 1000)) : undefined;
}

/** A SHA-256 as lower-case hex. Meta writes it in hex in some places and in base64 in others. */
export function sha256HexOf(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 64) return undefined;
  if (/^[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  const bytes = Buffer.from(value, "base64");
  return bytes.length === 32 ? bytes.toString("hex") : undefined;
}

/** A phone as Meta identifies it: digits alone. A leading plus is dropped, anything else is no phone. */
export function phoneOf(value: unknown): string | undefined {
  const text = idOf(value);
  return text === undefined ? undefined : /^\+?(\d{5,20})$/.exec(text)?.[1];
}

/** `NG.4f2…` or `NG.ENT.4f2…`: country, dot, opaque word. */
export function looksLikeUserId(text: string): boolean {
  return /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(text);
}

/** The media object of a WhatsApp message. */
export function mediaOf(value: unknown): Media | undefined {
  const id = idOf(field(value, "id"));
  const url = textOf(field(value, "url"), 4_096);
  if (id === undefined && url === undefined) return undefined;
  return definedOnly({
    id,
    url,
    mimeType: textOf(field(value, "mime_type"), 128)?.split(";")[0]?.trim().toLowerCase(),
    sha256Hex: sha256HexOf(field(value, "sha256")),
    filename: textOf(field(value, "filename"), MAX_NAME_LENGTH),
    caption: textOf(field(value, "caption"), MAX_TEXT_LENGTH),
  });
}

export function errorsOf(value: unknown): MetaError[] {
  return listOf(value)
    .slice(0, MAX_ERRORS)
    .map((error) => {
      const code = field(error, "code");
      return {
        code: typeof code === "number" ? code : null,
        title: textOf(field(error, "title"), 500) ?? textOf(field(error, "message"), 500) ?? "",
        details:
          textOf(field(field(error, "error_data"), "details"), 1_000) ??
          textOf(field(error, "details"), 1_000) ??
          "",
      };
    });
}

/** The same object without the keys whose value is undefined. */
export function definedOnly<T extends object>(source: T): T {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined)) as T;
}
