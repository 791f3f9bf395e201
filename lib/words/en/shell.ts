/** Words of the frame around every page, and of the pages for when something is missing. */
export const shellWords = {
  product: "TrustGuard",
  description:
    "Know who you are selling to in chat, and that the money is there, before you release the goods.",
  skip: "Skip to the content",
  nav: "Main",
  more: "More",
  account: "Your account",
  signOut: "Sign out",
  signOutFailed: "We could not sign you out. Check your network and try again.",
  unread: (count: number) => `${count} waiting`,
  theme: { label: "Look", system: "As my device", light: "Light", dark: "Dark" },
  places: {
    overview: "Overview",
    receipts: "Receipts",
    orders: "Orders",
    inbox: "Inbox",
    escalations: "Escalations",
    audit: "Audit",
  },
  notFound: {
    title: "Nothing here",
    text: "The page does not exist, or it is not yours to see. If you followed a link, ask who sent it for a new one.",
    action: "Go to the start page",
  },
  error: {
    title: "That went wrong on our side",
    text: "Nothing you did caused this, and nothing was done twice. Try again; if it stays, send us the number below.",
    number: "Error number",
    retry: "Try again",
    home: "Go to the start page",
  },
  offline: {
    title: "No network",
    text: "This page was not open before, so we cannot show it without a connection. Nothing was sent or approved.",
    retry: "Try again",
  },
} as const;
