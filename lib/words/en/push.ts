type Facts = { reference: string; amount: string; business: string };

/** Words of what a phone shows when something waits, and of the page on which it is turned on. They name no buyer. */
export const pushWords = {
  news: {
    receipt: ({ reference, amount, business }: Facts) => ({
      title: `New receipt: order ${reference}`,
      body: `${amount}, ${business}. Look at it before you release the goods.`,
    }),
    offer: ({ reference, amount, business }: Facts) => ({
      title: `New offer: order ${reference}`,
      body: `${amount} for everything, ${business}. Say yes, or name your price.`,
    }),
    escalation: ({ reference, amount, business }: Facts) => ({
      title: `Order ${reference} needs you`,
      body: `${amount}, ${business}. It waits for your decision.`,
    }),
    person: ({ business }: Facts) => ({
      title: "A buyer needs a person",
      body: `${business}. Open the chat to answer.`,
    }),
    dispute: ({ reference, amount, business }: Facts) => ({
      title: `Order ${reference} is disputed`,
      body: `${amount}, ${business}. The buyer says that something is wrong.`,
    }),
  },
  title: "Notifications",
  text: "Your phone can tell you when something waits for you, even when TrustGuard is closed.",
  menu: "Notifications",
  phone: {
    title: "This phone",
    label: "Tell me on this phone",
    hint: "Your browser asks once whether TrustGuard may.",
    on: "This phone will tell you. It ends when you sign out.",
    off: "This phone does not tell you any more.",
    checking: "Looking at what this browser can do…",
    failed: "It could not be turned on. Check your network and try again.",
    refusedByService: "Your browser's message service did not answer. Try again in a minute.",
    offline: "You are offline. Nothing was changed; try again when you are back.",
    dismissed: "Nothing was turned on. You can try again at any time.",
    denied: {
      title: "This browser does not let us",
      text: "Notifications were blocked for TrustGuard. Open your browser's settings for this site, allow notifications, then come back.",
    },
    install: {
      title: "First put TrustGuard on your Home Screen",
      text: "On an iPhone or iPad: tap Share, then Add to Home Screen. Open TrustGuard from there and come back to this page.",
    },
    unsupported: {
      title: "This browser cannot",
      text: "It does not take notifications. A newer Chrome, Edge, Firefox or Safari does.",
    },
    unavailable: {
      title: "Not set up here",
      text: "Whoever runs this TrustGuard has not set up notifications. Text messages and email come as before.",
    },
    others: (count: number) =>
      count === 1
        ? "One other phone or browser tells you too."
        : `${count} other phones or browsers tell you too.`,
    stopOthers: "Stop on the others",
    othersStopped: "Only this one is left.",
  },
  wishes: {
    title: "What about, and when",
    on: "Send me notifications",
    onHint: "Off: none of your phones shows any.",
    kinds: "Tell me about",
    kind: {
      receipt: { label: "New receipts", hint: "A proof of payment is ready for you to check." },
      offer: { label: "New offers", hint: "A buyer names a price." },
      escalation: { label: "Orders that need the owner", hint: "They come in quiet hours too." },
      person: { label: "Buyers who need a person", hint: "The bot cannot go on alone." },
      dispute: { label: "Disputed orders", hint: "A buyer says that something is wrong." },
    },
    quiet: "Quiet hours",
    quietHint: "You are told afterwards about whatever still waits.",
    from: "From",
    to: "To",
    none: "The same time twice: no quiet hours.",
    wrongTime: "Give a time such as 22:00.",
    save: "Save",
    saved: "Saved.",
  },
} as const;
