/** Toasts that tell a member what has just come in. */
export const newsWords = {
  receipt: (reference: string) => `Proof of payment for ${reference}`,
  receipts: (count: number) => `${count} proofs of payment`,
  from: (amount: string, name: string) => `${amount} from ${name}`,
  look: "Look",
  escalation: (reference: string) => `${reference} waits for you`,
  escalations: (count: number) => `${count} orders wait for you`,
  person: (name: string) => `${name} needs a person`,
  people: (count: number) => `${count} people wait for an answer`,
  answer: "Answer",
  offer: "A buyer named a price",
  wrote: "A buyer answered you",
  owner: {
    opened: (reference: string) => `${reference} is with the owner`,
    approved: (reference: string) => `The owner said yes to ${reference}`,
    rejected: (reference: string) => `The owner said no to ${reference}`,
  },
} as const;

/** Who is signed in, under their name. */
export const roleWords = { CEO: "Owner", VENDOR: "Vendor" } as const;

/** A part of a page that failed. */
export const failWords = {
  title: "This did not load",
  text: "It is our side, not yours. Try again; if it stays like this, tell us the number.",
  number: "Number",
  retry: "Try again",
  missing: {
    title: "Nothing here",
    text: "It does not exist, or it is not yours to see. It may have been opened with an old link.",
    action: "Go back",
  },
} as const;

/** The CEO's first page. */
export const overviewWords = {
  title: "Overview",
  morning: (name: string) => `Good morning, ${name}`,
  afternoon: (name: string) => `Good afternoon, ${name}`,
  evening: (name: string) => `Good evening, ${name}`,
  calm: "Nothing needs you right now.",
  beginning: "A few steps, and buyers can order from you.",
  busy: (count: number) => (count === 1 ? "One thing needs you." : `${count} things need you.`),
  numbers: {
    title: "Today",
    paid: "Paid today",
    orders: "Orders today",
    receipts: "To check",
    messages: "Messages",
    yesterday: (value: string) => `${value} yesterday`,
    checkNow: "Check them now",
    allChecked: "All checked",
  },
  needs: {
    title: "Needs you",
    receipts: (count: number) => (count === 1 ? "1 receipt to check" : `${count} receipts to check`),
    receiptsText: "A buyer says the money is sent. Look into the account.",
    escalations: (count: number) =>
      count === 1 ? "1 order only you can release" : `${count} orders only you can release`,
    escalationsText: "Over your limit, flagged by a vendor, or with a proof that does not fit.",
    escalationsOverdue: (count: number) =>
      count === 1
        ? "1 is overdue. Nothing is decided by time."
        : `${count} are overdue. Nothing is decided by time.`,
    conversations: (count: number) =>
      count === 1 ? "1 person waits for an answer" : `${count} people wait for an answer`,
    conversationsText: "The bot did not understand, or they asked for a person.",
    disputes: (count: number) => (count === 1 ? "1 order is disputed" : `${count} orders are disputed`),
    disputesText: "A buyer says that something is wrong. Answer them, then settle it.",
    channels: (count: number) =>
      count === 1 ? "1 channel needs reconnecting" : `${count} channels need reconnecting`,
    channelsText: "Outgoing messages are held until then; none is lost.",
    none: "You are up to date",
    noneText: "Receipts, escalations and questions show up here as they come.",
  },
  wrong: { title: "What went wrong", all: "See all" },
  setup: {
    title: "Ready to sell?",
    done: (count: number, total: number) => `${count} of ${total} done`,
    channel: "Connect WhatsApp or Instagram",
    channelText: "So that buyers reach the bot on your own number.",
    account: "Add the account buyers pay to",
    accountText: "The bot sends it with each order; nobody else can change it.",
    product: "Add your first product",
    productText: "Name, price, picture: the bot answers from there.",
    voice: "Give the bot your voice",
    voiceText: "Greeting, tone and hours, with a phone beside them to try it on.",
    vendor: "Invite a vendor",
    vendorText: "Somebody who answers buyers and checks receipts with you. Not needed if you sell alone.",
    order: "Buy something from yourself",
    orderText: "Write “Hi” to your shop from another phone, and see what your buyers will see.",
    optional: "if you like",
    isDone: "done",
    isOpen: "to do",
  },
  chart: {
    title: "Last 14 days",
    total: (amount: string, orders: number) =>
      `${amount} paid, ${orders} ${orders === 1 ? "order" : "orders"}`,
    empty: "No sale yet in these two weeks. The first one draws the first bar.",
    table: "Show as a table",
    day: "Day",
    paid: "Paid",
    orders: "Orders",
    bar: (day: string, amount: string, orders: number) =>
      `${day}: ${amount}, ${orders} ${orders === 1 ? "order" : "orders"}`,
    label: "Paid per day",
  },
} as const;
