/** What a vendor reads where only the owner may release an order. */
export const withOwnerWords = {
  title: (owner: string) => `Only ${owner} can release this`,
  text: (owner: string) =>
    `Orders over the limit, those that were flagged and those whose picture does not fit are the owner’s to decide, with a code. ${owner} was told by SMS and email. You and the buyer are told of the decision at once.`,
  help: (owner: string) => `You can help: look into the account. ${owner} reads what you saw.`,
  said: (amount: string) => `You said that you see ${amount} in the account.`,
  kept: (owner: string) => `${owner} reads that you see the money`,
  open: "Say that you see the money",
} as const;
