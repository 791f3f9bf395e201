import { describe, expect, it } from "vitest";
import { amountIn, ordinalIn, quantityIn } from "@/lib/conversation/rules/amounts";
import { wordsOf } from "@/lib/conversation/rules/fold-text";
import { chooseProducts, matchProducts } from "@/lib/conversation/rules/match-products";
import { PRODUCTS } from "../../golden/world";

const best = (text: string) => matchProducts(text, PRODUCTS)[0]?.product.id ?? null;
const chosen = (text: string) => {
  const choice = chooseProducts(text, PRODUCTS);
  if (choice.kind === "found") return choice.items.map((item) => `${item.quantity ?? ""}${item.product.id}`);
  return choice.kind === "several" ? choice.products.map((one) => `?${one.id}`) : [];
};

describe("finding goods in a text", () => {
  it.each([
    ["Hi, I want dis red ankara dress. How much?", "red"],
    ["red anakra dres", "red"],
    ["RED ANKARA DRESSES!!!", "red"],
    ["abeg the red gown", "red"],
    ["I want a fila", "cap"],
    ["hand bag", "bag"],
    ["delll lattitude", "laptop"],
    ["five dell laptops", "laptop"],
  ])("%s", (text, id) => expect(best(text)).toBe(id));

  it.each(["", "hello", "where is your shop", "how far", "12345", "🙈", "abeg I wan ask something"])(
    "finds nothing in %j",
    (text) => expect(matchProducts(text, PRODUCTS)).toEqual([]),
  );

  it.each([
    ["the dress", ["?blue", "?red"]],
    ["red ankara dress", ["red"]],
    ["5 Dell laptops", ["5laptop"]],
    ["2 caps and one red ankara dress", ["2cap", "1red"]],
    ["red ankara dress, 2 leather bags and 3 caps", ["red", "2bag", "3cap"]],
    ["the green ankara dress", []],
  ])("%s is %j", (text, ids) => expect(chosen(text)).toEqual(ids));

  it("holds with five hundred products", () => {
    const many = Array.from({ length: 500 }, (_, at) => ({
      id: `p${at}`,
      name: `Item ${at} Lace Fabric`,
      aliases: [],
      priceKobo: 100_000,
      stock: null,
    }));
    const choice = chooseProducts("red ankara dress", [...many, ...PRODUCTS]);
    expect(choice).toMatchObject({ kind: "found", items: [{ product: { id: "red" } }] });
  });
});

describe("numbers in a text", () => {
  it.each([
    ["I want 5 of it", 5],
    ["two pieces", 2],
    ["x3", 3],
    ["2pcs abeg", 2],
    ["size 42", null],
    ["number 12 Adeola Odeku", null],
    ["this one", null],
    ["for 15000", null],
    ["in 3 days", null],
  ])("the quantity of %j is %j", (text, count) => expect(quantityIn(wordsOf(text))).toBe(count));

  it("a number that belongs to a name is no quantity", () => {
    expect(quantityIn(wordsOf("iphone 14"), new Set(["14"]))).toBeNull();
  });

  it.each([
    ["Abeg do am 15k for me", 1_500_000],
    ["₦1,150,000 for everything?", 115_000_000],
    ["I go pay 12500", 1_250_000],
    ["1.5m last", 150_000_000],
    ["I want 2", null],
    ["08031234567", null],
    ["size 42", null],
  ])("the amount in %j is %j", (text, kobo) => expect(amountIn(text)).toBe(kobo));

  it.each([
    ["2", 1],
    ["the first", 0],
    ["number 3", 2],
    ["last one", 2],
    ["one", 0],
    ["9", null],
    ["the red one", null],
  ])("%j picks %j of three", (text, at) => expect(ordinalIn(text, 3)).toBe(at));
});
