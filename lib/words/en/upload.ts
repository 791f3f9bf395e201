/** Words of the page where a buyer sends the picture of a transfer from a browser. */
export const uploadWords = {
  title: "Send your picture",
  intro: (business: string) => `${business} checks it and answers you in the chat.`,
  order: "Order",
  amount: "Amount",
  choose: "Choose picture or PDF",
  camera: "Take a photo",
  drop: "or drop the file here",
  dropNow: "Let go to choose this file",
  kinds: "JPEG, PNG, WebP, HEIC or PDF, up to 16 MB.",
  chosen: "Your picture",
  chosenPdf: "Your PDF",
  send: "Send it",
  another: "Choose another",
  sending: "Sending…",
  percent: (value: number) => `${value} %`,
  almost: "Almost there: saving it safely…",
  stop: "Stop",
  works: (time: string) => `This link works until ${time} and takes one file.`,
  again: "Try again",
  done: {
    title: "We have it",
    text: (business: string) =>
      `Thank you! ${business} checks that the money has come in, and tells you in the chat. You can close this page.`,
  },
  over: {
    title: "This link has expired",
    text: "It works for 15 minutes. Go back to the chat and write “upload” to get a new one.",
  },
  settled: {
    title: "Nothing more to send",
    text: (business: string) =>
      `This order needs no picture any more. Ask ${business} in the chat if you are not sure.`,
  },
  unknown: {
    title: "This link opens nothing",
    text: "Part of it may be missing. Open it again from the chat, or write “upload” there to get a new one.",
  },
  problems: {
    size: "That file is larger than 16 MB. A screenshot of the transfer is enough.",
    type: "We can take JPEG, PNG, WebP, HEIC or PDF. Please send a screenshot of the transfer, or its PDF.",
    empty: "That file is empty. Please choose it again.",
    offline: "No network just now. Your picture is still here: try again when you are back.",
    failed: "That did not work, and it is not your fault. Please try again in a moment.",
    stopped: "Stopped. Nothing was sent.",
    used: "This link has taken its one picture. Write “upload” in the chat for a new link.",
    over: "This link has expired. Write “upload” in the chat for a new one.",
    many: "Too many tries. Please wait a minute.",
  },
  warning: "We never ask for money, a code or your bank details on this page. If a page does, close it.",
  tooMany: {
    title: "One moment, please",
    text: "This page was opened too often from your network. Try again in a minute.",
  },
} as const;
