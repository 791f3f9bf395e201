import { newInstagramMessageId, newMessageId } from "../state/ids";
import type { Simulator } from "../state/simulator";
import type { BusinessNumber, ChatMessage, InstagramAccount, Person } from "../state/types";
import { chatOf } from "../state/world";
import { tellEcho } from "../webhooks/instagram-updates";
import { tellAppMessage } from "../webhooks/people-updates";
import { AdminError } from "./admin-error";

/** The business's owner writes to somebody in the app on her own phone; the product hears of it as an echo alone. */
export function writeInApp(
  sim: Simulator,
  business: BusinessNumber | InstagramAccount,
  person: Person,
  text: unknown,
): ChatMessage {
  if (typeof text !== "string" || text === "") throw new AdminError(400, "text is missing");
  const isInstagram = business.platform === "instagram";
  const message: ChatMessage = {
    id: isInstagram ? newInstagramMessageId(business.userId) : newMessageId(person.phone, "out"),
    from: "business",
    atMs: sim.clock.nowMs(),
    type: "text",
    text,
    state: "sent",
  };
  chatOf(sim.world, business.phoneNumberId, person.phone).messages.push(message);
  sim.events.publish("message", { number: business.phoneNumberId, phone: person.phone, message });
  if (isInstagram) tellEcho(sim, business, person, { mid: message.id, text });
  else tellAppMessage(sim, business, person, message);
  return message;
}
