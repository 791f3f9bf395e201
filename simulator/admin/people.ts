import { progress } from "../graph/deliver-to-phone";
import { seeUpTo } from "../graph/instagram/deliver";
import type { Reply } from "../http/exchange";
import { AdminError } from "../people/admin-error";
import type { PaymentDetails } from "../people/read-payment-details";
import { lastAsked, sampleParameters } from "../people/sample-parameters";
import { sendFromPhone } from "../people/send-from-phone";
import { sendOnInstagram } from "../people/send-on-instagram";
import { writeInApp } from "../people/write-in-app";
import { drawSample, isSampleName } from "../samples/draw-sample";
import type { Simulator } from "../state/simulator";
import type { BusinessNumber, Chat, InstagramAccount, Person } from "../state/types";
import { chatOf, findPerson, newPerson } from "../state/world";

/** A person, the number or account they talk to (the first when none is named) and their chat. */
export function personOf(
  sim: Simulator,
  phone: string,
  phoneNumberId: string | null | undefined,
): { person: Person; number: BusinessNumber | InstagramAccount; chat: Chat } {
  const person = findPerson(sim.world, phone.replace(/\D/g, ""));
  if (!person) throw new AdminError(404, "no such person");
  const businesses = [...sim.world.numbers, ...sim.world.accounts];
  const number = businesses.find((one) => !phoneNumberId || one.phoneNumberId === phoneNumberId);
  if (!number) throw new AdminError(404, "no such number");
  return { person, number, chat: chatOf(sim.world, number.phoneNumberId, person.phone) };
}

export function addPerson(sim: Simulator, body: Record<string, unknown>): Person {
  const phone = String(body.phone ?? "").replace(/\D/g, "");
  const name = String(body.name ?? "").trim();
  if (!/^[1-9]\d{6,14}$/.test(phone))
    throw new AdminError(400, "phone must be an international number, such as 2348031234567");
  if (name === "") throw new AdminError(400, "name is missing");
  if (findPerson(sim.world, phone)) throw new AdminError(409, "there is somebody with this phone already");
  const userId = typeof body.userId === "string" ? body.userId : undefined;
  const username = String(body.instagram ?? "")
    .replace(/^@/, "")
    .trim();
  if (!/^[\w.]{0,30}$/.test(username)) throw new AdminError(400, "instagram must be a user name");
  const instagram = username ? { username } : undefined;
  const person = newPerson({ name, phone, userId, hidePhone: body.hidePhone === true, instagram });
  sim.world.people.push(person);
  sim.events.publish("people", sim.world.people);
  return person;
}

/** Changes `name`, `hidePhone`, `online`, `readReceipts`, `blocked`. A phone that comes online gets what it missed. */
export function changePerson(sim: Simulator, phone: string, body: Record<string, unknown>): Person {
  const { person } = personOf(sim, phone, null);
  const wasOnline = person.online;
  if (typeof body.name === "string" && body.name.trim()) person.name = body.name.trim();
  for (const key of ["hidePhone", "online", "readReceipts", "blocked"] as const) {
    const value = body[key];
    if (typeof value === "boolean") person[key] = value;
  }
  if (person.online && !wasOnline) receiveMissed(sim, person);
  sim.events.publish("people", sim.world.people);
  return person;
}

function receiveMissed(sim: Simulator, person: Person): void {
  for (const number of sim.world.numbers) {
    for (const message of chatOf(sim.world, number.phoneNumberId, person.phone).messages) {
      if (message.from === "business" && message.state === "sent") {
        progress(sim, number, { phone: person.phone, person }, message, "delivered");
      }
    }
  }
}

export async function sendAs(sim: Simulator, phone: string, body: Record<string, unknown>): Promise<unknown> {
  const { person, number } = personOf(sim, phone, asText(body.number));
  const message =
    number.platform === "instagram"
      ? await sendOnInstagram(sim, number, person, body)
      : await sendFromPhone(sim, number, person, body);
  return { message_id: message.id, message };
}

/** The person opens the chat: everything in it has been read. */
export function readChat(sim: Simulator, phone: string, body: Record<string, unknown>): unknown {
  const { person, number, chat } = personOf(sim, phone, asText(body.number));
  const unread = chat.messages.filter((message) => message.from === "business" && message.state !== "read");
  const newest = unread.at(-1);
  if (number.platform === "instagram") {
    if (newest) seeUpTo(sim, number, person, newest);
    return { read: unread.length };
  }
  for (const message of unread) progress(sim, number, { phone: person.phone, person }, message, "read");
  return { read: unread.length };
}

/** The business's owner writes to this person in her own phone's app. */
export function writeAsOwner(sim: Simulator, phone: string, body: Record<string, unknown>): unknown {
  const { person, number } = personOf(sim, phone, asText(body.number));
  const message = writeInApp(sim, number, person, body.text);
  return { message_id: message.id, message };
}

export function lastAskedOf(sim: Simulator, phone: string, phoneNumberId: string | null): PaymentDetails {
  return lastAsked(personOf(sim, phone, phoneNumberId).chat.messages);
}

/** A sample as this person would send it now, for looking at it first. */
export async function showSample(
  sim: Simulator,
  phone: string,
  name: string,
  query: URLSearchParams,
): Promise<Reply> {
  const { person, number } = personOf(sim, phone, query.get("number"));
  if (!isSampleName(name)) throw new AdminError(404, `no sample is called ${name}`);
  const file = await drawSample(name, sampleParameters(sim, number, person, Object.fromEntries(query)));
  const headers = { "Content-Type": file.mimeType, "Content-Security-Policy": "sandbox; default-src 'none'" };
  return { status: 200, body: file.bytes, headers };
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
