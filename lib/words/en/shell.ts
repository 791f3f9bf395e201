/** Words of the frame around every page. */
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
    contacts: "Contacts",
    connections: "Connections",
    products: "Products",
    vendors: "Vendors",
    chatbot: "Chatbot",
    trouble: "What went wrong",
    audit: "Audit",
    settings: "Settings",
  },
} as const;
