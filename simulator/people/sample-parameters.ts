import { isLayoutName } from "../samples/layouts";
import type { SampleRequest } from "../samples/receipt";
import type { Simulator } from "../state/simulator";
import type { Business, ChatMessage, Person } from "../state/types";
import { chatOf } from "../state/world";
import { readPaymentDetails } from "./read-payment-details";

/**
 * What a sample is drawn with: what the caller wants, else what the business last asked for in this chat, else Ada's
 * dress. `amount` is in naira; a date is ISO 8601.
 */
export function sampleParameters(
  sim: Simulator,
  number: Business,
  person: Person,
  wanted: Record<string, unknown>,
): SampleRequest {
  const { messages } = chatOf(sim.world, number.phoneNumberId, person.phone);
  const asked = lastAsked(messages);
  const text = (key: string) => (typeof wanted[key] === "string" ? (wanted[key] as string) : undefined);
  const layout = text("layout");
  const amountKobo = wanted.amount === undefined ? asked.amountKobo : Math.round(Number(wanted.amount) * 100);
  const nowMs = sim.clock.nowMs();
  return {
    amountKobo: amountKobo ?? 1_250_000,
    beneficiaryName: text("name") ?? asked.name ?? number.verifiedName.toUpperCase(),
    accountNumber: text("account") ?? asked.account ?? "0123456789",
    bankName: text("bank") ?? asked.bank ?? "GTBank",
    reference: text("reference") ?? asked.reference ?? "TG-8891",
    senderName: text("sender") ?? `${person.name.toUpperCase()} OKAFOR`,
    paidAtMs: text("date") ? Date.parse(text("date") as string) : nowMs,
    status: text("status") ?? "Successful",
    layout: layout && isLayoutName(layout) ? layout : undefined,
    sessionId: text("session_id"),
    previous: previousPicture(sim, messages),
    nowMs,
  };
}

/** What the business last asked this buyer to pay; empty when it has not. */
export function lastAsked(messages: ChatMessage[]): ReturnType<typeof readPaymentDetails> {
  for (const message of [...messages].reverse()) {
    if (message.from !== "business" || !message.text) continue;
    const details = readPaymentDetails(message.text);
    if (details.account && details.amountKobo) return details;
  }
  return {};
}

const NO_RECEIPT = new Set(["bomb", "cat", "text-as-jpg"]);

/** The last picture this person sent here: for sending it again, or another crop of it. */
function previousPicture(sim: Simulator, messages: ChatMessage[]): SampleRequest["previous"] {
  const sent = [...messages]
    .reverse()
    .find((one) => one.from === "person" && one.type === "image" && !NO_RECEIPT.has(one.sample ?? ""));
  const media = sent?.media && sim.world.media.get(sent.media.mediaId);
  return media ? { bytes: media.bytes, mimeType: media.mimeType, filename: media.filename } : undefined;
}
