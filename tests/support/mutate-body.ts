import fc from "fast-check";

export type Mutation = "replace" | "remove" | "repeat" | "wrap" | "bytes";

/** Values that no parser expects where it meets them. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    true,
    -1,
    2 ** 53,
    "",
    "\u0000",
    "\ud800",
    "x".repeat(9_000),
    [],
    {},
    [[]],
    "__proto__",
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Changes one place of a sample: a value anywhere in the tree, or a byte anywhere in the text. */
export function mutate(raw: Buffer, place: number, act: Mutation, value: unknown): Buffer {
  if (act === "bytes") {
    const copy = Buffer.from(raw);
    copy[place % copy.length] = (place * 31) % 256;
    return copy;
  }
  const root = { body: JSON.parse(raw.toString()) };
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown) => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(root);
  const [holder, key] = places[place % places.length]!;
  if (act === "remove") delete holder[key];
  else if (act === "repeat") holder[key] = [holder[key], holder[key], value];
  else holder[key] = act === "wrap" ? { [JSON.stringify(value)]: holder[key] } : value;
  return Buffer.from(JSON.stringify(root.body) ?? "null");
}
