import type { Lexicon } from "./lexicon";

/** Hausa, enough to greet, ask a price, say yes, no and thanks; answers are in English or Pidgin. */
export const ha: Lexicon = {
  markers: ["sannu", "nawa", "kudin", "kudi", "nagode", "ina", "barka"],
  numbers: { daya: 1, biyu: 2, uku: 3, hudu: 4, biyar: 5 },
  fillers: ["sannu", "nawa", "ne", "kudin", "kudi", "ina", "so", "barka", "da"],
  cues: [
    { intent: "greet", confidence: 0.86, phrases: ["^ sannu", "^ ina kwana", "^ ina wuni", "^ barka"] },
    { intent: "ask_price", confidence: 0.92, phrases: ["nawa ne", "nawa", "kudin", "kudinsa"] },
    { intent: "order", confidence: 0.86, phrases: ["ina so", "ina son"] },
    { intent: "yes", confidence: 0.9, phrases: ["^ eh $", "^ na am $", "^ toh? $"] },
    { intent: "no", confidence: 0.9, phrases: ["^ aa $"] },
    { intent: "thanks", confidence: 0.9, phrases: ["nagode", "na gode"] },
    { intent: "goodbye", confidence: 0.9, phrases: ["sai anjima", "sai gobe"] },
  ],
};
