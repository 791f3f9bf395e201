/** Words of the page where WhatsApp and Instagram are connected and looked after. */
export const connectionWords = {
  title: "Connections",
  text: "The WhatsApp numbers and Instagram accounts that your buyers write to.",
  list: "Your channels",
  platforms: { whatsapp: "WhatsApp", instagram: "Instagram" },
  empty: {
    title: "Connect where your buyers write",
    text: "Once WhatsApp or Instagram is connected, buyers who write there are answered, and every order begins there.",
  },
  add: {
    title: "Connect another",
    text: "You may connect several numbers and accounts.",
    whatsapp: "Connect WhatsApp",
    instagram: "Connect Instagram",
  },
  explain: {
    whatsapp: {
      title: "Connect WhatsApp Business",
      steps: [
        "Meta opens its own page and asks you to sign in with Facebook.",
        "Choose your business and the WhatsApp number that buyers write to.",
        "Leave every permission switched on, and you are back here.",
      ],
      needs: [
        "A Facebook account that is administrator of your business at Meta",
        "A WhatsApp Business number that can get a text or a call",
      ],
    },
    instagram: {
      title: "Connect Instagram",
      steps: [
        "Instagram opens its own page and asks you to sign in.",
        "Allow everything it lists: reading and answering messages needs it.",
        "You are back here, and we check that all is well.",
      ],
      needs: [
        "A professional account on Instagram: business or creator",
        "Its password, or the app on this phone",
      ],
    },
    instagramByPage: {
      title: "Connect Instagram",
      steps: [
        "Meta opens its own page and asks you to sign in with Facebook.",
        "Choose the Page that your Instagram account belongs to.",
        "Leave every permission switched on, and you are back here.",
      ],
      needs: [
        "A professional account on Instagram that belongs to a Facebook Page",
        "A Facebook account that manages that Page",
      ],
    },
    stepsTitle: "What happens",
    needsTitle: "What you need",
    safe: "We never see your password. You can take the access away at any time, here or in Meta's settings.",
    go: "Go to Meta",
    goInstagram: "Go to Instagram",
    byPage: "Use a Facebook Page",
  },
  card: {
    externalId: { whatsapp: "Phone ID", instagram: "Account ID" },
    lastMessage: "Last message",
    noMessage: "None yet",
    access: "Access",
    accessUntil: "Until",
    accessEndless: "Does not expire",
    accessGone: "Lost",
    checked: "Checked at Meta",
    unchecked: "Not yet",
    quality: { GREEN: "Quality high", YELLOW: "Quality medium", RED: "Quality low" } as Record<
      string,
      string
    >,
    well: "All is well: checked at Meta.",
    notChecked: "Meta has not been asked yet. Press Check.",
    health: "Health",
    disconnected: "Disconnected",
    attention: "Needs a look",
    waiting: (count: number) =>
      count === 1
        ? "1 reply waits and goes out by itself."
        : `${count} replies wait and go out by themselves.`,
    waitingLost: (count: number) =>
      `${count === 1 ? "1 reply waits" : `${count} replies wait`} for you to reconnect. What is older than 24 hours by then is not sent.`,
    left: "Its chats and orders are still there to read.",
  },
  actions: {
    test: "Send test message",
    check: "Check",
    reconnect: "Reconnect",
    again: "Connect again",
    disconnect: "Disconnect",
    checked: "Checked at Meta",
    checkedWell: "All is well.",
    checkedTrouble: "There is something to look at: see the card.",
    checkFailed: "It could not be checked",
    tryLater: "Please try again in a moment.",
  },
  test: {
    title: (name: string) => `Send a test from ${name}`,
    text: {
      whatsapp:
        "To your own phone, unless you type another number. It must have written here in the last 24 hours.",
      instagram: "To an account that wrote here in the last 24 hours.",
    },
    label: { whatsapp: "Phone number", instagram: "Instagram name" },
    hint: { whatsapp: "Leave empty for your own phone", instagram: "As it is shown there, such as ada.obi" },
    send: "Send test",
    sent: "Test sent",
    sentText: (to: string) => `Look at ${to}.`,
    onItsWay: "Test is on its way",
    onItsWayText: (to: string) => `Meta is slow just now. It goes out to ${to} by itself.`,
    openChat: "Open the chat",
    offline: "You are offline. Nothing was sent.",
  },
  leave: {
    title: (name: string) => `Disconnect ${name}?`,
    text: "Buyers who write there get no answer from us any more.",
    points: {
      stay: "Its chats, orders and files stay here, and you can read them.",
      orders: (count: number) =>
        count === 1
          ? "1 order there is under way: its buyer hears nothing more from us. Tell them another way."
          : `${count} orders there are under way: their buyers hear nothing more from us. Tell them another way.`,
      waiting: (count: number) =>
        count === 1 ? "1 reply that waits will not be sent." : `${count} replies that wait will not be sent.`,
      again: "Connecting the same account again takes everything up where it was.",
    },
    go: "Disconnect with a code",
    done: (name: string) => `${name} is disconnected`,
    doneText: (notSent: number) =>
      notSent === 0
        ? "Its chats stay here to read."
        : `${notSent === 1 ? "1 reply was" : `${notSent} replies were`} not sent: see What went wrong.`,
    refusals: {
      wrong_state: "This channel is disconnected already. Close this and look at the page again.",
      not_found: "This channel is not there any more.",
    } as Record<string, string>,
  },
  pick: {
    title: "Pick what belongs to this business",
    text: "Meta gave access to these. What you do not pick is forgotten.",
    elsewhere: "Connected to another business here: moving it takes a code.",
    connect: (count: number) => (count > 1 ? `Connect ${count}` : "Connect"),
    none: "Pick at least one.",
    done: "Connected",
    doneText: "Buyers who write now are answered.",
    over: "This choice has expired. Press Connect again and go through Meta's page once more.",
    offline: "You are offline. Nothing was connected.",
    refusals: {
      not_found: "This choice has expired. Close this, and press Connect again.",
    } as Record<string, string>,
  },
  result: { good: "Done", almost: "Almost done", bad: "Not connected" },
  failed: "That did not work. Please try again in a moment.",
} as const;

/** The public page that says what became of a request to delete data. */
export const deletionWords = {
  title: "Your data from Meta is deleted",
  text: "Everything that Meta gave TrustGuard for your account is gone: our access, your id there, and the connection of your numbers and accounts. Orders and the record of what was done belong to the business and are kept as the law asks.",
  doneOn: "Done on",
  unknownTitle: "We do not know this code",
  unknownText: "Look at the code that Meta showed you, and open the address as it was given.",
} as const;
