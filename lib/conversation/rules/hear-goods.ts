import { formatNaira } from "@/lib/money";
import { hearOffer } from "../offers/hear-offer";
import { readOffer } from "../offers/read-offer";
import { quantityIn } from "./amounts";
import { addMore, hearRemoval, partsOfChange, swapGoods, tellWhatIsLeft } from "./change-goods";
import { callPerson, type Done, type Draft, tell } from "./draft";
import { wordsOf } from "./fold-text";
import { deliveryDayAfter, weekdayName } from "./hours";
import { chooseProducts } from "./match-products";
import type { Understanding } from "./meaning";
import { quote, shopFor } from "./shopping";
import { passOn } from "./small-talk";
import type { MessageEvent } from "./types";
import { hints, understand } from "./understand";
import { nameOf, productOf } from "./wanted";

/** "20 caps for 60k", "50 caps 3k each" order at a price of the buyer's own. */
const NAMES_A_PRICE = /\b(?:for|at)\s+(?:only\s+)?(?:₦|n|ngn|#)?\s?\d|\b(?:each|last)\b/i;

export function hearPriceQuestion(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const text = message.text ?? "";
  shopFor(draft, text, understood, { firm: hints(text, "order"), priceAsked: true, stockAsked: false });
}

export function hearStockQuestion(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const { size, topic } = understood.slots;
  if (topic === "picture" && showPicture(draft, message.text ?? "")) return;
  if (size || topic === "kind") {
    const choice = chooseProducts(message.text ?? "", draft.facts.catalogue.candidates);
    const [only] = choice.kind === "found" ? choice.items : [];
    if (only) draft.state.lastProductId = only.product.id;
    tell(draft, "ask_person_about_item", {});
    return callPerson(draft, "product_question");
  }
  shopFor(draft, message.text ?? "", understood, { firm: false, priceAsked: true, stockAsked: true });
}

/** Shows the picture of what is named or was spoken of last, with its price. False when there is none to show. */
function showPicture(draft: Draft, text: string): boolean {
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  const [named] = choice.kind === "found" ? choice.items : [];
  const product = named?.product ?? productOf(draft, draft.state.lastProductId ?? "");
  if (!product?.hasPicture) return false;
  draft.pictureOfProductId = product.id;
  tell(draft, "price_told", { product: nameOf(product), price: formatNaira(product.priceKobo) });
  return true;
}

export function hearOrder(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const said = message.text ?? "";
  if (understood.slots.topic === "swap")
    return swapGoods(draft, said) ? undefined : passOn(draft, "person_called", "order_change");
  if (NAMES_A_PRICE.test(said) && readOffer(said)?.kind === "price")
    return hearOffer(draft, message, { ...understood, slots: {} });
  const { gone, rest } = partsOfChange(said);
  if (gone !== "") hearRemoval(draft, gone);
  if (gone !== "" && rest === "") return tellWhatIsLeft(draft);
  const text = gone === "" ? said : rest;
  if (addMore(draft, text)) return;
  const { wanted } = draft.state;
  const count = quantityIn(wordsOf(text));
  const [only] = wanted;
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  const product =
    only &&
    wanted.length === 1 &&
    choice.kind === "none" &&
    choice.suggestions.length === 0 &&
    namesNothing(text)
      ? productOf(draft, only.productId)
      : null;
  if (product && count !== null) {
    return quote(draft, [{ product, quantity: count }], { firm: true, priceAsked: false, stockAsked: false });
  }
  shopFor(draft, text, understood, { firm: true, priceAsked: hints(text, "ask_price"), stockAsked: false });
}

/** "Make it 5" is about what is wanted already; "add one hat" is about something else. */
function namesNothing(text: string): boolean {
  return understand(text, { asked: null }).slots.item === undefined;
}

export function hearDeliveryQuestion(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const { deliveryFeeKobo, deliveryDays, settings } = draft.facts;
  const timezone = settings.hours?.timezone ?? "Africa/Lagos";
  const day = weekdayName(deliveryDayAfter(draft.now, deliveryDays, timezone));
  if (deliveryFeeKobo > 0) tell(draft, "delivery_told", { fee: formatNaira(deliveryFeeKobo), day });
  else tell(draft, "delivery_free", { day });
  const text = message.text ?? "";
  const isAboutGoods = chooseProducts(text, draft.facts.catalogue.candidates).kind !== "none";
  if (
    isAboutGoods &&
    (hints(text, "ask_price") || hints(text, "order") || quantityIn(wordsOf(text)) !== null)
  )
    hearPriceQuestion(draft, message, understood);
}
