/** The owner's escalations: orders that only she may release. */
export const escalationWords = {
  title: "Escalations",
  text: "Orders that only you can release, with a code.",
  caption: "Escalations, the newest first",
  search: "Order or buyer",
  tabs: {
    label: "State",
    waiting: "Waiting for you",
    approved: "Approved",
    rejected: "Rejected",
    closed: "Closed",
  },
  columns: {
    order: "Order",
    buyer: "Buyer",
    why: "Why",
    vendor: "Vendor",
    state: "State",
    since: "Since",
    total: "Total",
  },
  states: {
    PENDING_CEO_APPROVAL: "Waits for you",
    APPROVED: "Approved",
    REJECTED: "Rejected",
    CLOSED: "Closed",
  },
  overdue: "Overdue",
  why: {
    amount: "Over your limit",
    sum: "Over your limit together",
    flagged: "Flagged by the vendor",
    price_below_floor: "Below your lowest price",
    price_asked: "A price to decide",
  },
  empty: {
    title: "Nothing waits for you",
    text: "Orders over your limit, and those a vendor flags, come here. You are told by SMS and email, too.",
    action: "See the overview",
  },
  nothing: {
    title: "No such order here",
    text: "Look under another state, or search for something else.",
    action: "Show all of this state",
  },
  none: { title: "None yet", text: "What you decide is kept here.", action: "See what waits" },
  letter: {
    title: (reference: string) => `Order ${reference}`,
    wants: "wants",
    for: "for",
    from: "sold by",
    reason: {
      amount: "It is here because the amount is over your limit: nobody else may release it.",
      sum: {
        buyer: (sum: string) =>
          `It is here because this buyer's orders of one day come to ${sum} with it: over your limit.`,
        address: (sum: string) =>
          `It is here because orders to this address come to ${sum} with it, within one day: over your limit.`,
      },
      flagged: (vendor: string) => `It is here because ${vendor} flagged it.`,
    },
    price: {
      below: (price: string, floor: string) =>
        `It is here because ${price} leaves less for the goods than your lowest price, ${floor}.`,
      asked: (vendor: string, price: string) =>
        `It is here because ${vendor} asks whether ${price} is all right.`,
      named: { buyer: "The buyer named this price.", vendor: "The vendor wants to give this price." },
      stands: (total: string) => `The order stands at ${total} now.`,
      freeDelivery: "Delivery is free at this price.",
      each: (price: string) => `${price} for one piece.`,
      title: "The price",
    },
    says: (vendor: string) => `${vendor} writes`,
    sumTitle: "What it adds up with",
    oddTitle: "What is odd",
    nothingOdd: "Nothing that we could look at. No machine has read the picture, so compare it yourself.",
    creditTitle: "The money",
    vendorSees: (vendor: string) => `${vendor} says that the money is in the account.`,
    nobodySees: "Nobody has said yet that the money is in the account.",
    paidTo: "It must be in",
    noAccount: "The order was sent no account.",
    receipt: "Proof of payment",
    noReceipt: "There is no proof of payment with this.",
    overdue: "This has waited for too long. It is never decided without you.",
  },
  decide: {
    title: "Your decision",
    seen: (amount: string) => `I see ${amount} in the account`,
    seenHint: "Look into your bank first: a picture alone releases nothing.",
    needSeen: "Tick this once you see the money. Without it the order cannot be approved.",
    approve: "Approve",
    reject: "Reject",
    rejectOn: "Go on to the code",
    priceText: "If you approve, the buyer is asked for this price and told where to pay.",
    code: "Both ask for a code. We send it to you, and it works only for this order and this amount.",
  },
  decidedPrice: {
    APPROVED: "You allowed this price.",
    REJECTED: "You refused this price.",
    CLOSED: "Another price took its place, or the order went on without it.",
    reason: "Your note to the vendor",
  },
  donePrice: {
    approve: (reference: string) => `Price of ${reference} allowed`,
    approveText: (name: string) => `${name} is sent where to pay.`,
    reject: (reference: string) => `Price of ${reference} refused`,
    rejectText: () => "The vendor is told.",
  },
  decided: {
    APPROVED: "You approved this order.",
    REJECTED: "You rejected this order.",
    CLOSED: "The order was called off before a decision.",
    reason: "What the buyer was told",
  },
  done: {
    approve: (reference: string) => `${reference} approved`,
    approveText: (name: string) => `${name} and the vendor are told.`,
    reject: (reference: string) => `${reference} rejected`,
    rejectText: (name: string) => `${name} is told why and may send another receipt.`,
    short: (name: string, missing: number) => `More sold than there is: ${name}, ${missing} missing`,
    shortText: "The payment stands. Restock, or write to the buyer.",
  },
  refusals: {
    credit_required: "Say that you see the money in the account first, then ask for a new code.",
    superseded:
      "Something changed since you asked for the code. Close this, look again, then ask for a new one.",
    wrong_state: "This was decided already, or the order was called off.",
    not_found: "This escalation is not there any more.",
  } as Record<string, string>,
  view: { order: "Open the order", chat: "Open the chat" },
} as const;

/** The dialog that asks for a code before a sensitive act. */
export const stepUpWords = {
  title: "Verify your identity",
  asking: "Sending you a code…",
  sent: (to: string) => `A code is on its way to ${to}. It works for this alone.`,
  submit: "Confirm",
  retry: "Ask for a code",
  act: "You are about to",
  offline: "You are offline. Nothing was done; try again once you are back.",
  lost: "We got no answer. Look at the order before you try again: nothing is done twice.",
} as const;
