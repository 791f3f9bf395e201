import { stringify } from "csv-stringify/sync";
import type { AuditRow } from "./rules/check-entry";
import { exportEntry } from "./rules/export-format";
import { readDetails, sayEntry } from "./rules/say-entry";

const CSV_COLUMNS = [
  "chain",
  "seq",
  "at",
  "action",
  "sentence",
  "actor_kind",
  "actor_id",
  "subject_kind",
  "subject_id",
  "request_id",
  "details",
  "details_salt",
  "details_commit",
  "prev_hash",
  "hash",
];

/** The byte order mark, by which spreadsheets know UTF-8, and the line of names. */
export function csvHead(): string {
  return `\uFEFF${toCsv([CSV_COLUMNS])}`;
}

/** Entries as lines. Buyers' names are not looked up: the file may go anywhere. */
export function csvLines(rows: readonly AuditRow[]): string {
  return toCsv(rows.map(csvCells));
}

function csvCells(row: AuditRow): string[] {
  const entry = exportEntry(row);
  const said = {
    action: row.action,
    actor: entry.actor,
    subject: entry.subject,
    details: readDetails(row.details),
  };
  return [
    row.chain,
    String(row.seq),
    row.at,
    row.action,
    sayEntry(said, new Map()),
    row.actorKind,
    row.actorId,
    row.subjectKind,
    row.subjectId,
    row.requestId,
    row.details ?? "",
    entry.salt ?? "",
    entry.details_commit,
    entry.prev_hash,
    entry.hash,
  ];
}

/** RFC 4180 with CRLF; what a spreadsheet would take for a formula begins with an apostrophe (IN-06). */
function toCsv(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll("\u0000", "")));
  return stringify(cells, { record_delimiter: "windows", escape_formulas: true });
}
