import { expect } from "vitest";
import { z } from "zod";
import type { ConversationEvent, MessageEvent } from "@/lib/conversation/rules/types";
import { RIGHT_CODE, type Setting, World, WRONG_CODE } from "./world";

const said = z.union([
  z.string(),
  z.object({
    text: z.string().optional(),
    /** A picture; its caption when it is a text. */
    picture: z.union([z.literal(true), z.string()]).optional(),
    document: z.literal(true).optional(),
    other: z.string().optional(),
    button: z.string().optional(),
    /** What stands on the pressed button. */
    title: z.string().optional(),
    /** The reference of the order that a quoted message was about. */
    quote: z.string().optional(),
    /** Repeats the text, for long ones. */
    times: z.number().optional(),
  }),
]);

const step = z.strictObject({
  buyer: z.union([said, z.array(said)]).optional(),
  event: z.looseObject({ type: z.string(), order: z.string().optional() }).optional(),
  wait: z.number().optional(),
  /** What the replies of this step must hold, and must not. */
  says: z.array(z.string()).default([]),
  never: z.array(z.string()).default([]),
  silent: z.boolean().default(false),
  messages: z.number().optional(),
  /** The titles under the last reply. */
  buttons: z.array(z.string()).optional(),
  /** Every effect but replies, by type, in order; "needPerson:asked" names the reason too. */
  effects: z.array(z.string()).optional(),
  orders: z.record(z.string(), z.string()).optional(),
  contact: z.record(z.string(), z.unknown()).optional(),
  /** The buyer's words in disputes so far, and the captions of the papers sent so far. */
  disputes: z.array(z.string()).optional(),
  papers: z.array(z.string()).optional(),
});

const dialogue = z.strictObject({
  name: z.string(),
  given: z.looseObject({}).default({}),
  steps: z.array(step),
  sent_at_most: z.number().optional(),
});

export type Dialogue = z.infer<typeof dialogue>;
type Step = z.infer<typeof step>;
type Said = z.infer<typeof said>;

export function parseDialogue(source: unknown): Dialogue {
  return dialogue.parse(source);
}

/** Plays a dialogue against the engine in a world of memory and checks every step. */
export function runDialogue(told: Dialogue): void {
  const world = new World(told.given as Setting);
  for (const [at, one] of told.steps.entries()) {
    play(world, one);
    check(world, one, `${told.name}, step ${at + 1}`);
  }
  if (told.sent_at_most !== undefined) expect(world.sent, told.name).toBeLessThanOrEqual(told.sent_at_most);
}

function play(world: World, one: Step): void {
  world.effects = [];
  world.replies = [];
  world.buttons = [];
  if (one.wait) world.pass(one.wait);
  if (one.buyer !== undefined) {
    const burst = Array.isArray(one.buyer) ? one.buyer : [one.buyer];
    world.hear(burst.map((message) => heard(world, message)));
  }
  if (one.event) {
    const { order, ...event } = one.event;
    const orderId = order ? { orderId: world.order(order).id } : {};
    world.take([{ ...event, ...orderId } as ConversationEvent]);
  }
}

function heard(world: World, message: Said): Omit<MessageEvent, "type" | "messageRef"> {
  if (typeof message === "string") return { kind: "text", text: coded(message) };
  const quoted = message.quote ? { quotedOrderId: world.order(message.quote).id } : {};
  if (message.picture) {
    const caption = typeof message.picture === "string" ? { text: message.picture } : {};
    return { kind: "image", ...caption, ...quoted };
  }
  if (message.document) return { kind: "document", ...quoted };
  if (message.other) return { kind: "other", otherKind: message.other, ...quoted };
  if (message.button) {
    const [act, reference] = message.button.split(":");
    const isOfOrder = reference !== undefined && !message.title && !act?.endsWith("_offer");
    const buttonId = isOfOrder ? `${act}:${world.order(reference).id}` : message.button;
    return { kind: "button", buttonId, ...(message.title ? { text: message.title } : {}), ...quoted };
  }
  return { kind: "text", text: coded(message.text ?? "").repeat(message.times ?? 1), ...quoted };
}

function coded(text: string): string {
  return text.replace("<right code>", RIGHT_CODE).replace("<wrong code>", WRONG_CODE);
}

function check(world: World, one: Step, where: string): void {
  const all = world.replies.join("\n---\n");
  for (const reply of world.replies) expect(reply.length, where).toBeLessThanOrEqual(4096);
  for (const text of one.says) expect(all, where).toContain(coded(text));
  for (const text of one.never) expect(all, where).not.toContain(text);
  if (one.silent) expect(world.replies, where).toEqual([]);
  if (one.says.length > 0 && one.messages === undefined) expect(world.replies.length, where).toBe(1);
  if (one.messages !== undefined) expect(world.replies.length, where).toBe(one.messages);
  if (one.buttons) expect(world.buttons, where).toEqual(one.buttons);
  if (one.effects) {
    const seen = world.effects.map((effect, at) => {
      const named = one.effects?.[at]?.includes(":");
      return named && effect.type === "needPerson" ? `${effect.type}:${effect.reason}` : effect.type;
    });
    expect(seen, where).toEqual(one.effects);
  }
  for (const [reference, status] of Object.entries(one.orders ?? {})) {
    expect(world.order(reference).status, `${where}, ${reference}`).toBe(status);
  }
  if (one.disputes) expect(world.disputes, where).toEqual(one.disputes);
  if (one.papers) expect(world.papers, where).toEqual(one.papers);
  if (one.contact) expect(world.facts.contact, where).toMatchObject(one.contact);
}
