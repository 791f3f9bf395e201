const number = (count: number) => count.toLocaleString("en-NG");
const entries = (count: number) => (count === 1 ? "entry" : "entries");

/** What the audit log says on paper. */
export const auditPaperWords = {
  everything: "Everything",
  filter: {
    q: "with the words",
    chain: "of",
    topic: "about",
    action: "of the kind",
    actor: "by",
    subject: "on",
    from: "from",
    to: "to",
  },
  logs: { main: "the log", access: "the log of who looked" },
  all: (count: number) =>
    count === 0
      ? "Nothing fits: there is no entry to show."
      : `All that fits: ${number(count)} ${entries(count)}, the newest first.`,
  newest: (count: number) =>
    `Only the newest ${number(count)} ${entries(count)} that fit: there are more. Choose fewer days for the rest, or take the spreadsheet, which has them all.`,
  chains: { main: "Entry", access: "Look" },
  facts: { from: "From", request: "Request", cut: "… (whole in the proof file)" },
  seals: {
    main: "The log",
    access: "The log of who looked",
    empty: "Nothing was ever written in it.",
    signed: (seq: number, time: string) => `Signed up to number ${number(seq)}, on ${time}.`,
    broken:
      "This log did not verify when this paper was made, so it was not signed again. What was signed before stands below. Verify it on the audit page: it names the first entry that does not fit.",
  },
  steps: [
    "Personal data is masked here as it is in the log: phone numbers and emails show their ends only, and buyers' names are left out.",
    "Under every entry stands its hash. It covers the entry's details and the hash of the entry before, so nothing can be changed, added or taken away without changing every hash after it.",
    "Download the proof file of the same business (Audit page, “Proof file”). Run: npm run trustguard -- verify-audit --file FILE --public-key KEY. It needs no server and recomputes every hash. An entry here is genuine when the file has the same hash at the same number.",
    "The notes below were signed with the private half of the public key below. Each is a text of eight lines; every line, the last one too, ends with a line feed. The signature is Ed25519 (RFC 8032) over its bytes. Compare the key with one that came to you another way.",
    "A note kept on paper also shows a rollback: the proof file must reach its number and have its hash there.",
  ],
} as const;
