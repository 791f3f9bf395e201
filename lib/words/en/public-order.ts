/** Words of an order's public page: for the buyer, and for whoever scans the paper (a rider, a gate). */
export const publicOrderWords = {
  title: (reference: string) => `Order ${reference}`,
  order: "Order",
  genuine: {
    title: "This order is genuine",
    text: (business: string) => `${business} took this order, and its payment was checked.`,
  },
  cancelled: {
    title: "This order was cancelled",
    text: (business: string) =>
      `Do not deliver it and do not pay for it. Ask ${business} if you are not sure.`,
  },
  disputed: {
    title: "This order is in dispute",
    text: (business: string) => `Something is being cleared up. Ask ${business} before you go on.`,
  },
  forWhom: "For",
  area: "Area",
  expected: "Expected by",
  changed: "Last step",
  items: "What was ordered",
  total: "Total",
  paper: "Open the confirmation (PDF)",
  invoice: "Open the invoice (PDF)",
  paperNote: "Your link works for seven days. Ask for a new one in the chat when you need it.",
  warning: "We never ask for money, a code or your bank details on this page. If a page does, close it.",
  check:
    "Show this code to the rider or at the gate: it opens the public part of this page, without your details.",
  proof: {
    title: "Written down for good",
    text: (seq: number, day: string) =>
      `Entry ${seq} of the business's log, ${day}. Entries are chained: nobody can change one without breaking all that follow.`,
    signed: (day: string) => `Signed ${day}.`,
    unsigned: "The next signature is due within minutes.",
    hash: "Fingerprint of the entry",
  },
  tooMany: {
    title: "One moment, please",
    text: "This page was opened too often from your network. Try again in a minute.",
  },
} as const;
