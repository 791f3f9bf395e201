import { CsvError, parse } from "csv-parse/sync";
import { AppError } from "@/lib/errors";
import { productImportWords } from "@/lib/words/en/product-import";
import { COLUMN_KEYS, COLUMNS, type ColumnKey, columnOf } from "./columns";

const words = productImportWords.problems;

/** More rows than this are refused: a shop of five thousand products fits. */
export const IMPORT_ROWS_MAX = 5_000;
export const IMPORT_BYTES_MAX = 4 * 1024 * 1024;
const RECORD_CHARACTERS_MAX = 20_000;

/** `row` counts as the spreadsheet does: the headings are row 1. A column that the file does not have is absent. */
export type FileRow = { row: number; cells: Partial<Record<ColumnKey, string>>; problem?: string };

/**
 * Reads a CSV as any spreadsheet writes it: comma, semicolon or tab, quoted line breaks, a byte order mark, UTF-8, UTF-16 or
 * Windows' own letters. Empty rows are passed over. Throws `invalid_request` for headings that are missing, doubled or not
 * known, and for a file that is no CSV; `too_large` beyond 5,000 rows.
 */
export function readProductFile(bytes: Uint8Array): FileRow[] {
  const text = decode(bytes);
  if (text.trim() === "") throw refused(words.empty);
  const { delimiter, body } = splitHint(text);
  const [headings = [], ...records] = parseRecords(body, delimiter);
  const columns = readHeadings(headings);
  const filled = records
    .map((cells, at) => ({ cells, row: at + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  if (filled.length === 0) throw refused(words.noRows);
  if (filled.length > IMPORT_ROWS_MAX)
    throw new AppError("too_large", words.tooMany(filled.length, IMPORT_ROWS_MAX));
  return filled.map(({ cells, row }) => toRow(cells, row, columns));
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const text = isUtf16
    ? new TextDecoder(first === 0xff ? "utf-16le" : "utf-16be").decode(bytes)
    : decodeUtf8(bytes);
  if (text.includes("\u0000") || /\p{Surrogate}/u.test(text)) throw refused(words.notCsv);
  return text;
}

/** Excel on Windows saves "CSV" in the letters of Windows. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** What parts the cells: Excel's own line `sep=;` where there is one, else the sign that is most often in the headings. */
function splitHint(text: string): { delimiter: string; body: string } {
  const hint = /^sep=([,;\t|])\r?\n/i.exec(text);
  if (hint?.[1]) return { delimiter: hint[1], body: text.slice(hint[0].length) };
  const [headings = ""] = text
    .replace(/"[^"]*"/g, "")
    .trimStart()
    .split(/\r\n|\n|\r/, 1);
  const counted = [",", ";", "\t"].map((sign) => ({ sign, count: headings.split(sign).length }));
  counted.sort((a, b) => b.count - a.count);
  return { delimiter: counted[0]?.sign ?? ",", body: text };
}

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: RECORD_CHARACTERS_MAX,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused(
      error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE"
        ? words.openQuote
        : words.notCsv,
    );
  }
}

function readHeadings(headings: readonly string[]): readonly (ColumnKey | null)[] {
  const known = COLUMN_KEYS.map((key) => COLUMNS[key]).join(", ");
  const unknown = headings.filter((heading) => heading.trim() !== "" && !columnOf(heading));
  if (unknown.length > 0) throw refused(words.unknownColumns(unknown.slice(0, 5).map(shorten), known));
  const columns = headings.map((heading) => columnOf(heading) ?? null);
  const named = columns.filter((column) => column !== null);
  const doubled = named.find((column, at) => named.indexOf(column) !== at);
  if (doubled) throw refused(words.doubledColumn(COLUMNS[doubled]));
  for (const needed of ["name", "price"] as const) {
    if (!named.includes(needed)) throw refused(words.missingColumn(COLUMNS[needed], known));
  }
  return columns;
}

function toRow(record: readonly string[], row: number, columns: readonly (ColumnKey | null)[]): FileRow {
  const cells: FileRow["cells"] = {};
  columns.forEach((column, at) => {
    if (column) cells[column] = record[at] ?? "";
  });
  const beyond = record.slice(columns.length).some((cell) => cell.trim() !== "");
  return beyond ? { row, cells, problem: words.beyond } : { row, cells };
}

function shorten(heading: string): string {
  const plain = heading.replace(/\s+/g, " ").trim();
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
}

function refused(message: string): AppError {
  return new AppError("invalid_request", message, { fields: [{ path: "file", message }] });
}
