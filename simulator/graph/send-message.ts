import { isObject } from "../http/exchange";
import { newMessageId } from "../state/ids";
import type { Simulator } from "../state/simulator";
import type { BusinessNumber, ChatMessage, Person } from "../state/types";
import { findPerson, findPersonByUserId, userIdOf } from "../state/world";
import { type Content, optionalText } from "./content";
import { deliverToPhone } from "./deliver-to-phone";
import { badValue, GraphError, invalidParameter, missingParameter } from "./errors";
import { markRead } from "./mark-read";
import { renderTemplate } from "./render-template";
import { holdBack } from "./send-limits";
import { contentOf } from "./validate-content";

type Body = Record<string, unknown>;

/** To whom a message goes; `swallowed` for what Meta accepts and never delivers. */
interface Recipient {
  input: string;
  phone: string;
  person?: Person;
  byUserId: boolean;
  swallowed: boolean;
}

/**
 * `POST /{phone_number_id}/messages`: checks the call as Meta does, accepts it, and lets it reach the phone later.
 * Throws a GraphError for what Meta refuses at once; a closed window or an unreachable phone is told by a status.
 */
export function sendMessage(sim: Simulator, number: BusinessNumber, body: Body): Record<string, unknown> {
  if (body.messaging_product !== "whatsapp")
    throw invalidParameter("Param messaging_product must be one of {WHATSAPP}.");
  if (body.status !== undefined) return markRead(sim, number, body);
  if (!number.registered) {
    throw new GraphError(133010, "(#133010) Account not registered", {
      details: "Account does not exist in Cloud API",
    });
  }
  const recipient = recipientOf(sim, number, body);
  const type = body.type === undefined ? "text" : String(body.type);
  const content = contentOf(type, body[type]);
  refuseUnknownMedia(sim, number, content);
  const shown = content.template ? renderTemplate(sim.config.templates, content.template) : content;
  const opaque = optionalText(body.biz_opaque_callback_data, "biz_opaque_callback_data", 512);
  const quotedId = quotedMessage(body.context);
  holdBack(sim, number, recipient.phone);
  const message: ChatMessage = {
    id: newMessageId(recipient.phone, "out"),
    from: "business",
    atMs: sim.clock.nowMs(),
    type,
    text: shown.text,
    header: shown.header,
    footer: shown.footer,
    location: shown.location,
    buttons: shown.buttons,
    list: shown.list,
    link: shown.link,
    quotedId,
    state: "pending",
    opaque,
  };
  if (!recipient.swallowed) deliverToPhone(sim, number, recipient, message, content);
  return accepted(sim, number, recipient, message.id);
}

function accepted(
  sim: Simulator,
  number: BusinessNumber,
  recipient: Recipient,
  id: string,
): Record<string, unknown> {
  const { input, phone, person, byUserId } = recipient;
  const contact =
    byUserId && person
      ? {
          input,
          user_id: userIdOf(sim.world, person, number.wabaId),
          ...(person.hidePhone ? {} : { wa_id: phone }),
        }
      : { input, wa_id: phone };
  return { messaging_product: "whatsapp", contacts: [contact], messages: [{ id }] };
}

/** `to` wins over `recipient`; a user id in `to` is accepted, stripped to its digits, and never arrives. */
function recipientOf(sim: Simulator, number: BusinessNumber, body: Body): Recipient {
  if (body.recipient_type !== undefined && body.recipient_type !== "individual") {
    throw invalidParameter("Param recipient_type must be one of {individual}.");
  }
  if (typeof body.to === "string" && body.to !== "") return phoneRecipient(sim, body.to);
  if (typeof body.recipient === "string" && body.recipient !== "") {
    return userIdRecipient(sim, number, body.recipient);
  }
  throw new GraphError(100, "The parameter to is required.", { details: "The parameter to is required." });
}

function phoneRecipient(sim: Simulator, to: string): Recipient {
  const phone = to.replace(/\D/g, "");
  const swallowed = /^[A-Z]{2}\./.test(to);
  if (!swallowed && (phone.length < 7 || phone.length > 15)) {
    throw invalidParameter("Param to is not a valid phone number.");
  }
  if (sim.world.numbers.some((one) => one.displayPhoneNumber.replace(/\D/g, "") === phone)) {
    throw new GraphError(131021, "(#131021) Recipient cannot be sender", {
      details: "Sender and recipient phone number is the same.",
    });
  }
  return { input: to, phone, person: findPerson(sim.world, phone), byUserId: false, swallowed };
}

function userIdRecipient(sim: Simulator, number: BusinessNumber, userId: string): Recipient {
  if (!/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(userId)) {
    throw badValue("Param recipient is not a valid business-scoped user ID.");
  }
  const person = findPersonByUserId(sim.world, userId, number.wabaId);
  return { input: userId, phone: person?.phone ?? userId, person, byUserId: true, swallowed: false };
}

/** An upload works only for the number it was made for. */
function refuseUnknownMedia(sim: Simulator, number: BusinessNumber, content: Content): void {
  const id = content.media?.id;
  if (id === undefined) return;
  const media = sim.world.media.get(id);
  if (!media || media.phoneNumberId !== number.phoneNumberId || media.expiresAtMs < sim.clock.nowMs()) {
    throw invalidParameter(
      `Param ${content.media?.kind}['id'] is not a valid whatsapp business account media attachment ID`,
    );
  }
}

function quotedMessage(context: unknown): string | undefined {
  if (context === undefined) return undefined;
  if (!isObject(context) || typeof context.message_id !== "string")
    throw missingParameter("context['message_id']");
  return context.message_id;
}
