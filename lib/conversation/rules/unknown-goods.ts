import { quantityIn } from "./amounts";
import { quotable } from "./clean-text";
import { cuesIn } from "./cues";
import { soundsLikePlace } from "./find-details";
import { plainWords, wordsOf } from "./fold-text";
import { chooseProducts } from "./match-products";
import type { CatalogueProduct } from "./types";
import { understand } from "./understand";

const JOINTS = /(?:[&+]|\b(?:and|plus|with|join|alongside)\b)/i;
const MOST_TOLD = 3;

/**
 * What a text names beside goods that exist, and the catalogue has not: the "one black" of "two red ankara and one black".
 * Only short parts that name a thing count: "and send it fast" is no thing.
 */
export function goodsNotFound(text: string, products: CatalogueProduct[]): string[] {
  const parts = text.slice(0, 600).split(JOINTS);
  if (parts.length < 2) return [];
  return parts
    .filter((part) => namesUnknown(part, products))
    .map((part) => quotable(part, 60))
    .slice(0, MOST_TOLD);
}

function namesUnknown(part: string, products: CatalogueProduct[]): boolean {
  if (soundsLikePlace(part) || chooseProducts(part, products).kind !== "none") return false;
  const words = wordsOf(part);
  const item = understand(part, { asked: null }).slots.item;
  if (item === undefined || item.split(" ").length > 2) return false;
  return quantityIn(words) !== null || cuesIn(plainWords(words)).length === 0;
}
