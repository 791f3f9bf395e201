type Said = { text: string; advice: string };

/** What was found about a channel, for its owner, and what she can do. By the codes of `lib/channels/rules/health.ts`. */
const HEALTH: Record<string, Said> = {
  token_refused: {
    text: "Meta no longer lets us in.",
    advice: "Press Reconnect. Replies wait until then and go out by themselves.",
  },
  number_closed: {
    text: "Meta has closed or restricted this number.",
    advice: "Open Meta's Business Support to see why, and appeal there.",
  },
  not_registered: {
    text: "This number is not registered for sending.",
    advice: "Press Reconnect: that registers it.",
  },
  not_subscribed: {
    text: "Meta does not pass buyers' messages on to us.",
    advice: "Press Reconnect: that subscribes this account again.",
  },
  permission_missing: {
    text: "A permission is missing.",
    advice: "Press Reconnect and allow everything on Meta's page.",
  },
  quality_red: {
    text: "Buyers block or report this number often: Meta rates it low.",
    advice: "Write only to people who asked for it. Meta may limit or close the number.",
  },
  token_ending: {
    text: "Our access ends within days and could not be renewed.",
    advice: "Press Reconnect before it ends.",
  },
  limit_reached: {
    text: "The number has reached Meta's limit for now.",
    advice: "Messages go out later by themselves. Meta raises the limit of numbers that are rated well.",
  },
  number_flagged: {
    text: "Meta watches this number: its rating has been low.",
    advice: "Write only to people who asked for it for a week; then Meta looks again.",
  },
  quality_yellow: {
    text: "Some buyers block or report this number: Meta rates it medium.",
    advice: "Answer quickly and write only to people who asked for it.",
  },
  name_not_approved: {
    text: "Meta has not approved the name that buyers see.",
    advice: "Look at the name in WhatsApp Manager.",
  },
  nothing_heard: {
    text: "No message has come in yet.",
    advice: "Write to it from your own phone: that shows that it works.",
  },
  not_checked: {
    text: "Meta could not be asked about everything just now.",
    advice: "Check again in a few minutes.",
  },
};

/** The sentences of one finding. */
export function sayHealth(code: string): Said {
  return HEALTH[code] ?? { text: code.replaceAll("_", " "), advice: "" };
}
