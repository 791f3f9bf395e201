const number = (count: number) => count.toLocaleString("en-NG");

/** What the seal on the audit log says. Apart from the log's own words: these go to the browser. */
export const auditSealWords = {
  verified: (entries: number) => `All ${number(entries)} entries fit`,
  broken: (seq: number) => `Entry ${number(seq)} does not fit`,
  brokenText: "From there on the log cannot be trusted. Download the proof file and tell us.",
  unknown: "Not verified yet",
  unknownText: "Check every line and its signature, from the first to the last.",
  checking: "Checking every entry…",
  progress: (done: number, of: number) => `${number(done)} of ${number(of)}`,
  checked: "Verified",
  verify: "Verify",
  again: "Verify again",
  failed: "We could not finish. Nothing is wrong with the log because of that; please try again.",
  offline: "You are offline. Verify again when you are back.",
} as const;
