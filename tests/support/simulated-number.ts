import { channels } from "@/db/schema/chat";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { startSimulator } from "../../simulator/start";
import { makeSalesWorld, type SalesWorld } from "./sales-world";

const TOKEN = "EAAsimulatedTokenOfAdasFashion0123456789";

/** Meta's id of Ada's number. */
export const NUMBER = "106540352242922";

/** The phone of the one who buys. */
export const PHONE = "2348031234567";

type Person = { name: string; phone: string };
type Chat = { messages: { from: string; text?: string }[] };

/** A simulator in which Ada's number and these people are, without limits on how fast one may send. */
export async function startNumber(people: readonly Person[] = [{ name: "Chinedu", phone: PHONE }]) {
  const simulator = await startSimulator({
    port: 0,
    numbers: [
      {
        phoneNumberId: NUMBER,
        wabaId: "1",
        displayPhoneNumber: "+234 803 000 1001",
        verifiedName: "Ada's Fashion",
        accessToken: TOKEN,
      },
    ],
    people: [...people],
    limits: { pairRate: false, throughput: false },
  });

  const simulate = async (path: string, body?: unknown, method = body ? "POST" : "GET") =>
    (await fetch(`${simulator.url}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body ? JSON.stringify(body) : undefined,
    }).then((answer) => answer.json())) as Record<string, unknown>;

  return {
    url: simulator.url,
    close: () => simulator.close(),
    simulate,
    /** Texts that reached a simulated phone. */
    async received(phone = PHONE): Promise<string[]> {
      const { messages } = (await simulate(`/_sim/people/${phone}/chat`)) as Chat;
      return messages
        .filter(({ from }) => from !== phone && from !== "person")
        .map((message) => message.text ?? "");
    },
    /** A new business that has the number, after the one that had it; what happened in the simulator is forgotten. */
    async renew(before?: SalesWorld, options: { buyerPhone?: string } = {}): Promise<SalesWorld> {
      await simulate("/_sim/reset", {});
      await simulate("/_sim/limits", { pairRate: false, throughput: false });
      if (before) await withTenant(before.bot, (tx) => tx.update(channels).set({ status: "disconnected" }));
      const world = await makeSalesWorld({ channelToken: TOKEN, ...options });
      await withTenant(world.bot, (tx) => tx.update(channels).set({ externalId: NUMBER }));
      return world;
    },
  };
}
