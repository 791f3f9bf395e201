import { describe, it } from "vitest";
import { runDialogue } from "../../../golden/run-dialogue";

const order = {
  reference: "TG-8891",
  status: "NEGOTIATING",
  totalKobo: 120_000_000,
  items: [{ name: "Dell Latitude Laptop", quantity: 5 }],
};
const step = (one: Record<string, unknown>) => ({ says: [], never: [], ...one });

/** The buyer says it while the price is agreed on; in Pidgin they have said something in Pidgin before. */
function hears(text: string, expected: Record<string, unknown>, voice: "en" | "pcm") {
  const opening = voice === "pcm" ? [step({ buyer: "Abeg how far, wetin dey happen with my order?" })] : [];
  const settings = { tone: "friendly", language: voice };
  runDialogue({
    name: `${voice}: ${text}`,
    given: { orders: [order], settings },
    steps: [...opening, step({ buyer: text, ...expected })],
  } as unknown as Parameters<typeof runDialogue>[0]);
}

const VOICES = ["en", "pcm"] as const;
const CASES = [
  "1.15m",
  "1,150,000.00",
  "N1150000",
  "one point one five million",
  "1.15 million naira",
  "₦1.150.000",
  "abeg do am 1.15m for everything",
].flatMap((text) => VOICES.map((voice) => [voice, text] as const));

describe("amounts that a buyer names in the chat (P8.1)", () => {
  it.each(CASES)("in %s, %s is put to the business as ₦1,150,000", (voice, text) => {
    const isPidgin = voice === "pcm" || text.startsWith("abeg");
    const says = isPidgin ? "I don pass your ₦1,150,000" : "passed your ₦1,150,000 on";
    hears(text, { effects: ["recordOffer", "needPerson:negotiation"], says: [says] }, voice);
  });

  const ASKED: readonly (readonly [string, { en: string; pcm: string }])[] = [
    ["₦0", { en: "not a price I can pass on", pcm: "I no fit carry that one go" }],
    ["zero naira", { en: "not a price I can pass on", pcm: "I no fit carry that one go" }],
    ["-1150000", { en: "not a price I can pass on", pcm: "I no fit carry that one go" }],
    ["minus one million naira", { en: "not a price I can pass on", pcm: "I no fit carry that one go" }],
    ["₦1000000000000000000000000000000", { en: "too many zeros", pcm: "the zero too plenty" }],
    ["10^30 naira", { en: "too many zeros", pcm: "the zero too plenty" }],
    ["₦1e30", { en: "too many zeros", pcm: "the zero too plenty" }],
  ];
  it.each(ASKED.flatMap(([text, says]) => VOICES.map((voice) => [voice, text, says[voice]] as const)))(
    "in %s, %s is asked about kindly and put to nobody",
    (voice, text, says) => hears(text, { effects: [], says: [says] }, voice),
  );
});
