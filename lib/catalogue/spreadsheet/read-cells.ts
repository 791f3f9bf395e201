import { parseNaira } from "@/lib/money";
import { productImportWords } from "@/lib/words/en/product-import";
import { ALIAS_MAX, ALIASES_MAX, NAME_MAX, STOCK_MAX } from "../schema";

const words = productImportWords.problems;

/** A cell's meaning, or why it cannot be used. */
export type Read<T> = { value: T } | { problem: string };

/** What spreadsheets run instead of showing it (IN-06); the full-width signs count as their plain ones. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const CONTROLS = /[\p{Cc}\p{Cf}\p{Co}]/gu;

/**
 * Text as people mean it: control signs away, line breaks and runs of spaces as one space. What begins like a formula is
 * refused; with an apostrophe before it, as our own file writes it, it is that text.
 */
export function readText(cell: string): Read<string> {
  if (FORMULA.test(cell))
    return { problem: words.formula(/^[\t\r]/.test(cell) ? "a tab" : cell.slice(0, 1)) };
  const text = cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
  return { value: text.replace(/\s+/g, " ").replace(CONTROLS, "").normalize("NFC").trim() };
}

export function readName(cell: string): Read<string> {
  const read = readText(cell);
  if ("problem" in read) return read;
  if (read.value === "") return { problem: words.noName };
  return [...read.value].length > NAME_MAX ? { problem: words.longName(NAME_MAX) } : read;
}

/** Other names, parted by semicolons, commas, bars or line breaks. */
export function readAliases(cell: string): Read<string[]> {
  const aliases: string[] = [];
  for (const part of cell.split(/[;,|\r\n]+/)) {
    const read = readText(part.trim());
    if ("problem" in read) return read;
    if (read.value === "" || aliases.includes(read.value)) continue;
    if ([...read.value].length > ALIAS_MAX) return { problem: words.longAlias(ALIAS_MAX) };
    aliases.push(read.value);
  }
  return aliases.length > ALIASES_MAX ? { problem: words.manyAliases(ALIASES_MAX) } : { value: aliases };
}

/** A price as it is typed ("15k", "₦12,500.00", "1.15m"), in kobo. */
export function readPrice(cell: string): Read<number> {
  const text = cell.trim();
  if (text === "") return { problem: words.noPrice };
  if (/^[^\d]*-/.test(text)) return { problem: words.negativePrice };
  if (/^[^\d]*0+(?:[.,]0+)?\s*[a-z]*$/i.test(text)) return { problem: words.zeroPrice };
  const kobo = parseNaira(text);
  return kobo === null ? { problem: words.oddPrice(shorten(text)) } : { value: kobo };
}

/** Pieces left; an empty cell is not counted. */
export function readStock(cell: string): Read<number | null> {
  const text = cell.trim();
  if (text === "") return { value: null };
  const isWhole = /^(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0+)?$/.test(text);
  const count = isWhole ? Number(text.replaceAll(",", "")) : Number.NaN;
  return count <= STOCK_MAX ? { value: count } : { problem: words.oddStock(shorten(text)) };
}

const YES = new Set(["yes", "y", "true", "1", "x"]);
const NO = new Set(["no", "n", "false", "0"]);

export function readYesNo(cell: string): Read<boolean> {
  const text = cell.trim().toLowerCase();
  if (YES.has(text)) return { value: true };
  return NO.has(text) ? { value: false } : { problem: words.oddOffered(shorten(text)) };
}

function shorten(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}
