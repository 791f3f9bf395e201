import { type SQL, sql } from "drizzle-orm";

/** `any(…)` of these ids: one text for any number of them, so that the statement is prepared once. */
export function anyOf(ids: readonly string[]): SQL {
  return sql`any(array(select json_array_elements_text(${JSON.stringify(ids)}::json)))`;
}
