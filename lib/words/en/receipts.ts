type Account = { bankName: string; accountNumber: string; accountName: string };

/** What the vendor reads beside a receipt: one sentence per check, saying what was seen and what to do. */
export const receiptWords = {
  amount: (expected: string) =>
    `The amount in the picture was not read by machine. Compare it yourself: it must be ${expected}.`,
  beneficiary: (account: Account | null) =>
    account
      ? `Not read by machine. It must be paid to ${account.bankName}, ${account.accountNumber}, ${account.accountName}.`
      : "Not read by machine, and this order was sent no account.",
  nuban: "No account number was read from the picture, so none was checked.",
  status: "Not read by machine. Look for the word “Successful”; pending or processing is not paid yet.",
  time: (placed: string) =>
    `Not read by machine. The transfer must be from after ${placed}, when the order was placed.`,
  paymentReference: (reference: string) =>
    `Not read by machine. Look for ${reference} in the narration; many banks leave it out.`,
  sessionId: "No session ID was read from the picture.",
  sameTransaction: "No reference was read from the picture, so it was not compared with earlier receipts.",
  seenElsewhere: "Not compared with receipts of other businesses.",
  editing: "The picture was not examined for editing.",
  isReceipt: "Whether this is a transfer receipt at all is for you to see.",
  sameImage: {
    fresh: "This picture was not sent to you before.",
    otherOrder: (reference: string, day: string) => `This picture was used for order ${reference} on ${day}.`,
    sameOrder: (day: string) => `The same picture was sent for this order before, on ${day}.`,
  },
  unreadable: {
    type: "The file is not a picture or a PDF that we can read.",
    size: "The file is too large.",
    damaged: "The file is damaged.",
    gone: "The file could not be fetched from WhatsApp any more.",
  },
} as const;

/** Why a receipt is rejected: the sentence the buyer is told, to choose and change. */
const rejectReasons = [
  ["amount", "Amount", "The amount on your receipt is not the amount of the order."],
  ["account", "Account", "The transfer did not go to our account."],
  [
    "pending",
    "Not finished",
    "The transfer is not complete yet. Send the receipt again once it says successful.",
  ],
  ["missing", "No money seen", "We do not see the money in our account yet."],
  ["used", "Used before", "This receipt was used for another order."],
  ["unreadable", "Not readable", "We cannot read the picture. Please send a clearer one."],
] as const;

/** The vendor's page of receipts. */
export const reviewWords = {
  title: "Receipts",
  queue: "Waiting",
  progress: (at: number, total: number) => `${at} of ${total}`,
  picture: (reference: string, name: string) => `Proof of payment for ${reference} from ${name}`,
  expected: "Expected",
  shown: "On the picture",
  readIt: "Read it yourself",
  verdicts: {
    looks_right: "Everything we looked at fits. Now look into the account.",
    check_by_hand: "Compare the picture with the order, then look into the account.",
    looks_wrong: "Something does not fit. See below.",
  },
  details: { open: "Show the checks", close: "Show the picture" },
  checks: "What we looked at",
  eyes: "For your own eyes",
  unchecked: (count: number) => `Not checked by machine (${count})`,
  earlier: "Open the receipt it was used on",
  sent: "Sent",
  order: "Open the order",
  chat: "Open the chat",
  original: "Download the original file",
  approve: "Approve",
  reject: "Reject",
  flag: "Flag to owner",
  flagShort: "Flag",
  approving: {
    title: "Look into the account first",
    attest: (amount: string) => `I see ${amount} in the account`,
    back: "Not yet",
  },
  rejecting: {
    title: (reference: string) => `Reject the receipt for ${reference}?`,
    text: (name: string) => `${name} is told why and may send another.`,
    choose: "Why",
    reason: "What the buyer is told",
    needReason: "Say why: the buyer is told the reason and can send another receipt.",
    confirm: "Reject and tell the buyer",
    reasons: rejectReasons,
  },
  flagging: {
    title: (reference: string) => `Ask the owner about ${reference}?`,
    text: "Only the owner can release this order then, with a code.",
    notes: "What should the owner know?",
    confirm: "Flag to owner",
  },
  done: {
    approve: (reference: string) => `${reference} approved`,
    approveText: (name: string) => `The bot tells ${name} and asks to confirm the address.`,
    reject: (reference: string) => `${reference} rejected`,
    rejectText: (name: string) => `${name} is told why and may send another receipt.`,
    flag: (reference: string) => `${reference} is with the owner`,
    flagText: "It stays in your orders until the owner has decided.",
    short: (name: string, missing: number) => `More sold than there is: ${name}, ${missing} missing`,
    shortText: "The payment stands. Restock, or write to the buyer.",
  },
  refusals: {
    offline: "You are offline. Nothing was sent; decide again once you are back.",
    lost: "We got no answer, so we do not know whether this reached us. Try again: nothing is done twice.",
    credit_required:
      "Look into the bank account first. A picture alone releases nothing: say that you see the money there.",
    escalated: "This order is over the limit, so only the owner can release it. What you saw is passed on.",
    wrong_state: "Somebody has decided this one already, or the order was called off.",
    superseded: "The buyer has sent a newer receipt. Look at that one first.",
    not_found: "This receipt is not there any more, or it is not yours.",
    rate_limited: "Too many requests for now. Wait a minute, then try again.",
    unavailable: "That did not work, and nothing was decided. Try again in a minute.",
  },
  gone: (reference: string) => `${reference} was decided elsewhere`,
  empty: {
    title: "All receipts are checked",
    text: "When a buyer sends a picture of a transfer, it shows up here by itself.",
    action: "See the orders",
  },
  failed: "The receipts did not load",
  image: {
    failed: "The picture did not load",
    retry: "Load it again",
    none: "There is no picture of this one",
    deleted: "The owner deleted this picture",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fit: "Fit to the screen",
    area: "Picture: drag to move, pinch or use + and − to zoom",
  },
  move: { next: "Next receipt", previous: "Previous receipt" },
  keys: {
    title: "Keys",
    open: "Keys",
    list: [
      ["j", "Next receipt"],
      ["k", "Previous receipt"],
      ["a", "Approve: then hold Enter to say that you see the money"],
      ["r", "Reject, with a reason"],
      ["f", "Flag to the owner"],
      ["?", "These keys"],
    ],
  },
  decided: {
    title: (reference: string) => `Receipt for ${reference}`,
    back: "Receipts",
    reason: "Reason",
    when: "Decided",
    trouble: "Why it could not be read",
    waiting: "Check it now",
    deleted: "Files deleted",
    deletedWhy: "Why they were deleted",
  },
  deletion: {
    open: "Delete the files",
    title: (reference: string) => `Delete the receipt of ${reference}?`,
    text: "Picture and original go for good. What was decided, and that the picture was used once, stays known.",
    reason: "Why",
    hint: "Kept in the audit log.",
    needReason: "Say why, in a few words.",
    goOn: "Go on to the code",
    done: (reference: string) => `The receipt of ${reference} is deleted`,
    gone: "Its files are deleted already.",
  },
} as const;
