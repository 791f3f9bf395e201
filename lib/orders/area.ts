/**
 * The part of an address that may be shown to a stranger: its last part that holds no digit ("123 Lagos St, Ikeja" →
 * "Ikeja"). Null when every part could lead to the door.
 */
export function areaOf(address: string | null): string | null {
  const parts = (address ?? "").split(/[,;\n]/).map((part) => part.trim());
  const last = parts.slice(1).findLast((part) => part.length > 1 && !/\d/.test(part));
  return last?.slice(0, 60) ?? null;
}

/** A name as two letters at most: "Chinedu Okafor" → "C. O.". */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word));
  const firsts = words.map((word) => /\p{L}/u.exec(word)?.[0] ?? "");
  const shown = firsts.length > 2 ? [firsts[0], firsts.at(-1)] : firsts;
  return shown.map((letter) => `${letter?.toUpperCase()}.`).join(" ");
}
