import { formatNaira } from "@/lib/money";
import { quantityIn } from "./amounts";
import { callPerson, type Done, type Draft, tell } from "./draft";
import { wordsOf } from "./fold-text";
import { deliveryDayAfter, weekdayName } from "./hours";
import { chooseProducts } from "./match-products";
import type { Understanding } from "./meaning";
import { quote, shopFor } from "./shopping";
import { passOn } from "./small-talk";
import type { MessageEvent } from "./types";
import { hints } from "./understand";
import { nameOf, productOf } from "./wanted";

export function hearPriceQuestion(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const text = message.text ?? "";
  shopFor(draft, text, understood, { firm: hints(text, "order"), priceAsked: true, stockAsked: false });
}

export function hearStockQuestion(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const { size } = understood.slots;
  if (size) {
    const choice = chooseProducts(message.text ?? "", draft.facts.catalogue.candidates);
    const [only] = choice.kind === "found" ? choice.items : [];
    if (only) draft.state.lastProductId = only.product.id;
    tell(draft, "ask_person_about_item", {});
    return callPerson(draft, "product_question");
  }
  shopFor(draft, message.text ?? "", understood, { firm: false, priceAsked: true, stockAsked: true });
}

export function hearOrder(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const text = message.text ?? "";
  if (understood.slots.topic === "remove") return hearRemoval(draft, text);
  const { wanted } = draft.state;
  const count = quantityIn(wordsOf(text));
  const [only] = wanted;
  const choice = chooseProducts(text, draft.facts.catalogue.candidates);
  const product =
    only && wanted.length === 1 && choice.kind === "none" ? productOf(draft, only.productId) : null;
  if (product && count !== null) {
    return quote(draft, [{ product, quantity: count }], { firm: true, priceAsked: false, stockAsked: false });
  }
  shopFor(draft, text, understood, { firm: true, priceAsked: hints(text, "ask_price"), stockAsked: false });
}

function hearRemoval(draft: Draft, text: string): Done {
  const products = draft.state.wanted.flatMap((item) => productOf(draft, item.productId) ?? []);
  const choice = chooseProducts(text, products);
  if (choice.kind !== "found") return passOn(draft, "person_called", "order_change");
  for (const { product } of choice.items) {
    draft.state.wanted = draft.state.wanted.filter((item) => item.productId !== product.id);
    tell(draft, "item_removed", { product: nameOf(product) });
  }
  if (draft.state.wanted.length > 0) return;
  if (draft.state.pending?.kind === "order") Object.assign(draft.state, { pending: null, asked: null });
  tell(draft, "nothing_else_to_order", {});
}

export function hearDeliveryQuestion(draft: Draft): Done {
  const { deliveryFeeKobo, deliveryDays, settings } = draft.facts;
  const timezone = settings.hours?.timezone ?? "Africa/Lagos";
  const day = weekdayName(deliveryDayAfter(draft.now, deliveryDays, timezone));
  if (deliveryFeeKobo > 0) tell(draft, "delivery_told", { fee: formatNaira(deliveryFeeKobo), day });
  else tell(draft, "delivery_free", { day });
}
