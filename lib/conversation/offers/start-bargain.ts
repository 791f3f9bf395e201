import { formatNaira } from "@/lib/money";
import { quantityIn } from "../rules/amounts";
import { ask, type Draft, tell } from "../rules/draft";
import { wordsOf } from "../rules/fold-text";
import { chooseProducts } from "../rules/match-products";
import { missingDetails } from "../rules/missing-details";
import { quote } from "../rules/shopping";
import type { CatalogueProduct } from "../rules/types";
import { hints } from "../rules/understand";
import { nameOf, productOf } from "../rules/wanted";
import type { ConversationState } from "../schema";
import { goodsOfLines } from "./open-bargain";
import { priceInWords } from "./price-words";
import { type ReadOffer, withoutPrices } from "./read-offer";
import { weighOffer } from "./weigh-offer";

type Named = Extract<ReadOffer, { kind: "price" }>;
type Wish = { product: CatalogueProduct; quantity: number };
type Bargain = NonNullable<ConversationState["bargain"]>;

const MOST_LISTED = 10;

/**
 * Bargaining over goods that are not ordered yet: the order begins, and its price is agreed on before it is paid. False
 * when the text is about nothing that could be ordered.
 */
export function startBargain(draft: Draft, text: string, read: Named | null): boolean {
  const bare = withoutPrices(text);
  const { wishes, isFirm } = wishesIn(draft, bare);
  if (wishes.length === 0) return isFirm && askWhich(draft, bare, read);
  if (!isFirm && read === null) return false;
  const bargain = weigh(draft, wishes, read);
  if (bargain === null) return true;
  draft.state.bargain = bargain;
  const isUnderWay = draft.state.asked?.kind === "details" || draft.state.asked?.kind === "code";
  const isKnown = wishes.every(({ product, quantity }) =>
    draft.state.wanted.some((item) => item.productId === product.id && item.quantity === quantity),
  );
  if (isUnderWay && isKnown) return true;
  draft.state.asked = isUnderWay ? draft.state.asked : null;
  quote(draft, wishes, { firm: true, priceAsked: missingDetails(draft).length > 0, stockAsked: false });
  return true;
}

/** What the text names, else what is wanted already, else what was spoken of last. */
function wishesIn(draft: Draft, text: string): { wishes: Wish[]; isFirm: boolean } {
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  const count = quantityIn(wordsOf(text));
  const isFirm = hints(text, "order") || count !== null || draft.state.pending?.kind === "order";
  if (choice.kind === "found") {
    const wishes = choice.items.map(({ product, quantity }) => ({
      product,
      quantity: quantity ?? count ?? 1,
    }));
    return { wishes, isFirm };
  }
  if (choice.kind === "several") return { wishes: [], isFirm };
  const wanted = draft.state.wanted.flatMap(({ productId, quantity }) => {
    const product = productOf(draft, productId);
    return product
      ? [{ product, quantity: draft.state.wanted.length === 1 ? (count ?? quantity) : quantity }]
      : [];
  });
  if (wanted.length > 0) return { wishes: wanted, isFirm };
  const { candidates, activeCount } = draft.facts.catalogue;
  const last = draft.state.lastProductId ? productOf(draft, draft.state.lastProductId) : null;
  const only = last ?? (activeCount === 1 ? candidates[0] : undefined);
  return { wishes: only ? [{ product: only, quantity: count ?? 1 }] : [], isFirm };
}

/** What is kept of the price until the order is placed; null when it was answered at once. */
function weigh(draft: Draft, wishes: Wish[], read: Named | null): Bargain | null {
  const { business } = draft.facts.settings;
  if (read === null) {
    tell(draft, "bargain_noted_open", { business });
    return draft.state.bargain ?? { kobo: null, isEach: false, freeDelivery: false };
  }
  const lines = wishes.map(({ product, quantity }) => ({
    productId: product.id,
    quantity,
    unitPriceKobo: product.priceKobo,
  }));
  const goods = goodsOfLines(lines, draft.facts.deliveryFeeKobo);
  const weight = weighOffer(read, goods);
  const price = formatNaira(read.kobo);
  const total = formatNaira(goods.totalKobo);
  switch (weight.kind) {
    case "several":
      tell(draft, "offer_several", {});
      return null;
    case "above":
      tell(draft, "offer_above", { price, total });
      return null;
    case "too_low":
      tell(draft, "offer_too_low", { price, total });
      return null;
    case "fair":
      tell(draft, "bargain_noted", {
        business,
        price: priceInWords(draft, { ...weight, count: goods.count }),
      });
      return { kobo: read.kobo, isEach: weight.unitPriceKobo !== null, freeDelivery: read.freeDelivery };
  }
}

/** "I want 5. Discount for bulk?": of what? The number and the wish are kept. */
function askWhich(draft: Draft, text: string, read: Named | null): boolean {
  const { candidates } = draft.facts.catalogue;
  const choice = chooseProducts(text, candidates);
  const listed = choice.kind === "several" ? choice.products : candidates.slice(0, MOST_LISTED);
  if (listed.length === 0 || draft.facts.settings.features?.catalogueAnswers === false) return false;
  if (draft.state.pending !== null) return false;
  const quantity = quantityIn(wordsOf(text));
  draft.state.bargain = {
    kobo: read?.kobo ?? null,
    isEach: read?.per === "piece",
    freeDelivery: read?.freeDelivery ?? false,
  };
  tell(draft, "bargain_noted_open", { business: draft.facts.settings.business });
  draft.state.asked = { kind: "which_product", productIds: listed.map((one) => one.id), quantity };
  const list = listed.map((one, at) => `${at + 1}. ${nameOf(one)}: ${formatNaira(one.priceKobo)}`).join("\n");
  ask(draft, "which_product", { list });
  return true;
}
