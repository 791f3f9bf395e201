/** Money in: where buyers pay, from how much on the owner decides, when unpaid orders end. */
export const moneyWords = {
  title: "Money in",
  accounts: {
    title: "Where buyers pay",
    text: "A new account waits 24 hours before buyers see it. We tell your phone and your email at once, with a link that stops it without signing in.",
    list: "Your accounts",
    add: "Add an account",
    states: {
      in_force: "Buyers pay here",
      waiting: "Waits",
      earlier: "Before",
      stopped: "Removed",
    },
    starts: "Starts",
    startsIn: (hours: number, minutes: number) =>
      hours >= 1 ? `Starts in ${hours} h` : minutes >= 1 ? `Starts in ${minutes} min` : "Starts now",
    removed: "You removed it",
    linked: "Stopped by the link in its notice",
    ending: (digits: string) => `number ending ${digits}`,
    misfit: "You confirmed a number that does not fit this bank.",
    remove: "Remove",
    cancel: "Cancel it",
    empty: {
      title: "No account yet",
      text: "Add the account your buyers pay into. Until then the bot cannot take orders.",
    },
    none: "Buyers are sent no account now, so no order can be placed.",
    past: (count: number) => (count === 1 ? "1 removed account" : `${count} removed accounts`),
  },
  form: {
    title: "Add an account",
    bank: "Bank",
    bankHint: "Type a few letters",
    number: "Account number",
    numberHint: "Ten digits",
    name: "Account name",
    nameHint: "As the bank shows it",
    fits: (bank: string) => `Fits ${bank}`,
    misfit: (bank: string) => `Look again: the last digit does not fit ${bank}.`,
    confirm: "I have looked: the number is right",
    first: "This is your first account, so buyers see it at once.",
    later: "Buyers see it 24 hours from now. Until then they pay where they pay today.",
    save: "Go on with a code",
    cancel: "Not now",
    missing: {
      bank: "Choose your bank from the list.",
      number: "An account number has ten digits.",
      name: "Write the name as the bank shows it.",
      confirm: "Look again, then confirm the number or correct it.",
    },
    noBank: "No bank of that name",
    banks: "Banks",
    found: (count: number) => (count === 1 ? "1 bank" : `${count} banks`),
    done: {
      first: "Buyers pay here from now on",
      later: "It starts in 24 hours",
      text: (bank: string, digits: string) =>
        `${bank}, number ending ${digits}. We told your phone and email.`,
    },
  },
  remove: {
    title: "Remove this account?",
    cancelTitle: "Cancel this change?",
    text: "Buyers are not sent it any more, from this moment. Orders that were sent it keep it.",
    cancelText: "It never starts. Buyers go on paying where they pay today.",
    next: (bank: string, digits: string) => `They then pay into ${bank}, number ending ${digits}.`,
    nothing:
      "You have no other account: no order can be placed until you add one, and that one waits 24 hours.",
    keep: "Keep it",
    go: "Go on with a code",
    done: "Account removed",
    cancelled: "The change is cancelled",
  },
  threshold: {
    title: "Orders that you decide",
    text: "Orders from this amount up come to you, and nobody else can release them. So do smaller ones that add up to it within a day.",
    label: "From",
    hint: (now: string) => `Now ${now}`,
    save: "Change with a code",
    wrong: "An amount from ₦1,000 to ₦1,000,000,000.",
    same: "That is the amount now.",
    done: (amount: string) => `Orders from ${amount} up come to you`,
    reason: "A lower amount brings you more orders, a higher one fewer.",
  },
  clock: {
    title: "When something waits",
    text: "A buyer who has not paid is reminded once. If no proof of payment comes, the order ends and the goods are free again. You are reminded once of an order that waits for you; it is never decided by time. A buyer who typed a code stays verified in that chat; a new order asks for a fresh one all the same.",
    reminder: "Remind the buyer after",
    lapse: "End the order after",
    overdue: "Remind me after",
    verified: "A buyer stays verified for",
    hours: "hours",
    save: "Save",
    done: "Saved",
    changed: (now: string) =>
      `Somewhere else these hours were changed meanwhile. They are now: ${now}. Yours are still in the form: save again to put them in place.`,
    wrongReminder: "A whole number from 1 to 23.",
    wrongLapse: "A whole number up to 720, not before the reminder.",
    wrongWeek: "A whole number from 1 to 168.",
  },
  refusals: {
    superseded: "It was changed somewhere else meanwhile. Close this and look again.",
    not_found: "This account is removed already. Close this and look again.",
    nuban_mismatch: "The number does not fit the bank. Close this and look again.",
  } as Record<string, string>,
} as const;

/** The page behind the link in the notice of a new account. */
export const stopWords = {
  title: "Stop a new account",
  ask: {
    waiting: "Stop this new account?",
    in_force: "Take this account back?",
  },
  waiting: (business: string, when: string) =>
    `Somebody who is signed in to ${business} asked that buyers pay here from ${when}.`,
  in_force: (business: string, when: string) => `Buyers of ${business} are told to pay here since ${when}.`,
  mine: "If you asked for it yourself, close this page: nothing happens.",
  effect: {
    waiting: "If not, stop it. It will never start, and you need not sign in for that.",
    in_force:
      "If not, take it back. Buyers are then sent the account before it, and you need not sign in for that.",
  },
  button: "This was not me: stop it",
  done: {
    title: "It is stopped",
    text: (business: string) =>
      `Buyers of ${business} are not sent this account. Somebody who can sign in as you asked for it: sign in, look at your devices under Settings, and sign out everywhere.`,
    action: "Sign in",
  },
  over: {
    title: "This link is too old",
    text: "The account has been in use for more than three days. Sign in and open Settings, Money in, to change where buyers pay.",
    action: "Sign in",
  },
  unknown: {
    title: "We do not know this link",
    text: "It may have been cut off on its way. Open it again from the message, whole.",
  },
  tooMany: { title: "Too many tries", text: "Please wait a minute, then open the link again." },
  failed: "That did not work. Check your network and try again.",
} as const;
