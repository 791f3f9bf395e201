import type { GraphError } from "./graph";

/** What kind of refusal it was, and so what to do next. */
export type RefusalClass =
  | "token"
  | "permission"
  | "integrity"
  | "rate"
  | "retryable"
  | "bad_request"
  | "window"
  | "recipient"
  | "config"
  | "media"
  | "template";

export type Refusal = { class: RefusalClass; code: string; sentence: string };

/** For codes without a sentence of their own. Written for the shop's owner. */
const CLASS_SENTENCES: Record<RefusalClass, string> = {
  token: "Meta no longer accepts our access to this account. Reconnect it on the Connections page.",
  permission:
    "This account has not allowed us to send messages. Reconnect it and allow everything it asks for.",
  integrity: "Meta has restricted this account. Open Meta's Business Support to see why and appeal.",
  rate: "Meta asked us to slow down. The message will be sent a little later.",
  retryable: "Meta had a short problem. We will try again.",
  bad_request: "Meta did not accept this message. Please tell our support.",
  window: "The buyer last wrote more than 24 hours ago, so only an approved template may be sent.",
  recipient: "This message could not be delivered to this person.",
  config: "Your WhatsApp account needs a setting changed before it can send.",
  media: "The file could not be sent or fetched. Try it again as a JPEG picture or a PDF.",
  template: "The message template cannot be used as it is. Check it in WhatsApp Manager.",
};

const WHATSAPP_CODES: Record<RefusalClass, readonly number[]> = {
  token: [190, 463, 460, 464, 467],
  permission: [3, 10, 131005],
  integrity: [368, 131031, 130497, 130403],
  rate: [4, 17, 32, 613, 80007, 80008, 130429, 131048, 131056, 131064, 133016],
  retryable: [1, 2, 131000, 131016, 131057, 133004],
  bad_request: [33, 100, 131008, 131009, 131021, 131051, 135000],
  window: [131047],
  recipient: [131026, 131030, 131049, 131050, 130472, 131062, 137000],
  config: [131037, 131042, 131044, 131045, 133010, 133000, 133005, 133006, 133008, 133009, 133015, 131063],
  media: [131052, 131053],
  template: [132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069],
};

/** The few codes about which an owner can do something particular. */
const SENTENCES: Record<number, string> = {
  130403: "Meta has blocked this business from messaging. Open Meta's Business Support to see why.",
  130472:
    "Meta is holding back messages to this person as part of an experiment. Nothing is wrong on your side.",
  130497: "Meta does not allow your business to write to people in this country.",
  131021: "This is your own number: a shop cannot write to itself.",
  131026:
    "WhatsApp could not deliver this. The number may not be on WhatsApp, may have blocked you, or uses an old version.",
  131030: "This number is not on your test list. Add it in Meta's app settings, or take the app live.",
  131031: "Meta has locked this WhatsApp account. Open WhatsApp Manager to see why.",
  131037: "Your WhatsApp display name is not approved yet. Check it in WhatsApp Manager.",
  131042: "There is a problem with the payment method of your WhatsApp account. Fix it in WhatsApp Manager.",
  131044: "Your WhatsApp account has no payment method yet. Add one in WhatsApp Manager.",
  131048: "Too many people marked your messages as spam, so Meta slows this number down for now.",
  131049: "Meta limits how many business messages this person gets. It can be tried again after a day.",
  131050: "This person has asked not to receive marketing messages from you.",
  131052: "WhatsApp could not fetch this file. Ask the buyer to send it again.",
  131053: "WhatsApp could not take this file. Try it again as a JPEG picture or a PDF.",
  131056: "Too many messages to the same person in a short time. The message will be sent a little later.",
  131062: "This message needs the buyer's phone number, which they keep hidden.",
  132001: "This template does not exist in this language, or is not approved.",
  132015: "This template is paused because people gave it poor marks.",
  132016: "This template is switched off for good because people gave it poor marks.",
  133010: "This number is not registered for the WhatsApp API. Connect it again.",
};

const CLASS_OF_CODE = new Map<number, RefusalClass>();
for (const name of Object.keys(WHATSAPP_CODES) as RefusalClass[]) {
  for (const code of WHATSAPP_CODES[name]) CLASS_OF_CODE.set(code, name);
}

/** Reads a WhatsApp error: an answer to a call, or the code of a "failed" status. Meta: Cloud API error codes. */
export function explainWhatsAppError(code: number, status = 400): Refusal {
  return explained(classOf(code, status), code, status, SENTENCES[code]);
}

/** Reads an Instagram error, where the subcode is what tells. Meta: Instagram messaging, common error codes. */
export function explainInstagramError(error: GraphError, status = 400): Refusal {
  const bySubcode = error.subcode === null ? undefined : INSTAGRAM_SUBCODES[error.subcode];
  const found = bySubcode ?? INSTAGRAM_CODES[error.code];
  const name = found ?? classOf(error.code, status);
  const refusal = explained(name, error.code, status, INSTAGRAM_SENTENCES[name]);
  return error.subcode === null ? refusal : { ...refusal, code: `${error.code}/${error.subcode}` };
}

/** Instagram knows no templates and no WhatsApp settings. */
const INSTAGRAM_SENTENCES: Partial<Record<RefusalClass, string>> = {
  window: "The buyer last wrote more than 24 hours ago; Instagram delivers nothing until they write again.",
  config: "Your Instagram account needs a setting changed before it can send.",
};

const INSTAGRAM_SUBCODES: Record<number, RefusalClass> = {
  2018278: "window",
  2534022: "window",
  2018065: "permission",
  2018108: "permission",
  2018001: "recipient",
  2534014: "recipient",
  2018109: "media",
  2018047: "media",
  2018034: "bad_request",
  1545041: "recipient",
  2534048: "permission",
  2018028: "recipient",
  2534001: "recipient",
  2534025: "recipient",
  1545133: "retryable",
  2018022: "rate",
};

const INSTAGRAM_CODES: Record<number, RefusalClass> = {
  551: "recipient",
  230: "recipient",
  1200: "retryable",
  80002: "rate",
};

function classOf(code: number, status: number): RefusalClass {
  const known = CLASS_OF_CODE.get(code);
  if (known !== undefined) return known;
  if (code >= 200 && code <= 299) return "permission";
  // Meta's code 0 is an authentication failure, but ours also stands for "no code given".
  if (status === 401) return "token";
  if (status === 403) return "permission";
  if (status === 429) return "rate";
  return status >= 300 && status < 400 ? "config" : "bad_request";
}

function explained(name: RefusalClass, code: number, status: number, sentence?: string): Refusal {
  return {
    class: name,
    code: code === 0 ? `http_${status}` : String(code),
    sentence: sentence ?? CLASS_SENTENCES[name],
  };
}
