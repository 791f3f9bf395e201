type Said = { title: string; text: string; advice: string };
type Trouble = { kind: string; reason: string; detail: string | null; count: number };

const NOTHING = "Nothing to do. It is kept, should anybody ask.";
const LOOK = "Look into WhatsApp or Instagram itself if you expected something from a buyer just then.";

const undelivered: Said = {
  title: "A message was not delivered",
  text: "Meta refused it.",
  advice: "Open the chat. If it matters, write again or call.",
};

const messages: Record<string, Said> = {
  failed: undelivered,
  unknown: {
    title: "A message may not have arrived",
    text: "The connection broke while it was being sent, and Meta has not told us how it ended.",
    advice: "Open the chat and see what they answer. Ask again if they are silent.",
  },
  held: {
    title: "A message waits",
    text: "It goes out as soon as the channel works again.",
    advice: "Reconnect the channel. Nothing is lost until then.",
  },
  held_account: {
    title: "A message was stopped: it names another account",
    text: "Somebody of your staff wrote an account number that is not yours. The buyer did not get it.",
    advice: "Read it in the chat and ask whoever wrote it why.",
  },
};

/** By the reason an event of Meta's was kept aside for. */
const events: Record<string, Said> = {
  failed: {
    title: "Something from a buyer did not get through",
    text: "It failed on our side. It is kept, and our support sees it too.",
    advice: "Look into the chat app for it, and answer there if it is urgent.",
  },
  history: {
    title: "Old chats were sent along",
    text: "WhatsApp passed on what was written before you connected.",
    advice: NOTHING,
  },
  contacts_sync: {
    title: "Your phone's contacts were sent along",
    text: "WhatsApp passed on the address book of the number.",
    advice: NOTHING,
  },
  group: {
    title: "A group wrote",
    text: "The bot answers people, not groups.",
    advice: "Answer in the app if you need to.",
  },
  calls: {
    title: "Somebody called",
    text: "Calls to the number cannot be taken here.",
    advice: "Call back from your phone.",
  },
  comment: {
    title: "Somebody commented",
    text: "Comments under posts are not answered here.",
    advice: "Answer on Instagram.",
  },
  standby: {
    title: "Another app answers this account",
    text: "Meta told us only to listen.",
    advice: "If the bot should answer, take the other app away in Meta's settings.",
  },
  handover: {
    title: "A chat was handed to another app",
    text: "Another app that is connected to the account took it.",
    advice: "If the bot should answer, take the other app away in Meta's settings.",
  },
  referral: {
    title: "Somebody came by a link or an ad",
    text: "They have not written yet.",
    advice: NOTHING,
  },
  self: { title: "The account wrote to itself", text: "A note to yourself.", advice: NOTHING },
  dashboard_test: {
    title: "A test from Meta's dashboard",
    text: "Somebody pressed Test in the app's settings.",
    advice: NOTHING,
  },
  value_errors: {
    title: "Meta reported a fault",
    text: "Something about the account did not work on Meta's side.",
    advice: "Look at the account in WhatsApp Manager.",
  },
  too_many: {
    title: "More arrived at once than we take",
    text: "What was left out of one delivery is counted here.",
    advice: LOOK,
  },
  no_such_channel: {
    title: "A message for a number that is not connected",
    text: "Nobody's number, so nobody got it.",
    advice: "Connect the number.",
  },
};

const unreadable: Said = {
  title: "Something from Meta could not be read",
  text: "It came in a form that we do not know yet.",
  advice: LOOK,
};

/** News about the account itself, by the beginning of the field's name. */
const accounts: readonly (readonly [string, Said])[] = [
  [
    "account_account_alerts",
    {
      title: "Meta has an alert about your account",
      text: "It says what in WhatsApp Manager.",
      advice: "Open WhatsApp Manager and read the alert.",
    },
  ],
  [
    "account_phone_number_quality",
    {
      title: "The quality of your number changed",
      text: "Meta rates how people take your messages, and sets your limit by it.",
      advice: "Look at the number in WhatsApp Manager.",
    },
  ],
  [
    "account_message_template",
    {
      title: "A message template changed",
      text: "Meta approved, paused or rejected one.",
      advice: "Look at the templates in WhatsApp Manager.",
    },
  ],
  [
    "account_user_preferences",
    {
      title: "Somebody changed what they want to get",
      text: "A buyer stopped or allowed offers in WhatsApp.",
      advice: NOTHING,
    },
  ],
  [
    "account_",
    {
      title: "News about your WhatsApp account",
      text: "Meta changed something about the account or its number.",
      advice: "Look at the account in WhatsApp Manager.",
    },
  ],
];

const turns: Record<string, Said> = {
  message: {
    title: "The bot could not answer a message",
    text: "It tried three times. The buyer has had no answer to it.",
    advice: "Open the chat and answer yourself.",
  },
  news: {
    title: "The bot could not tell a buyer the news",
    text: "It tried three times to tell the buyer what happened with the order.",
    advice: "Open the chat and tell them.",
  },
};

const receipt: Said = {
  title: "A proof of payment could not be read",
  text: "The file could not be used.",
  advice: "The bot has asked for a clearer one. See whether it came.",
};

const jobs: Record<string, Said> = {
  "take-turn": {
    title: "The bot is stuck in a chat",
    text: "It gave up after many tries.",
    advice: "Open the chat and answer yourself.",
  },
  "deliver-conversation": {
    title: "Messages in a chat are stuck",
    text: "They could not be handed to Meta after many tries.",
    advice: "Open the chat and see what is missing.",
  },
  "take-turns": {
    title: "The bot is stuck in several chats",
    text: "It gave up after many tries.",
    advice: "Look through your inbox and answer who waits.",
  },
  "deliver-conversations": {
    title: "Messages in several chats are stuck",
    text: "They could not be handed to Meta after many tries.",
    advice: "Look through your inbox and see what is missing.",
  },
  "send-code-by-sms": {
    title: "A code could not go out by SMS",
    text: "The chat message had failed before it.",
    advice: "The buyer can ask for a new code in the chat.",
  },
  "check-receipt": {
    title: "A proof of payment was not checked",
    text: "It could not be fetched or read after many tries.",
    advice: "Open the order and ask for the proof again.",
  },
  "issue-confirmation": {
    title: "The confirmation of an order was not made",
    text: "It failed after many tries.",
    advice: "Open the order. Our support can have it made again.",
  },
  "issue-invoice": {
    title: "The invoice of an order was not made",
    text: "It failed after many tries.",
    advice: "Open the order. Our support can have it made again.",
  },
};

const job: Said = {
  title: "A piece of work was given up",
  text: "It failed after many tries.",
  advice: "Our support sees it and can have it tried again.",
};

/** What a shop's owner reads about one thing that went wrong: what happened, and what to do. */
export function sayTrouble({ kind, reason, detail, count }: Trouble): Said {
  if (kind === "message") return withText(known(messages, reason) ?? undelivered, detail);
  if (kind === "event") return ofPlatform(reason, detail, count);
  if (kind === "turn") return known(turns, reason) ?? job;
  if (kind === "receipt") return withText(receipt, detail);
  if (kind === "channel") return sayChannel(reason, detail, count);
  return known(jobs, reason) ?? job;
}

/** A reason comes from outside: only what is written here counts, not what every object has. */
function known(words: Record<string, Said>, reason: string): Said | undefined {
  return Object.hasOwn(words, reason) ? words[reason] : undefined;
}

function withText(said: Said, detail: string | null): Said {
  return detail ? { ...said, text: detail } : said;
}

function ofPlatform(reason: string, platform: string | null, count: number): Said {
  const account = accounts.find(([beginning]) => reason.startsWith(beginning))?.[1];
  const said = account ?? known(events, reason) ?? unreadable;
  const from = platform === "instagram" ? "Instagram" : platform === "whatsapp" ? "WhatsApp" : "Meta";
  const times = count > 1 ? `, ${count.toLocaleString("en-NG")} times` : "";
  return { ...said, text: `${said.text} (${from}${times})` };
}

function sayChannel(reason: string, detail: string | null, count: number): Said {
  const waiting =
    count > 0
      ? `${count.toLocaleString("en-NG")} ${count === 1 ? "message waits" : "messages wait"} and will go out then.`
      : "Messages wait until then; none is lost.";
  return {
    title: reason === "needs_reconnect" ? "A channel needs reconnecting" : "A channel has a problem",
    text: detail ?? "",
    advice: reason === "needs_reconnect" ? `Connect it again. ${waiting}` : "Look at it in Meta's settings.",
  };
}

/** The page where things that went wrong are shown. */
export const troubleWords = {
  title: "What went wrong",
  text: "Messages that did not arrive, events we could not read, proofs that failed: the last 30 days.",
  tabs: { label: "Which ones", open: "New", seen: "Seen" },
  kinds: {
    label: "What about",
    message: "Messages",
    event: "From Meta",
    turn: "The bot",
    receipt: "Proofs",
    job: "Work",
  },
  standing: "Needs fixing",
  list: "What went wrong, the newest first",
  links: { chat: "Open the chat", order: "Open the order", log: "See what happened" },
  seen: "Seen",
  seenLabel: (title: string) => `Mark as seen: ${title}`,
  allSeen: "Mark all as seen",
  done: (count: number) => (count === 1 ? "Put aside" : `${count} put aside`),
  failed: "That did not work. Try again in a minute.",
  offline: "You are offline. Try again once you are back.",
  times: (count: number) => `${count.toLocaleString("en-NG")} times`,
  empty: {
    title: "All went well",
    text: "When a message does not arrive or something cannot be read, you find it here with what to do.",
    action: "See the overview",
  },
  nothing: {
    title: "Nothing of this kind",
    text: "Choose another kind, or look at all.",
    action: "Show all",
  },
  noneSeen: {
    title: "Nothing put aside",
    text: "What you mark as seen stays here for 30 days.",
    action: "Show what is new",
  },
} as const;
