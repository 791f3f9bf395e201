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
