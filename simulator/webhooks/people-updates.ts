import type { Simulator } from "../state/simulator";
import type { BusinessNumber, ChatMessage, Person } from "../state/types";
import { chatOf, userIdOf } from "../state/world";

/** `metadata` of every update about a number; the displayed number comes as bare digits. */
function metadataOf(number: BusinessNumber): Record<string, string> {
  return {
    display_phone_number: number.displayPhoneNumber.replace(/\D/g, ""),
    phone_number_id: number.phoneNumberId,
  };
}

/** How a webhook names a person: the phone is left out, not empty, when they hide it behind a user name. */
function contactOf(sim: Simulator, person: Person, number: BusinessNumber): Record<string, unknown> {
  return {
    profile: { name: person.name },
    ...(person.hidePhone ? {} : { wa_id: person.phone }),
    user_id: userIdOf(sim.world, person, number.wabaId),
  };
}

/** Tells the app of a person's message. `body` is the part named after the type. */
export function tellMessage(
  sim: Simulator,
  number: BusinessNumber,
  person: Person,
  message: ChatMessage,
  body: Record<string, unknown>,
): void {
  const value = {
    messaging_product: "whatsapp",
    metadata: metadataOf(number),
    contacts: [contactOf(sim, person, number)],
    messages: [
      {
        ...(message.quotedId ? { context: quoteOf(sim, number, person, message.quotedId) } : {}),
        ...(person.hidePhone ? {} : { from: person.phone }),
        from_user_id: userIdOf(sim.world, person, number.wabaId),
        id: message.id,
        timestamp: String(Math.floor(message.atMs / 1000)),
        ...body,
      },
    ],
  };
  if (!number.subscribed) return;
  const key = { phoneNumberId: number.phoneNumberId, phone: person.phone, id: message.id };
  sim.webhooks.send({ wabaId: number.wabaId, field: "messages", value }, key);
}

/** Tells the app what the business's owner wrote in the WhatsApp Business app on her own phone. */
export function tellAppMessage(
  sim: Simulator,
  number: BusinessNumber,
  person: Person,
  message: ChatMessage,
): void {
  if (!number.subscribed) return;
  const echo = {
    from: number.displayPhoneNumber.replace(/\D/g, ""),
    to: person.phone,
    id: message.id,
    timestamp: String(Math.floor(message.atMs / 1000)),
    type: "text",
    text: { body: message.text },
  };
  const value = { messaging_product: "whatsapp", metadata: metadataOf(number), message_echoes: [echo] };
  sim.webhooks.send({ wabaId: number.wabaId, field: "smb_message_echoes", value });
}

/** Whose message is quoted: mostly the business's, sometimes the person's own. */
function quoteOf(sim: Simulator, number: BusinessNumber, person: Person, id: string): Record<string, string> {
  const chat = chatOf(sim.world, number.phoneNumberId, person.phone);
  const isOwn = chat.messages.find((one) => one.id === id)?.from === "person";
  return { from: isOwn ? person.phone : number.displayPhoneNumber.replace(/\D/g, ""), id };
}

/** What is wrong with a message that could not be delivered, as Meta words it. */
export interface DeliveryError {
  code: number;
  title: string;
  details: string;
}

/** Tells the app how far a message to a person has come. */
export function tellStatus(
  sim: Simulator,
  number: BusinessNumber,
  recipient: { person?: Person; phone: string },
  message: Pick<ChatMessage, "id" | "opaque">,
  status: "sent" | "delivered" | "read" | "failed",
  error?: DeliveryError,
): void {
  if (!number.subscribed) return;
  const { person } = recipient;
  const value = {
    messaging_product: "whatsapp",
    metadata: metadataOf(number),
    contacts: [person ? contactOf(sim, person, number) : { wa_id: recipient.phone }],
    statuses: [
      {
        id: message.id,
        status,
        timestamp: String(Math.floor(sim.clock.nowMs() / 1000)),
        ...(person?.hidePhone ? {} : { recipient_id: recipient.phone }),
        ...(person ? { recipient_user_id: userIdOf(sim.world, person, number.wabaId) } : {}),
        ...(message.opaque === undefined ? {} : { biz_opaque_callback_data: message.opaque }),
        ...(status === "sent" || status === "delivered" ? { pricing: PRICING } : {}),
        ...(error ? { errors: [statusError(error)] } : {}),
      },
    ],
  };
  sim.webhooks.send({ wabaId: number.wabaId, field: "messages", value });
}

const PRICING = {
  billable: false,
  pricing_model: "PMP",
  type: "free_customer_service",
  category: "service",
};

function statusError({ code, title, details }: DeliveryError): Record<string, unknown> {
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
  };
}
