/** How connecting a channel ended, by the code that the connections page gets in its address. `isGood`: nothing went wrong. */
export const CONNECT_RESULTS = {
  connected: { isGood: true, text: "Connected. Buyers who write now are answered." },
  choose: { isGood: true, text: "Meta gave access to several. Pick the ones that this business uses." },
  denied: {
    isGood: false,
    text: "You did not allow it on Meta's page, so nothing was connected. Press Connect to try again.",
  },
  state_over: {
    isGood: false,
    text: "That link was used already, or is older than ten minutes. See below whether it is connected; if not, press Connect again.",
  },
  state_wrong: {
    isGood: false,
    text: "That answer from Meta was not for you, or not for this device. Nothing was connected. Press Connect to begin anew.",
  },
  code_refused: {
    isGood: false,
    text: "Meta's answer was no longer good: it lasts a few minutes and works once. Press Connect again.",
  },
  missing_permission: {
    isGood: false,
    text: "Not everything that is needed was allowed. Press Connect again and leave every switch on.",
  },
  access_refused: {
    isGood: false,
    text: "Meta did not accept its own access a moment later. If you changed your password just now, press Connect again.",
  },
  not_allowed: {
    isGood: false,
    text: "Meta says that you may not manage this account. Ask its administrator to connect it, or to give you full control.",
  },
  nothing_found: {
    isGood: false,
    text: "Meta gave access, but to no number or account. Choose one on Meta's page; for Instagram it must be a professional account.",
  },
  wrong_app: {
    isGood: false,
    text: "The access was made for another app, so it was not used. Press Connect and go through Meta's page yourself.",
  },
  taken: {
    isGood: false,
    text: "This is connected to another business here. If it is yours, you can move it with a code.",
  },
  pin_wrong: {
    isGood: false,
    text: "This number has a two-step PIN that we do not know. Turn two-step verification off in WhatsApp Manager, then press Connect again.",
  },
  number_unverified: {
    isGood: false,
    text: "Meta has not verified this number yet. Verify it in WhatsApp Manager, then press Connect again.",
  },
  register_later: {
    isGood: false,
    text: "This number was registered too often in the last days. Meta allows it again after 72 hours.",
  },
  meta_refused: {
    isGood: false,
    text: "Meta did not accept this account. Look at it in Meta Business Suite, then press Connect again.",
  },
  meta_unavailable: {
    isGood: false,
    text: "Meta did not answer as it should. Nothing was connected. Please try again in a few minutes.",
  },
  try_again: {
    isGood: false,
    text: "Something went wrong on our side, and nothing was connected. Please press Connect again in a minute.",
  },
} as const;

export type ConnectResult = keyof typeof CONNECT_RESULTS;

/** What each of Meta's permissions lets us do, to be read after "We still need permission". */
export const PERMISSION_WORDS: Readonly<Record<string, string>> = {
  whatsapp_business_management: "to see your WhatsApp numbers",
  whatsapp_business_messaging: "to read and send WhatsApp messages",
  instagram_basic: "to see your Instagram account",
  instagram_manage_messages: "to read and send Instagram messages",
  instagram_business_basic: "to see your Instagram account",
  instagram_business_manage_messages: "to read and send Instagram messages",
  pages_manage_metadata: "to be told of new messages on your Page",
  pages_show_list: "to see which Page belongs to your Instagram account",
};

/** Whether a text from an address is one of the codes. */
export function isConnectResult(text: string): text is ConnectResult {
  return Object.hasOwn(CONNECT_RESULTS, text);
}

/** The whole sentence for a result; `missing` are Meta's names of permissions, and any other text in it is left out. */
export function connectWords(result: ConnectResult, missing: readonly string[] = []): string {
  const needs = missing.flatMap((name) =>
    Object.hasOwn(PERMISSION_WORDS, name) ? [PERMISSION_WORDS[name]] : [],
  );
  const { text } = CONNECT_RESULTS[result];
  return needs.length === 0
    ? text
    : `${text} We still need permission ${[...new Set(needs)].join(", and ")}.`;
}
