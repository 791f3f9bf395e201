import { formatNaira } from "@/lib/money";
import { openBargain } from "../offers/open-bargain";
import { add, callPerson, type Done, type Draft, PLACED_ORDER_ID, phrase, tell, tellText } from "./draft";
import type { BankAccountFacts } from "./types";
import { goodsInWords, nameOf, productOf, sumOf, wantedLines } from "./wanted";

/** Places the order for what is wanted and says where to pay. Goods that ran out in the meantime are left out, and said. */
export function placeOrder(draft: Draft): Done {
  for (const item of draft.state.wanted) {
    const product = productOf(draft, item.productId);
    if (!product || product.stock === null || product.stock >= item.quantity) continue;
    if (product.stock <= 0) tell(draft, "out_of_stock", { product: nameOf(product) });
    else tell(draft, "not_so_many", { product: nameOf(product), count: String(product.stock) });
    draft.state.wanted = draft.state.wanted.filter((other) => other !== item);
  }
  const items = wantedLines(draft);
  draft.state.wanted = [];
  if (items.length === 0) return tell(draft, "nothing_else_to_order", {});
  const { deliveryFeeKobo, contact, bankAccount } = draft.facts;
  const totalKobo = sumOf(draft, items);
  const address = contact.address ?? undefined;
  const words = goodsInWords(draft, items);
  const isNegotiated = draft.state.bargain !== null;
  add(draft, {
    type: "placeOrder",
    items,
    deliveryFeeKobo,
    totalKobo,
    ...(address && { address }),
    ...(isNegotiated && { isNegotiated }),
  });
  draft.orderId = PLACED_ORDER_ID;
  if (isNegotiated) return openBargain(draft, items, words);
  draft.state.asked = { kind: "receipt", orderId: null };
  if (!bankAccount) {
    tell(draft, "bank_missing", { ref: "{order_ref}" });
    return callPerson(draft, "no_bank_account");
  }
  const intro =
    deliveryFeeKobo > 0
      ? phrase(draft, "order_placed", { items: words, fee: formatNaira(deliveryFeeKobo) })
      : phrase(draft, "order_placed_no_fee", { items: words });
  tellPayment(draft, intro, bankAccount, totalKobo, "{order_ref}");
}

/** Bank | Account | Name | Amount | Ref on a line of its own, out of the facts alone (P7.5). */
export function tellPayment(
  draft: Draft,
  intro: string,
  account: BankAccountFacts,
  totalKobo: number,
  ref: string,
): Done {
  const line = phrase(draft, "bank_line", {
    bank: account.bankName,
    account: account.accountNumber,
    holder: account.accountName,
    amount: formatNaira(totalKobo),
    ref,
  });
  const howTo = phrase(draft, "bank_howto", { ref });
  tellText(draft, "bank_details", [intro, line, howTo].filter((text) => text !== "").join("\n\n"));
}
