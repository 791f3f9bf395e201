/** The columns of a catalogue as a spreadsheet, in their order, with the headings people see. */
export const COLUMNS = {
  name: "name",
  aliases: "other names",
  price: "price",
  floor: "lowest price",
  stock: "stock",
  active: "offered",
  vendor: "vendor",
  id: "id",
} as const;

export type ColumnKey = keyof typeof COLUMNS;
export const COLUMN_KEYS = Object.keys(COLUMNS) as ColumnKey[];

/** What people call the same column. Compared with everything but letters taken out. */
const OTHER_HEADINGS: Record<ColumnKey, readonly string[]> = {
  name: ["product", "product name", "item"],
  aliases: ["aliases", "also called"],
  price: ["price naira", "selling price", "price ngn"],
  floor: ["floor price", "floor", "minimum price", "lowest price naira"],
  stock: ["quantity", "qty", "in stock"],
  active: ["active", "on offer"],
  vendor: ["vendor name", "seller"],
  id: ["product id"],
};

const KEY_OF = new Map<string, ColumnKey>(
  COLUMN_KEYS.flatMap((key) =>
    [COLUMNS[key], ...OTHER_HEADINGS[key]].map((heading) => [heading, key] as const),
  ),
);

/** The column that a heading means, or undefined: `Price (₦)` and `price_naira` are both the price. */
export function columnOf(heading: string): ColumnKey | undefined {
  const plain = heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, " ");
  return KEY_OF.get(plain.trim());
}

/** Between other names in one cell. */
export const ALIAS_JOINT = "; ";

/** Other names as one cell. */
export function joinAliases(aliases: readonly string[]): string {
  return aliases.join(ALIAS_JOINT);
}

/** Two names that a buyer could not tell apart. */
export function foldName(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
