import { formatNaira } from "@/lib/money";
import type { WantedItem } from "../schema";
import { MAX_QUANTITY, ordinalIn, quantityIn } from "./amounts";
import { ask, askNothing, button, callPerson, type Done, type Draft, tell } from "./draft";
import { wordsOf } from "./fold-text";
import { chooseProducts } from "./match-products";
import type { Understanding } from "./meaning";
import { missingDetails } from "./missing-details";
import { browseButton } from "./own-questions";
import { proceed } from "./registration";
import type { CatalogueProduct } from "./types";
import { goodsNotFound } from "./unknown-goods";
import { goodsInWords, nameOf, productOf, sumOf, want, wantedLines } from "./wanted";

const MOST_LISTED = 10;

export interface Shopping {
  /** True when the buyer said that they want it, false when only the price was asked. */
  firm: boolean;
  /** True when the price was asked, so that it is told before anything else. */
  priceAsked: boolean;
  /** "available?": the stock is told with the price. */
  stockAsked: boolean;
}

interface Pick {
  product: CatalogueProduct;
  quantity: number | null;
}

/** Finds what a text speaks of in the catalogue and goes on from there: price, choice, or the next step of an order. */
export function shopFor(draft: Draft, text: string, understood: Understanding, how: Shopping): Done {
  const { catalogue, settings } = draft.facts;
  if (settings.features?.catalogueAnswers === false) return passToPerson(draft);
  if (catalogue.activeCount === 0) return passToPerson(draft, "catalogue_empty");
  const choice = chooseProducts(text, catalogue.candidates);
  for (const item of choice.kind === "found" ? goodsNotFound(text, catalogue.candidates) : [])
    tell(draft, "part_unknown", { item });
  if (choice.kind === "found") return quote(draft, choice.items, how);
  if (choice.kind === "several") return askWhich(draft, choice.products, choice.quantity);
  const named = understood.slots.item !== undefined;
  const last = productOf(draft, draft.state.lastProductId ?? "");
  if (last && !named) {
    return quote(draft, [{ product: last, quantity: quantityIn(wordsOf(text)) }], how);
  }
  if (choice.suggestions.length > 0) return askWhich(draft, choice.suggestions, null, "closest_products");
  if (named) return passToPerson(draft, "product_unknown");
  askWhichItem(draft);
}

/** Tells price and stock of what was picked, and takes the next step towards an order. */
export function quote(draft: Draft, picks: Pick[], how: Shopping): Done {
  const items = picks.flatMap((pick) => priced(draft, pick, how));
  if (items.length === 0) return;
  const begun = draft.state.pending?.kind === "order";
  want(
    draft,
    items.map((item) => ({ ...item, firm: how.firm })),
  );
  if (missingDetails(draft).length > 0) {
    const { pending } = draft.state;
    if (!pending || pending.kind === "register") draft.state.pending = { kind: "order" };
    if (!begun || draft.state.asked?.kind !== "details") return proceed(draft);
    return;
  }
  if (begun && draft.state.asked?.kind === "code") return tellSum(draft);
  if (how.firm && !how.priceAsked) return orderNow(draft);
  offer(draft, items);
}

/** What the order has come to while its code is awaited. */
export function tellSum(draft: Draft): Done {
  const lines = wantedLines(draft);
  const total = formatNaira(sumOf(draft, lines));
  tell(draft, "order_so_far", { items: goodsInWords(draft, lines), total });
}

/** The buyer agreed: the order waits for nothing but missing facts and a fresh code. */
export function orderNow(draft: Draft): Done {
  draft.state.wanted = draft.state.wanted.map((item) => ({ ...item, firm: true }));
  draft.state.pending = { kind: "order" };
  draft.state.asked = null;
  proceed(draft);
}

/** Lists what there is, the cheapest first when that was asked. */
export function showCatalogue(draft: Draft, cheapestFirst = false): Done {
  const { catalogue, settings } = draft.facts;
  if (settings.features?.catalogueAnswers === false) return passToPerson(draft);
  const goods = catalogue.candidates.toSorted((a, b) => (cheapestFirst ? a.priceKobo - b.priceKobo : 0));
  const listed = goods.slice(0, MOST_LISTED);
  if (listed.length === 0) return passToPerson(draft, "catalogue_empty");
  tell(draft, "catalogue_list", { list: listOf(listed) });
  const more = catalogue.activeCount - listed.length;
  if (more > 0) tell(draft, "catalogue_more", { count: String(more) });
  const asked = draft.state.asked?.kind ?? "which_item";
  if (asked !== "which_item" && asked !== "which_product") return;
  draft.state.asked = { kind: "which_product", productIds: listed.map((one) => one.id), quantity: null };
  ask(draft, "which_item", {});
}

function askWhichItem(draft: Draft): Done {
  draft.state.asked = { kind: "which_item" };
  ask(draft, "which_item", {}, browseButton(draft));
}

/** Takes an answer to "which one?": its number in the list, or words that fit only one. False when it is no answer. */
export function takeChoice(
  draft: Draft,
  text: string,
  productIds: string[],
  quantity: number | null,
): boolean {
  const listed = productIds.flatMap((id) => productOf(draft, id) ?? []);
  const chosen = listed[ordinalIn(text, listed.length) ?? -1];
  const how = { firm: true, priceAsked: true, stockAsked: false };
  if (chosen) {
    askNothing(draft);
    quote(draft, [{ product: chosen, quantity }], how);
    return true;
  }
  const choice = chooseProducts(text, listed);
  if (choice.kind !== "found") return false;
  askNothing(draft);
  quote(
    draft,
    choice.items.map((item) => ({ ...item, quantity: item.quantity ?? quantity })),
    how,
  );
  return true;
}

function priced(draft: Draft, { product, quantity }: Pick, how: Shopping): Omit<WantedItem, "firm">[] {
  const name = nameOf(product);
  const spokenOfBefore = draft.state.lastProductId === product.id;
  draft.state.lastProductId = product.id;
  if (quantity !== null && quantity > MAX_QUANTITY) {
    tell(draft, "large_quantity", {});
    callPerson(draft, "large_quantity");
    return [];
  }
  if (product.stock !== null && product.stock <= 0) {
    tell(draft, "out_of_stock", { product: name });
    return [];
  }
  const wanted = quantity ?? 1;
  if (product.stock !== null && product.stock < wanted) {
    tell(draft, "not_so_many", { product: name, count: String(product.stock) });
    offer(draft, [{ productId: product.id, quantity: product.stock }], false);
    return [];
  }
  if (product.hasPicture && !spokenOfBefore) draft.pictureOfProductId ??= product.id;
  // The total stands beside the code, or in the sum that follows a change.
  const saidWithCode = how.firm && !how.priceAsked && missingDetails(draft).length === 0;
  if (saidWithCode) return [{ productId: product.id, quantity: wanted }];
  tellPrice(draft, product, wanted, how);
  return [{ productId: product.id, quantity: wanted }];
}

function tellPrice(draft: Draft, product: CatalogueProduct, wanted: number, how: Shopping): Done {
  const name = nameOf(product);
  const price = formatNaira(product.priceKobo);
  if (how.stockAsked && product.stock !== null && product.stock <= 5) {
    tell(draft, "few_left", { product: name, price, count: String(product.stock) });
  } else if (how.stockAsked) tell(draft, "in_stock", { product: name, price });
  else if (wanted > 1) {
    const total = formatNaira(product.priceKobo * wanted);
    tell(draft, "price_for_quantity", { product: name, price, quantity: String(wanted), total });
  } else tell(draft, "price_told", { product: name, price });
}

function offer(draft: Draft, items: Omit<WantedItem, "firm">[], askIt = true): Done {
  draft.state.asked = { kind: "order_offer", items: items.map((item) => ({ ...item, firm: true })) };
  const buttons = [button(draft, "yes", "button_order"), button(draft, "no", "button_not_now")];
  if (askIt) ask(draft, "offer_order", {}, buttons);
  else draft.buttons = buttons;
}

function askWhich(
  draft: Draft,
  products: CatalogueProduct[],
  quantity: number | null,
  words: "which_product" | "closest_products" = "which_product",
): Done {
  draft.state.asked = { kind: "which_product", productIds: products.map((one) => one.id), quantity };
  ask(draft, words, { list: listOf(products) });
}

function listOf(products: CatalogueProduct[]): string {
  return products.map((one, at) => `${at + 1}. ${nameOf(one)}: ${formatNaira(one.priceKobo)}`).join("\n");
}

function passToPerson(
  draft: Draft,
  words: "ask_person_about_item" | "catalogue_empty" | "product_unknown" = "ask_person_about_item",
): Done {
  tell(draft, words, {});
  callPerson(draft, "product_question");
}
