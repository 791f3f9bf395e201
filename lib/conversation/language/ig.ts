import type { Lexicon } from "./lexicon";

/** Igbo, enough to greet, ask a price, say yes, no and thanks; answers are in English or Pidgin. */
export const ig: Lexicon = {
  markers: ["nno", "kedu", "ego", "biko", "daalu", "imela", "achoro"],
  numbers: { otu: 1, abuo: 2, ato: 3, ano: 4, ise: 5 },
  fillers: ["nno", "kedu", "ego", "o", "bu", "ole", "biko", "achoro", "m", "zuta", "ka"],
  cues: [
    { intent: "greet", confidence: 0.86, phrases: ["^ nno", "^ kedu", "^ ututu oma", "^ ndewo"] },
    { intent: "ask_price", confidence: 0.92, phrases: ["ego ole", "kedu ego", "ole ka", "ego o bu"] },
    { intent: "order", confidence: 0.86, phrases: ["achoro m", "a choro m"] },
    { intent: "yes", confidence: 0.9, phrases: ["^ ee $", "^ eeh"] },
    { intent: "no", confidence: 0.9, phrases: ["^ mba"] },
    { intent: "thanks", confidence: 0.9, phrases: ["daalu", "imela"] },
    { intent: "goodbye", confidence: 0.9, phrases: ["ka o di", "ka omesia"] },
  ],
};
