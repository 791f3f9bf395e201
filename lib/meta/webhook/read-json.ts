import type { Json } from "./item";

const MAX_DEPTH = 32;
const PROTOTYPE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list as given, a single object as a list of one, nothing as none. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? [value] : [];
}

/** Reads an own property; what JavaScript objects inherit (`constructor`, `toString`) is not there. */
export function field(source: unknown, name: string): unknown {
  return isObject(source) && Object.hasOwn(source, name) ? source[name] : undefined;
}

/** Text of at most `maxLength` UTF-16 units, cut on a character's border; undefined when it is not text or is empty. */
export function textOf(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== "string") return undefined;
  const cleaned = storable(value.length > maxLength ? value.slice(0, maxLength) : value);
  return cleaned === "" ? undefined : cleaned;
}

/** An opaque id: text or a whole number, at most 512 characters. A longer one is no id, never a shortened one. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== "string" || value.length > 512) return undefined;
  return textOf(value.trim(), 512);
}

/** PostgreSQL takes neither NUL nor half a surrogate pair; both come from hostile or broken clients only. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** A copy that may be stored, or undefined when it nests deeper than 32 levels. */
export function storableJson(value: unknown, depth = 0): Json | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === "string") return storable(value);
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) {
    const copy = value.map((element) => storableJson(element, depth + 1));
    return copy.includes(undefined) ? undefined : (copy as Json[]);
  }
  return isObject(value) ? storableObject(value, depth) : null;
}

function storableObject(source: JsonObject, depth: number): Json | undefined {
  const copy: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(source)) {
    if (PROTOTYPE_KEYS.has(key)) continue;
    const inner = storableJson(value, depth + 1);
    if (inner === undefined) return undefined;
    copy[storable(key)] = inner;
  }
  return copy;
}
