import { randomBytes, randomInt } from "node:crypto";
import { AdminError } from "../people/admin-error";
import type { Simulator } from "./simulator";
import type { BusinessNumber, InstagramAccount } from "./types";

const digits = (count: number) => Array.from({ length: count }, () => String(randomInt(10))).join("");

/** A number that came to be later. A new one is neither registered nor heard by the app, as in life. */
export function addNumber(sim: Simulator, given: Record<string, unknown>): BusinessNumber {
  const displayPhoneNumber = textOf(given.displayPhoneNumber, "displayPhoneNumber");
  if (!/^\+?[\d ()-]{7,20}$/.test(displayPhoneNumber))
    throw new AdminError(400, "displayPhoneNumber is no number");
  const phone = displayPhoneNumber.replace(/\D/g, "");
  const isThere = sim.world.numbers.some((one) => one.displayPhoneNumber.replace(/\D/g, "") === phone);
  if (isThere) throw new AdminError(409, "that number is there already");
  const number: BusinessNumber = {
    platform: "whatsapp",
    phoneNumberId: `10${digits(13)}`,
    wabaId: given.wabaId === undefined ? `11${digits(13)}` : textOf(given.wabaId, "wabaId"),
    displayPhoneNumber,
    verifiedName: textOf(given.verifiedName, "verifiedName"),
    accessToken: `EAAsimulated${randomBytes(24).toString("hex")}`,
    registered: given.registered === true,
    subscribed: false,
    isAdded: true,
    ...(typeof given.pin === "string" ? { pin: given.pin } : {}),
  };
  sim.world.numbers.push(number);
  sim.events.publish("businesses", {});
  return number;
}

/** An Instagram account that came to be later; with a `pageId` it is reached through that Page. */
export function addAccount(sim: Simulator, given: Record<string, unknown>): InstagramAccount {
  const username = textOf(given.username, "username").replace(/^@/, "");
  if (sim.world.accounts.some((one) => one.username === username)) {
    throw new AdminError(409, "that account is there already");
  }
  const isPage = given.login === "page";
  const name = textOf(given.name, "name");
  const userId = `17841${digits(12)}`;
  const account: InstagramAccount = {
    platform: "instagram",
    userId,
    phoneNumberId: userId,
    username,
    name,
    displayPhoneNumber: `@${username}`,
    verifiedName: name,
    login: isPage ? "page" : "instagram",
    ...(isPage ? { pageId: typeof given.pageId === "string" ? given.pageId : `10${digits(13)}` } : {}),
    accessToken: `${isPage ? "EAA" : "IGAA"}simulated${randomBytes(24).toString("hex")}`,
    subscribed: false,
    isAdded: true,
  };
  sim.world.accounts.push(account);
  sim.events.publish("businesses", {});
  return account;
}

const CHANGEABLE = {
  quality: "string",
  nameStatus: "string",
  status: "string",
  messagingLimit: "string",
  pin: "string",
  verifiedName: "string",
  registered: "boolean",
  subscribed: "boolean",
} as const;

/** Changes how a number stands with Meta: what its health is read from. */
export function changeNumber(
  sim: Simulator,
  id: string,
  given: Record<string, unknown>,
): Omit<BusinessNumber, "accessToken"> {
  const number = sim.world.numbers.find((one) => one.phoneNumberId === id);
  if (!number) throw new AdminError(404, "no such number");
  for (const [name, value] of Object.entries(given)) {
    const type = Object.hasOwn(CHANGEABLE, name) ? CHANGEABLE[name as keyof typeof CHANGEABLE] : undefined;
    if (type === undefined || typeof value !== type) throw new AdminError(400, `${name} cannot be that`);
  }
  Object.assign(number, given);
  sim.events.publish("businesses", {});
  const { accessToken: _, ...shown } = number;
  return shown;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== "string" || value.trim() === "") throw new AdminError(400, `${name} is missing`);
  return value.trim();
}
