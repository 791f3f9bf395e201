import { describe, expect, it } from "vitest";
import type { ProductRow } from "@/lib/catalogue/queries";
import { columnOf } from "@/lib/catalogue/spreadsheet/columns";
import { productTemplate } from "@/lib/catalogue/spreadsheet/export-products";
import { planImport, type Staff } from "@/lib/catalogue/spreadsheet/plan-import";
import { readPrice, readStock, readText } from "@/lib/catalogue/spreadsheet/read-cells";
import { IMPORT_ROWS_MAX, readProductFile } from "@/lib/catalogue/spreadsheet/read-file";

const file = (text: string) => readProductFile(Buffer.from(text, "utf8"));
const STAFF: Staff[] = [
  { id: "v1", name: "Femi", isActive: true },
  { id: "v2", name: "Ngozi", isActive: false },
];

function product(more: Partial<ProductRow> = {}): ProductRow {
  return {
    ceoId: "ceo",
    id: "prd_1",
    name: "Red ankara dress",
    aliases: ["ankara gown"],
    priceKobo: 1_250_000,
    floorPriceKobo: 1_100_000,
    stock: 4,
    vendorId: "v1",
    pictureKey: null,
    active: true,
    createdAt: new Date("2026-11-01T00:00:00Z"),
    ...more,
  };
}

const plan = (text: string, products: ProductRow[] = []) =>
  planImport(file(text), { products, staff: STAFF });

describe("a catalogue file", () => {
  it.each([
    ["commas", "name,price\nGele,8000\n"],
    ["semicolons", "name;price\r\nGele;8000\r\n"],
    ["tabs", "name\tprice\nGele\t8000"],
    ["a byte order mark", "\uFEFFname,price\nGele,8000"],
    ["Excel's own hint", "sep=;\r\nname;price\r\nGele;8000"],
    ["empty lines and columns", "name,price,\n\n,,\nGele,8000,\n"],
    ["other words for the columns", "Product Name,Price (₦)\nGele,8000"],
  ])("is read with %s", (_what, text) => {
    expect(file(text).map(({ cells }) => [cells.name, cells.price])).toEqual([["Gele", "8000"]]);
  });

  it("is read in UTF-16 and in Windows' own letters", () => {
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from("name,price\nÀdìrẹ,8000", "utf16le"),
    ]);
    expect(readProductFile(utf16)[0]?.cells.name).toBe("Àdìrẹ");
    expect(readProductFile(Buffer.from("name,price\nCaf\xe9 dress,8000", "latin1"))[0]?.cells.name).toBe(
      "Café dress",
    );
  });

  it("keeps quoted line breaks, commas and quotes in their cell, and counts rows as the spreadsheet does", () => {
    const rows = file(
      'name,price,other names\n"Gele,\nbig",8000,"the ""best"""\n\nAso oke,"12,500.00",5" heel',
    );
    expect(rows.map(({ row, cells }) => [row, cells.name, cells.aliases])).toEqual([
      [2, "Gele,\nbig", 'the "best"'],
      [4, "Aso oke", '5" heel'],
    ]);
  });

  it.each([
    ["", /empty/],
    ["name,price\n", /nothing below/],
    ["name,price\n,\n", /nothing below/],
    ["name,colour,size,price\nGele,red,L,8000", /“colour”, “size”.*The columns are: name, other names/],
    ["name,stock\nGele,3", /column “price” is missing/],
    ["price\n8000", /column “name” is missing/],
    ["name,price,product\nGele,8000,x", /“name” is there twice/],
    ['name,price\n"Gele,8000\nAso oke,1', /opens and never closes/],
    ["PK\u0003\u0004\u0000\u0000", /not a CSV file/],
  ])("%j is refused whole, in words", (text, words) => {
    expect(() => file(text)).toThrow(words);
  });

  it("has at most 5,000 rows", () => {
    const rows = (count: number) =>
      `name,price\n${Array.from({ length: count }, (_, at) => `P${at},100`).join("\n")}`;
    expect(file(rows(IMPORT_ROWS_MAX))).toHaveLength(5_000);
    expect(() => file(rows(IMPORT_ROWS_MAX + 1))).toThrow("5,001 rows; 5,000 are the most");
  });

  it("knows its own headings, and no others", () => {
    expect(columnOf(" Other Names ")).toBe("aliases");
    expect(columnOf("lowest_price")).toBe("floor");
    expect(columnOf("cost")).toBeUndefined();
  });
});

describe("a cell", () => {
  it.each([
    ["15k", 1_500_000],
    ["₦12,500.00", 1_250_000],
    ["1.15m", 115_000_000],
    ["12500", 1_250_000],
    ["N 8,000", 800_000],
    ["0.50", 50],
  ])("price %j is read", (text, kobo) => expect(readPrice(text)).toEqual({ value: kobo }));

  it.each([
    ["-500", /below zero/],
    ["₦-500", /below zero/],
    ["0", /zero/],
    ["₦0.00", /zero/],
    ["", /no price/],
    ["12.500,00", /is no price/],
    ["=1+1", /is no price/],
    ["1e9", /is no price/],
    ["99999999999999", /is no price/],
  ])("price %j is refused", (text, words) => {
    expect(readPrice(text)).toEqual({ problem: expect.stringMatching(words) });
  });

  it.each([
    ["", null],
    ["12", 12],
    ["1,200", 1_200],
    ["0", 0],
  ])("stock %j is read", (text, stock) => expect(readStock(text)).toEqual({ value: stock }));

  it.each(["-1", "2.5", "many", "1000001"])("stock %j is refused", (text) =>
    expect(readStock(text)).toHaveProperty("problem"),
  );

  it.each(["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1"])(
    "IN-06 %j is refused, and kept as text behind an apostrophe",
    (text) => {
      expect(readText(text)).toEqual({ problem: expect.stringMatching(/apostrophe/) });
      expect(readText(`'${text}`)).toEqual({ value: text.trim().normalize("NFC") });
    },
  );

  it("loses control signs and bidirectional tricks, and keeps Yoruba", () => {
    expect(readText("  À\u202Edìrẹ\n  cloth\u0007 ")).toEqual({ value: "Àdìrẹ cloth" });
  });
});

describe("the plan of an import", () => {
  it("adds, changes, leaves as it is, and says what changes", () => {
    const rows = plan("name,price,stock\nRED  Ankara dress,15k,4\nGele,8000,\nAso oke,20000,2", [
      product(),
      product({ id: "prd_2", name: "Aso oke", priceKobo: 2_000_000, stock: 2, floorPriceKobo: null }),
    ]);
    expect(rows.map(({ row, kind }) => [row, kind])).toEqual([
      [2, "change"],
      [3, "add"],
      [4, "same"],
    ]);
    expect(rows[0]?.changes).toEqual([
      { field: "name", from: "Red ankara dress", to: "RED Ankara dress" },
      { field: "price", from: "₦12,500", to: "₦15,000" },
    ]);
    expect(rows[1]?.write).toMatchObject({ stock: null, active: true, aliases: [], vendorId: null });
  });

  it("changes nothing of a column that is not in the file, and empties one that is", () => {
    const [kept] = plan("name,price\nRed ankara dress,12500", [product()]);
    expect(kept?.kind).toBe("same");
    const [emptied] = plan("name,price,lowest price,stock,vendor,other names\nRed ankara dress,12500,,,,", [
      product(),
    ]);
    expect(emptied?.write).toMatchObject({ floorPriceKobo: null, stock: null, vendorId: null, aliases: [] });
  });

  it("refuses row by row, with every reason", () => {
    const rows = plan(
      [
        "name,price,lowest price,stock,vendor,offered,id",
        "=HYPERLINK(1),-5,,x,Nobody,perhaps,",
        "Gele,8000,9000,,,,",
        "Wrapper,5000,,,Ngozi,,",
        "Cap,5000,,,Femi,no,prd_of_another",
        "Fila,5000,,,Femi,no,",
        "FILA ,6000,,,,,",
      ].join("\n"),
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      "refused",
      "refused",
      "refused",
      "refused",
      "add",
      "refused",
    ]);
    expect(rows[0]?.problems).toHaveLength(5);
    expect(rows[1]?.problems).toEqual(["The lowest price is above the price."]);
    expect(rows[2]?.problems[0]).toMatch(/Nobody called “Ngozi” is active/);
    expect(rows[3]?.problems[0]).toMatch(/No product of yours has this id/);
    expect(rows[4]?.write).toMatchObject({ vendorId: "v1", active: false });
    expect(rows[5]?.problems[0]).toMatch(/row 6 already/);
  });

  it("asks for the id where two products have one name, and follows it through a new name", () => {
    const twins = [product(), product({ id: "prd_2" })];
    expect(plan("name,price\nRed ankara dress,1", twins)[0]?.problems[0]).toMatch(/use their ids/);
    const [renamed] = plan("id,name,price\nprd_2,Crimson dress,12500", twins);
    expect(renamed).toMatchObject({ kind: "change", productId: "prd_2" });
  });

  it("keeps the vendor a product has, even one who is suspended just now", () => {
    const [row] = plan("name,price,vendor\nRed ankara dress,12500,Ngozi", [product({ vendorId: "v2" })]);
    expect(row?.kind).toBe("same");
  });
});

it("the template can be brought in as it is", () => {
  const rows = planImport(readProductFile(Buffer.from(productTemplate())), { products: [], staff: [] });
  expect(rows.map(({ kind, name }) => [kind, name])).toEqual([
    ["add", "Red ankara dress"],
    ["add", "Gele"],
  ]);
});
