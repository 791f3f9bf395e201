import { z } from "zod";
import { AppError } from "./errors";

/**
 * Where a list goes on: after this row, in the order (created_at, id) descending. `createdAt` is the database's own
 * text of the moment, exact to the microsecond (a JavaScript Date is not, and rows on the edge would be skipped):
 * select `sql<string>`${table.createdAt}::text`` and compare
 * `(created_at, id) < (${cursor.createdAt}::timestamptz, ${cursor.id})`.
 */
export type Cursor = { createdAt: string; id: string };

const MOMENT = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d(?::?\d\d)?)$/;
const ID = /^[\w.:-]{1,120}$/;

/** The usual query of a list: `limit` (≤ 200, default 50), `cursor`, `q`. Extend it with the list's own filters. */
export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
  q: z.string().trim().max(200).optional(),
});

/** An opaque cursor: base64url of the moment and the id. */
export function encodeCursor({ createdAt, id }: Cursor): string {
  return Buffer.from(JSON.stringify([createdAt, id]), "utf8").toString("base64url");
}

/** Reads what {@link encodeCursor} made; undefined stays undefined. Throws `invalid_request` for anything else. */
export function decodeCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const parts = parse(text);
  const [createdAt, id] = Array.isArray(parts) && parts.length === 2 ? parts : [];
  if (!MOMENT.test(String(createdAt)) || Number.isNaN(Date.parse(createdAt)) || !ID.test(String(id))) {
    throw new AppError(
      "invalid_request",
      "This page of the list is not known. Start again from the newest.",
      {
        fields: [{ path: "cursor", message: "cannot be read" }],
      },
    );
  }
  return { createdAt, id };
}

/** The page `{ items, next_cursor }` from rows read with `limit + 1`, whose last one tells that there is more. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => Cursor,
  toItem: (row: Row) => Item,
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    next_cursor: rows.length > limit && last ? encodeCursor(cursorOf(last)) : null,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
