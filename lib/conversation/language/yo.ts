import type { Lexicon } from "./lexicon";

/** Yoruba, enough to greet, ask a price, say yes, no and thanks; answers are in English or Pidgin. */
export const yo: Lexicon = {
  markers: ["kaaro", "kaasan", "kaale", "eelo", "elo", "bawo", "jowo", "dabo", "ese"],
  numbers: { okan: 1, meji: 2, meta: 3, merin: 4, marun: 5 },
  fillers: [
    "e",
    "eelo",
    "elo",
    "ni",
    "jowo",
    "mo",
    "fe",
    "ra",
    "owo",
    "kaaro",
    "kaasan",
    "kaale",
    "please",
    "se",
  ],
  cues: [
    {
      intent: "greet",
      confidence: 0.86,
      phrases: ["^ e kaaro", "^ e kaasan", "^ e kaale", "^ e ku", "^ bawo ni", "^ ekaaro"],
    },
    { intent: "ask_price", confidence: 0.92, phrases: ["eelo ni", "elo ni", "eelo", "elo lowo"] },
    { intent: "order", confidence: 0.86, phrases: ["mo fe ra", "mo fe"] },
    { intent: "yes", confidence: 0.9, phrases: ["^ beeni", "^ bee ni"] },
    { intent: "no", confidence: 0.9, phrases: ["^ rara"] },
    { intent: "thanks", confidence: 0.9, phrases: ["e se", "ese", "e seun", "o se"] },
    { intent: "goodbye", confidence: 0.9, phrases: ["o dabo", "odabo", "o da bo"] },
  ],
};
