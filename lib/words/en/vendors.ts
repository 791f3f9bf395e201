const orders = (count: number) => (count === 1 ? "1 open order" : `${count} open orders`);

/** The staff of a business: its list, invitations, and what happens when somebody leaves. */
export const vendorWords = {
  title: "Vendors",
  text: "People who check receipts and answer buyers for you. Each sees only their own orders.",
  caption: "Your staff, you first",
  columns: { who: "Who", state: "State", orders: "Open orders", seen: "Last seen", actions: "" },
  /** After the number, on a phone. */
  openOrders: (count: number) => (count === 1 ? "open order" : "open orders"),
  you: "You",
  neverSeen: "Has not signed in yet",
  notLately: "Not in the last month",
  actions: (name: string) => `What to do with ${name}`,
  suspend: "Suspend",
  restore: "Restore",
  remove: "Remove",
  undo: "Undo",
  suspended: (name: string) => `${name} is suspended`,
  suspendedText: "Signed out on every device. New orders go to others.",
  restored: (name: string) => `${name} may sign in again`,
  offline: "You are offline. Nothing was changed.",
  failed: "That did not work. Nothing was changed; try again in a minute.",
  many: "Too many invitations for one day. Go on tomorrow.",
  alone: {
    title: "So far it is only you",
    text: "Invite somebody who helps you sell. They get a text message and sign in with their phone number.",
  },
  invite: {
    button: "Invite a vendor",
    title: "Invite a vendor",
    text: "We send them a text message that names your shop and where to sign in.",
    name: "Name",
    phone: "Phone number",
    phoneHint: "Their own mobile. The codes to sign in go there.",
    email: "Email",
    send: "Send the invitation",
    sent: (name: string) => `${name} is invited`,
    sentText: "The text message is on its way.",
    noName: "Type their name.",
    noPhone: "Type their phone number.",
  },
  removal: {
    title: (name: string) => `Remove ${name}?`,
    text: "They are signed out at once and see nothing of your business any more. What they did stays in the audit log.",
    whose: (count: number) =>
      count === 0 ? "Who takes over their chats and products?" : `Who takes over ${orders(count)}?`,
    hint: "Their chats and products go along. Finished orders stay under their name.",
    you: (name: string) => `${name} (you)`,
    goOn: "Go on",
    done: (name: string) => `${name} is removed`,
    doneText: (count: number, to: string) =>
      count === 0 ? `Their chats and products are ${to}'s now.` : `${orders(count)} went to ${to}.`,
    gone: "Somebody removed them already.",
  },
} as const;
