import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";

/**
 * A card of two columns: `title` and `corner` (or, beside a short title, a wide `badge`) head it, `lead` and `amount` are its middle, `sub` and `when` its quiet last row.
 * These speak for themselves, without a label. `hide` is left out.
 */
type PhonePlace = "title" | "corner" | "badge" | "lead" | "amount" | "sub" | "when" | "line" | "hide";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Where it stands on the card that a row is on a phone; `line`, a labelled line below the rest, unless told. */
  onPhone?: PhonePlace;
  width?: string;
};

type Props<Row> = {
  /** What the table holds, for a screen reader. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Makes the whole row a link; `rowLabel` is what it is called. */
  rowHref?: (row: Row) => string;
  rowLabel?: (row: Row) => string;
  className?: string;
};

// `display: block` and `grid` on a phone take a table's own roles away; these give them back.
const ROLE = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  cell: { role: "cell" },
};

/** A table on a laptop, one card per row on a phone: one markup, so a reader hears a table on both. */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowHref, rowLabel, className }: Props<Row>) {
  return (
    <table
      {...ROLE.table}
      className={clsx("w-full border-separate border-spacing-0 text-14 max-md:block", className)}
    >
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr {...ROLE.row}>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              {...ROLE.columnheader}
              style={column.width ? { width: column.width } : undefined}
              className={clsx(
                "border-line border-b px-3 py-2.5 font-medium text-12 text-faint first:pl-4 last:pr-4",
                side(column),
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...ROLE.rowgroup} className="max-md:grid max-md:gap-3">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            {...ROLE.row}
            className={clsx(
              "group relative max-md:grid max-md:grid-cols-[minmax(0,1fr)_fit-content(50%)] max-md:gap-x-3 max-md:gap-y-2 max-md:rounded-card max-md:border max-md:border-line max-md:bg-surface max-md:p-4",
              rowHref && "transition-colors hover:bg-sunken max-md:active:bg-sunken",
            )}
          >
            {columns.map((column, at) => (
              <td
                key={column.key}
                {...ROLE.cell}
                className={clsx(
                  "md:border-line md:border-b md:px-3 md:py-3 md:first:pl-4 md:last:pr-4 md:group-last:border-b-0",
                  side(column),
                  ON_PHONE[column.onPhone ?? "line"],
                )}
              >
                <Label column={column} />
                {at === 0 && rowHref && (
                  <Link
                    href={rowHref(row)}
                    aria-label={rowLabel?.(row)}
                    className="absolute inset-0 rounded-card md:rounded-control"
                  />
                )}
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Label<Row>({ column }: { column: Column<Row> }) {
  if (column.onPhone && column.onPhone !== "line") return null;
  return (
    <span aria-hidden className="text-faint md:hidden">
      {column.header}
    </span>
  );
}

function side<Row>(column: Column<Row>): string {
  return column.align === "end" ? "md:text-right" : "md:text-left";
}

const ON_PHONE: Record<PhonePlace, string> = {
  title: "max-md:order-1 max-md:self-center max-md:font-semibold max-md:text-16",
  corner: "max-md:order-2 max-md:self-center max-md:justify-self-end",
  // Without a width of its own: the column is as wide as the amounts, and leaves the rest to the names.
  badge:
    "max-md:order-2 max-md:flex max-md:w-0 max-md:items-center max-md:justify-end max-md:justify-self-end",
  lead: "max-md:order-3 max-md:col-start-1 max-md:min-w-0 max-md:self-center",
  amount: "max-md:order-4 max-md:col-start-2 max-md:self-center max-md:justify-self-end max-md:text-16",
  sub: "max-md:order-5 max-md:col-start-1 max-md:min-w-0 max-md:truncate max-md:text-soft",
  when: "max-md:order-6 max-md:col-start-2 max-md:justify-self-end max-md:text-soft",
  line: "max-md:order-7 max-md:col-span-2 max-md:flex max-md:items-center max-md:justify-between max-md:gap-4",
  hide: "max-md:hidden",
};
