/** Who writes for the business. */
const AUTHORS: Record<string, string> = {
  bot: "Bot",
  vendor: "Vendor",
  ceo: "Owner",
  phone_app: "From the phone app",
};

/** The inbox and one conversation. */
export const inboxWords = {
  title: "Inbox",
  text: "Everybody who wrote to the shop, the latest first.",
  tabs: { label: "Conversations", needs: "Needs a person", unread: "Unread", all: "All" },
  search: "Name, number or reference",
  unread: "Unread",
  waiting: "Waiting",
  you: "A person answers",
  bargains: "Price",
  caption: "Conversations, the latest first",
  empty: {
    title: "No conversation yet",
    text: "When somebody writes to your WhatsApp number or Instagram account, the chat shows up here.",
    action: "See the overview",
  },
  allRead: {
    title: "You have read everything",
    text: "What buyers write from now on shows up here until you open it.",
    action: "Show all conversations",
  },
  nothing: {
    title: "No conversation fits",
    text: "Try the first letters of a name, the last digits of a number, or an order's reference.",
    action: "Show all conversations",
  },
  calm: {
    title: "Nobody waits for you",
    text: "The bot answers. What it does not understand lands here.",
    action: "Show all conversations",
  },
  platforms: { whatsapp: "WhatsApp", instagram: "Instagram" },
  kinds: {
    text: "Message",
    code: "Code",
    image: "Picture",
    document: "Document",
    sticker: "Sticker",
    audio: "Voice message",
    video: "Video",
    location: "Location",
    contacts: "Contact card",
    reaction: "Reaction",
    interactive: "Choice",
    button: "Choice",
    order: "Order from the catalogue",
    edit: "Edited a message",
    revoke: "Deleted a message",
    share: "Shared a post",
    story_mention: "Mentioned you in a story",
    unsupported: "Something their phone could not pass on",
  } as Record<string, string>,
  other: "Message of another kind",
  /** Who wrote the last words, where it was not the contact. */
  authors: { ...AUTHORS, you: "You" } as Record<string, string>,
} as const;

/** One conversation as a chat. */
export const chatWords = {
  back: "Inbox",
  timeline: "Messages",
  authors: AUTHORS,
  today: "Today",
  yesterday: "Yesterday",
  older: "Loading older messages…",
  olderFailed: "Older messages did not load.",
  start: "The conversation begins here",
  newest: "New messages",
  none: "Nothing was written yet.",
  picture: (name: string) => `Picture that ${name} sent`,
  sentPicture: "Picture that was sent",
  openPicture: (name: string) => `Open the picture that ${name} sent`,
  pictureComes: "The picture is on its way…",
  pictureLost: "This picture could not be opened. Ask for it again.",
  openReceipt: "Open the receipt",
  held: "Held: this channel has to be connected again first.",
  discarded: "Not sent: the owner did not let it go out",
  unknown: "We do not know whether this arrived.",
  failed: "Not delivered",
  order: { placed: (reference: string) => `Order ${reference}`, open: "Open the order" },
  mode: {
    label: "Who answers",
    bot: "Bot answers",
    person: "You answer",
    taken: "You answer now. The bot keeps quiet until you hand back, or after 30 quiet minutes.",
  },
  needs: "Waits for a person:",
  composer: {
    label: (name: string) => `Write to ${name}`,
    placeholder: "Message",
    send: "Send",
    says: (business: string) => `They read it as “${business} says: …”`,
    open: (left: string) => `You can write freely for ${left}`,
    closed:
      "They last wrote more than 24 hours ago, so Meta no longer delivers what you type. You can answer as soon as they write again.",
    never: "They have not written yet. You can answer as soon as they do.",
    pending: "On its way",
  },
  refusals: {
    offline: "You are offline. Nothing was sent; send it again once you are back.",
    lost: "We got no answer. See whether it shows up above before you send it again.",
    wrong_state: "The 24 hours are over. You can answer as soon as they write again.",
    not_found: "This conversation is not there any more, or it is not yours.",
    rate_limited: "Too many requests for now. Wait a minute, then try again.",
    unavailable: "That did not work. Try again in a minute.",
  },
  left: (hours: number, minutes: number) =>
    hours >= 1
      ? `${hours} more ${hours === 1 ? "hour" : "hours"}`
      : `${minutes} more ${minutes === 1 ? "minute" : "minutes"}`,
} as const;

/** A message that names an account other than the one in force. */
export const heldWords = {
  owner: "the owner",
  theirs: (owner: string) =>
    `Waiting for ${owner}’s OK: it names an account that is not the shop’s. It was not sent.`,
  yours: "Not sent: it names an account that is not yours. Look closely: this is how money goes astray.",
  release: "Let it go out",
  discard: "Throw it away",
  done: { release: "It goes out now", discard: "It was thrown away" },
  failed: "That did not work",
} as const;
