/** What a printed audit log says. Everything is a text that is ready to be read; whoever fills it in has masked it. */
export type AuditPaperData = {
  businessName: string;
  /** When it was made, in words and as ISO 8601 UTC. */
  madeAt: string;
  madeAtIso: string;
  /** The zone of every time in it, as people say it: "WAT". */
  zone: string;
  /** What the log was narrowed to, or that it was not. */
  filter: string;
  /** How much of what fits is here. */
  extent: string;
  entries: AuditPaperEntry[];
  seals: AuditPaperSeal[];
  /** How to verify without the server, one step each. */
  steps: string[];
  publicKeys: { keyId: string; pem: string }[];
};

export type AuditPaperEntry = {
  /** The chain and the entry's number in it. */
  number: string;
  at: string;
  sentence: string;
  facts: string;
  /** 64 hex digits. */
  hash: string;
};

/** How far a chain is signed. */
export type AuditPaperSeal = {
  title: string;
  text: string;
  /** The signed note to the letter, and its signature in hex. */
  signed: { note: string; signature: string; keyId: string } | null;
};
