/** What the owner is told about her money, and where a mail's button leads. */
export type OwnerNews = { heading: string; text: string; action: { label: string; path: string } };

export type OwnerNewsTemplate = "payout.changed" | "payout.removed" | "payout.stopped" | "message.held";

type Details = {
  businessName?: string;
  /** An account without its number: "GTBank ending 6789 (ADA FASHION)". */
  account?: string;
  /** When it starts, in words; absent: now. */
  startsAt?: string;
  /** Where buyers pay instead; absent: nowhere. */
  nextAccount?: string;
  /** How many unpaid orders were sent an account that is out. */
  ordersSentIt?: number;
  /** Who wrote a message that is held. */
  author?: string;
  path?: string;
};

/** The words of one notice to the owner. No whole account number: a text message is read by anybody near the phone. */
export function ownerNews(template: OwnerNewsTemplate, details: Details): OwnerNews {
  const { businessName = "your business", account = "an account", startsAt, author = "Somebody" } = details;
  const { path = "/ceo/settings/money" } = details;
  const settings = { label: "Open Money in", path };
  switch (template) {
    case "payout.changed":
      return {
        heading: "A new account for your money",
        text: startsAt
          ? `From ${startsAt} buyers of ${businessName} will be told to pay into ${account}. Not you? Stop it here:`
          : `Buyers of ${businessName} are now told to pay into ${account}. Not you? Stop it here:`,
        action: { label: "Stop it", path },
      };
    case "payout.removed":
      return {
        heading: "An account was taken out",
        text: `Buyers of ${businessName} are not sent ${account} any more. ${nowPaid(details.nextAccount)}`,
        action: settings,
      };
    case "payout.stopped":
      return {
        heading: "The new account was stopped",
        text: `Buyers of ${businessName} are not sent ${account}. ${nowPaid(details.nextAccount)}${alreadySent(details.ordersSentIt)} If you did not ask for it, somebody else got into your account: sign out everywhere.`,
        action: { label: "See your devices", path: "/ceo/settings/safety" },
      };
    case "message.held":
      return {
        heading: "A message waits for your OK",
        text: `${author} wrote an account number that is not ${businessName}'s to a buyer. It was not sent. Look at it here:`,
        action: { label: "Look at it", path },
      };
  }
}

function nowPaid(nextAccount: string | undefined): string {
  return nextAccount
    ? `They pay into ${nextAccount}.`
    : "They are sent no account until you add one, so no order can be placed.";
}

function alreadySent(count = 0): string {
  if (count === 0) return "";
  const sent = count === 1 ? "1 unpaid order was sent it" : `${count} unpaid orders were sent it`;
  return ` ${sent}: tell those buyers not to pay there.`;
}
