import { describe, expect, it } from "vitest";
import type { Intent, Slots } from "@/lib/conversation/rules/meaning";
import { understand } from "@/lib/conversation/rules/understand";
import { freshState } from "@/lib/conversation/schema";

const nothingAsked = freshState();

/** The fifty utterances of the domain page, row by row. */
const UTTERANCES: [number, string, Intent, Slots?][] = [
  [1, "How far, una dey open?", "greet", { topic: "hours" }],
  [2, "Good morning ma, abeg I wan ask something", "greet", { topic: "question" }],
  [3, "Wetin be the price for the red gown?", "ask_price", { item: "red gown" }],
  [4, "How much last for this shoe?", "negotiate"],
  [5, "Abeg do am 15k for me", "negotiate", { amountKobo: 1_500_000 }],
  [6, "E too cost, make you reduce am small", "negotiate"],
  [7, "Oya last last 18k, I no go fit pass that one", "negotiate", { amountKobo: 1_800_000 }],
  [8, "No wahala, I agree 20k", "accept_offer", { amountKobo: 2_000_000 }],
  [9, "Customer price na wetin?", "negotiate"],
  [10, "I wan buy two pieces, one black one blue", "order", { quantity: 2 }],
  [11, "Add one powerbank join am", "order", { quantity: 1 }],
  [12, "Comot the cap, I no need am again", "order", { topic: "remove" }],
  [13, "You get am for size 42?", "ask_stock", { size: "42" }],
  [14, "E still dey available?", "ask_stock"],
  [15, "Drop your aza", "ask_account"],
  [16, "Send account make I transfer sharp sharp", "ask_account"],
  [17, "Which bank you dey use, Opay abi GTB?", "ask_account"],
  [18, "I don pay o, check your alert", "claim_paid"],
  [19, "I don send the money since, una never see am?", "claim_paid"],
  [20, "See the receipt, na you remain", "upload"],
  [21, "E dey show pending, my network bad", "payment_problem"],
  [22, "Dem don debit me but e never reach you", "payment_problem", { topic: "debited" }],
  [23, "Make I pay half now, balance when e land", "negotiate", { topic: "part_payment" }],
  [24, "You fit do pay on delivery?", "negotiate", { topic: "pay_on_delivery" }],
  [25, "How much be delivery go Ikorodu?", "ask_delivery", { area: "Ikorodu" }],
  [26, "Send am come number 12 Adeola Odeku, VI", "give_address", { address: "number 12 Adeola Odeku, VI" }],
  [27, "No be that address again, na Surulere I dey now", "change_address"],
  [28, "Yes na my correct address be that", "yes"],
  [29, "When my goods go reach?", "order_status"],
  [30, "Rider never call me since morning", "complaint"],
  [
    31,
    "My name na Chinedu Okafor, number na 08031234567",
    "give_name",
    { name: "Chinedu Okafor", phone: "+2348031234567" },
  ],
  [32, "The code wey you send na 482913", "verify_code", { code: "482913" }],
  [33, "I no see any code, send am again", "resend_code"],
  [34, "Cancel am abeg, I no do again", "cancel"],
  [35, "The cloth no be my size, I wan change am", "return_exchange"],
  [36, "Give me my money back, una be thief", "refund"],
  [37, "Abeg connect me to oga, I wan talk to person", "talk_to_person"],
  [38, "Hurry up, rider dey my front, just release am", "order_status", { topic: "rush" }],
  [39, "Na my brother pay am, the name go different", "claim_paid", { topic: "third_party" }],
  [40, "Comot my number for your system", "privacy", { topic: "erase" }],
  [41, "Wetin una get about me for there?", "privacy", { topic: "access" }],
  [42, "Stop to dey send me message", "opt_out"],
  [43, "E kaaro ma, e jọ̀ọ́ eelo ni?", "ask_price"],
  [44, "Nno, kedu ego ọ bụ?", "ask_price"],
  [45, "Sannu, nawa ne kudin?", "ask_price"],
  [46, "👍🏽", "yes"],
  [46, "ok", "yes"],
  [46, "kk", "yes"],
  [46, "alright", "yes"],
  [46, "no p", "yes"],
  [47, "Mtcheww", "complaint"],
  [47, "abeg no waste my time", "complaint"],
  [48, "Dash me something join na", "negotiate"],
  [49, "I go pay tomorrow God willing", "payment_problem", { topic: "pay_later" }],
  [50, "Resend the invoice, I wan show my madam", "resend_document"],
];

const MORE: [string, Intent, Slots?][] = [
  ["Hi, I want dis red ankara dress. How much?", "ask_price"],
  ["register", "register"],
  ["start", "register"],
  ["STOP", "opt_out"],
  ["stop it!!!", "opt_out"],
  ["order TG-8891", "order_status", { reference: "TG-8891" }],
  ["tg 8891", "order_status", { reference: "TG-8891" }],
  ["status 8891", "order_status", { reference: "TG-8891" }],
  ["confirm", "confirm"],
  ["confirm TG-7FQ2", "confirm", { reference: "TG-7FQ2" }],
  ["cancel TG-8891 because I changed my mind", "cancel", { reference: "TG-8891" }],
  ["upload", "upload"],
  ["paid", "claim_paid"],
  ["update address to 5 Bode Thomas, Surulere", "change_address"],
  ["help", "help"],
  ["?", "help"],
  ["thank you", "thanks"],
  ["tnx", "thanks"],
  ["good bye", "goodbye"],
  ["bye", "goodbye"],
  ["no", "no"],
  ["verify Kp7#mN4x", "verify_code", { code: "Kp7#mN4x" }],
  ["Kp7#mN4x", "verify_code", { code: "Kp7#mN4x" }],
  ["08031234567", "give_phone", { phone: "+2348031234567" }],
  ["pls cancle my oder", "cancel"],
  ["has it been delivred? where is my parcel", "order_status"],
  ["can I talk to a person please", "talk_to_person"],
  ["delete my data", "privacy", { topic: "erase" }],
  ["Can you do ₦1,150,000 for everything?", "negotiate", { amountKobo: 115_000_000 }],
  ["qwrtz plmk", "unknown"],
  ["", "unknown"],
];

describe("understanding a text", () => {
  it.each(UTTERANCES)("row %i: %s", (_, text, intent, slots) => {
    const understood = understand(text, nothingAsked);
    expect(understood.intent).toBe(intent);
    expect(understood.confidence).toBeGreaterThanOrEqual(0.8);
    expect(understood.slots).toMatchObject(slots ?? {});
  });

  it.each(MORE)("%s", (text, intent, slots) => {
    const understood = understand(text, nothingAsked);
    expect(understood.intent).toBe(intent);
    expect(understood.slots).toMatchObject(slots ?? {});
  });

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty valueOf"])(
    "takes %s for a word like any other",
    (text) => {
      expect(understand(text, nothingAsked).intent).toBe("unknown");
    },
  );

  it("takes a bare answer by what was asked last", () => {
    const details = { ...freshState(), asked: { kind: "details" as const } };
    expect(understand("Chinedu, 123 Lagos St, Ikeja", details)).toMatchObject({
      intent: "give_name",
      slots: { name: "Chinedu", address: "123 Lagos St, Ikeja" },
    });
    const code = { ...freshState(), asked: { kind: "code" as const } };
    expect(understand("Kp7#mN", code).intent).toBe("verify_code");
    expect(understand("Kp7#mN", nothingAsked).intent).toBe("unknown");
  });

  it("is surer of what it knows than of what it guesses", () => {
    const known = understand("cancel", nothingAsked).confidence;
    const guessed = understand("cansel", nothingAsked);
    expect(guessed.intent).toBe("cancel");
    expect(guessed.confidence).toBeLessThan(known);
    expect(understand("qwrtz", nothingAsked).confidence).toBe(0);
  });

  it.each([
    ["Wetin be the price", "pcm"],
    ["I want dis one", "pcm"],
    ["How much be delivery go Ikorodu?", "pcm"],
    ["Could you please tell me what it costs today", "en"],
    ["I am at home and would like the dress", "en"],
    ["Amina", null],
    ["Ade", null],
  ])("hears the language of: %s", (text, language) => {
    expect(understand(text, nothingAsked).language).toBe(language);
  });
});
