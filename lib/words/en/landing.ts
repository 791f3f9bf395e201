/** Words of the start page. Claims are what the product does today, no more. */
export const landingWords = {
  title: "Know who you are selling to, and that the money is there.",
  text: "TrustGuard sits in your WhatsApp and Instagram chats: buyers prove who they are with a code, every payment picture is kept and compared, and nothing is released until you say you see the money.",
  tryIt: "Try it with a simulated phone",
  register: "Create your account",
  signIn: "Sign in",
  skip: "Skip to the content",
  small: "No password to steal. No app for your buyers.",
  moving: {
    label: "A sale in a chat, from the first message to the receipt",
    pause: "Pause",
    again: "Play again",
  },
  chat: {
    business: "Ada’s Fashion",
    note: "business account",
    lines: [
      { from: "out", text: "Hi, I want dis red ankara dress. How much?" },
      { from: "in", text: "Na ₦12,500. Send your name and address, make I book am for you." },
      { from: "out", text: "Chinedu, 123 Lagos St, Ikeja" },
      { from: "in", text: "Thank you, Chinedu. Your code:", code: "h7#Kd2w!" },
      { from: "out", text: "h7#Kd2w!" },
      { from: "in", text: "Verified. Pay ₦12,500, ref TG‑8891, then send the receipt." },
      { from: "out", picture: true, text: "I don pay o" },
      { from: "in", text: "Payment approved. Deliver to 123 Lagos St, Ikeja?" },
    ],
  },
  card: {
    title: "Receipt TG‑8891",
    due: "Amount due",
    buyer: "Chinedu",
    masked: "+234***4567",
    checks: [
      { id: "buyer", result: "pass", message: "The buyer proved this chat with a code." },
      { id: "same_image", result: "pass", message: "This picture was not used for another order." },
      { id: "credit", result: "warn", message: "Not confirmed by the bank. Look in your account first." },
    ],
    attest: "I see ₦12,500 in the account",
  },
  how: {
    title: "How it works",
    steps: [
      {
        title: "Connect your number",
        text: "Your buyers go on writing to the number they know. A polite assistant answers prices and takes orders, in English or Pidgin.",
      },
      {
        title: "Everybody proves it",
        text: "Buyers answer with a one-time code. Each payment picture is kept as it came, and one that was used before is flagged.",
      },
      {
        title: "You release, on record",
        text: "A picture never moves an order to paid. You do, when you see the money; and who did what, and when, can be proved later.",
      },
    ],
  },
  honest: {
    title: "What we do not claim",
    text: "Trust starts with plain words.",
    items: [
      {
        title: "A picture is not money",
        text: "We can say a picture is new and belongs to this order. Only your bank can say the money is there, so we always ask you.",
      },
      {
        title: "We never hold your money",
        text: "Buyers pay straight into your account. TrustGuard cannot move a kobo.",
      },
      {
        title: "Nobody is called a cheat",
        text: "A check that fails is a reason to look again, said kindly. A person decides, never the machine alone.",
      },
    ],
  },
  proof: {
    title: "The record nobody can rewrite",
    text: "Every code, picture and approval becomes a line in a chain. Change one line and the seal turns red, for you and for whoever you show it to.",
    seal: "Each line carries the fingerprint of the one before",
    lines: [
      "Chinedu proved his chat with a code",
      "A payment picture came in for TG-8891",
      "Ada approved TG-8891, ₦12,500",
    ],
  },
  close: "Sell in chat. Sleep well.",
} as const;
