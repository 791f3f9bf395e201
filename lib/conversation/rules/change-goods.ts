import { quantityIn } from "./amounts";
import { type Done, type Draft, tell } from "./draft";
import { wordsOf } from "./fold-text";
import { chooseProducts } from "./match-products";
import { quote, tellSum } from "./shopping";
import { passOn } from "./small-talk";
import { hints } from "./understand";
import { nameOf, productOf } from "./wanted";

const REMOVES = /\b(?:remove|comot|take out)\b/i;
const SWAPS = /\b(?:change|swap|switch)\s+(.+?)\s+(?:to|for|with)\s+(.+)/is;
const FIRM = { firm: true, priceAsked: false, stockAsked: false };

/** What a text takes off the order, and what it asks for besides: "make it three and remove the cap". */
export function partsOfChange(text: string): { gone: string; rest: string } {
  const gone: string[] = [];
  const rest: string[] = [];
  let side = rest;
  for (const clause of text.split(/\s*(?:[,.;\n]|\b(?:and|but|then)\b)\s*/i).filter((part) => part !== "")) {
    if (REMOVES.test(clause)) side = gone;
    else if (hints(clause, "order") || quantityIn(wordsOf(clause)) !== null) side = rest;
    side.push(clause);
  }
  return {
    gone: gone.join(" and "),
    rest: rest.filter((clause) => wordsOf(clause).length > 1).join(" and "),
  };
}

/** Takes goods off an order that is not placed yet; a person changes one that is. */
export function hearRemoval(draft: Draft, text: string): Done {
  const products = draft.state.wanted.flatMap((item) => productOf(draft, item.productId) ?? []);
  const choice = chooseProducts(text, products);
  if (choice.kind !== "found") {
    if (products.length > 0) return;
    return passOn(draft, "person_called", "order_change");
  }
  for (const { product } of choice.items) {
    draft.state.wanted = draft.state.wanted.filter((item) => item.productId !== product.id);
    tell(draft, "item_removed", { product: nameOf(product) });
  }
  if (draft.state.wanted.length > 0) return;
  if (draft.state.pending?.kind === "order") Object.assign(draft.state, { pending: null, asked: null });
  tell(draft, "nothing_else_to_order", {});
}

/** "Change the red to blue": one kind of goods for another, before the order is placed. False when it is not that. */
export function swapGoods(draft: Draft, text: string): boolean {
  const [, from = "", to = ""] = SWAPS.exec(text) ?? [];
  const wanted = draft.state.wanted.flatMap((item) => {
    const product = productOf(draft, item.productId);
    return product ? [{ ...item, product }] : [];
  });
  const named = chooseProducts(
    from,
    wanted.map((item) => item.product),
  );
  const only = wanted.length === 1 ? wanted[0] : undefined;
  const old =
    named.kind === "found" ? wanted.find((item) => item.productId === named.items[0]?.product.id) : only;
  const fresh = chooseProducts(to, draft.facts.catalogue.candidates);
  if (!old || fresh.kind !== "found") return false;
  draft.state.wanted = draft.state.wanted.filter((item) => item.productId !== old.productId);
  quote(
    draft,
    fresh.items.map((item) => ({ ...item, quantity: item.quantity ?? old.quantity })),
    FIRM,
  );
  return true;
}

/** "One more", "add another cap": counted on top of what is wanted already. False when it is not that. */
export function addMore(draft: Draft, text: string): boolean {
  const words = wordsOf(text);
  if (!words.includes("more") && !words.includes("another")) return false;
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  const [only] = draft.state.wanted;
  const id =
    choice.kind === "found" && choice.items.length === 1
      ? choice.items[0]?.product.id
      : choice.kind === "none" && draft.state.wanted.length === 1 && /\b(?:more|another one)\b/i.test(text)
        ? only?.productId
        : undefined;
  const had = draft.state.wanted.find((item) => item.productId === id && item.firm);
  const product = had && productOf(draft, had.productId);
  if (!had || !product) return false;
  quote(draft, [{ product, quantity: had.quantity + (quantityIn(words) ?? 1) }], FIRM);
  return true;
}

/** After goods were taken off while the code is awaited, or were never on it: what there is to pay for. */
export function tellWhatIsLeft(draft: Draft): Done {
  const isDue = draft.state.asked?.kind === "code" || draft.told.length === 0;
  if (isDue && draft.state.wanted.length > 0) tellSum(draft);
}
