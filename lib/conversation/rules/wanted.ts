import { formatNaira } from "@/lib/money";
import type { WantedItem } from "../schema";
import { quotable } from "./clean-text";
import type { Done, Draft } from "./draft";
import type { CatalogueProduct, OrderLine } from "./types";

const MOST_ITEMS = 10;

/** A product of the catalogue by id, if it is (still) among the candidates. */
export function productOf(draft: Draft, productId: string): CatalogueProduct | null {
  return draft.facts.catalogue.candidates.find((product) => product.id === productId) ?? null;
}

/** A product's name as it may stand in a sentence. */
export function nameOf(product: CatalogueProduct): string {
  return quotable(product.name, 80);
}

/** What is wanted, at today's prices; products that are gone are left out. */
export function wantedLines(draft: Draft): OrderLine[] {
  return draft.state.wanted.flatMap((item) => {
    const product = productOf(draft, item.productId);
    return product
      ? [{ productId: product.id, quantity: item.quantity, unitPriceKobo: product.priceKobo }]
      : [];
  });
}

/** "2 × Red Ankara Dress (₦25,000), Aso Oke Cap (₦4,000)"; a lone price that is the total is left to the total. */
export function goodsInWords(draft: Draft, lines: OrderLine[]): string {
  const priced = lines.length > 1 || draft.facts.deliveryFeeKobo > 0;
  return lines
    .map((line) => {
      const product = productOf(draft, line.productId);
      const name = product ? nameOf(product) : "";
      const count = line.quantity > 1 ? `${line.quantity} × ` : "";
      const price = priced ? ` (${formatNaira(line.quantity * line.unitPriceKobo)})` : "";
      return `${count}${name}${price}`;
    })
    .join(", ");
}

/** Goods and delivery together, in kobo (decision 26). */
export function sumOf(draft: Draft, lines: OrderLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPriceKobo, draft.facts.deliveryFeeKobo);
}

/** Notes what is wanted. A price asked by the way gives way to the next one; an order is kept and added to. */
export function want(draft: Draft, items: WantedItem[]): Done {
  const firm = items.some((item) => item.firm);
  const kept = draft.state.wanted.filter((item) => item.firm);
  if (!firm && kept.length > 0) return;
  const fresh = new Set(items.map((item) => item.productId));
  const others = kept.filter((item) => !fresh.has(item.productId));
  draft.state.wanted = [...others, ...items].slice(0, MOST_ITEMS);
}
