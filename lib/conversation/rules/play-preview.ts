import { type ConversationState, freshState } from "../schema";
import { applyEffect } from "./apply-effect";
import { buyerCodeIn } from "./buyer-code";
import { decideTurn } from "./decide-turn";
import { PLACED_ORDER_ID } from "./draft";
import type { Intent } from "./meaning";
import { replyText } from "./pack-reply";
import type { CodeCheck, Effect, Facts, ReplyEffect } from "./types";
import { understand } from "./understand";

export interface PreviewTurn {
  in: string;
  intent: Intent;
  confidence: number;
  out: string[];
  /** Titles of the buttons under the last of them. */
  buttons: string[];
}

/** The one-time code that a preview shows. It opens nothing anywhere else. */
export const EXAMPLE_CODE = "Kp7#mN4x";
const EXAMPLE_TRIES = 5;
const EXAMPLE_REFERENCES = 1000;
const VERIFIED_MS = 24 * 3_600_000;
/** Messages of a preview come this far apart, so that its orders have an order. */
const STEP_MS = 1_000;

/** Everything a preview knows, in memory alone. */
interface World {
  state: ConversationState;
  facts: Facts;
  now: Date;
  /** Tries left on the code that was shown, or null while none is live. */
  codeTries: number | null;
}

/**
 * Plays messages, each a turn of its own, through the engine that answers real buyers; what it decides is carried out on
 * `facts` alone (P6.6). `uploadLink` stands in for the buyer's own.
 */
export function playPreview(texts: string[], facts: Facts, start: Date, uploadLink: string): PreviewTurn[] {
  let world: World = { state: freshState(), facts, now: start, codeTries: null };
  return texts.map((text) => {
    const { intent, confidence } = understand(text, world.state);
    const { check, after } = checkCode(world, text);
    const message = { type: "message", kind: "text", messageRef: "preview", text } as const;
    const decision = decideTurn(
      [check ? { ...message, codeCheck: check } : message],
      after.state,
      after.facts,
      after.now,
    );
    const before = { ...after, state: decision.state };
    world = step(decision.effects.reduce(carryOut, before));
    const reference = world.facts.orders.at(-1)?.reference ?? "";
    const replies = decision.effects.filter((effect) => effect.type === "reply");
    return {
      in: text,
      intent,
      confidence,
      out: replies.map((reply) => filled(reply, reference, uploadLink)),
      buttons: replies.at(-1)?.buttons.map((button) => button.title) ?? [],
    };
  });
}

/** What the code in a text is worth, as the check before a real turn would find it. */
function checkCode(world: World, text: string): { check: CodeCheck | null; after: World } {
  const code = buyerCodeIn(text);
  if (code === null) return { check: null, after: world };
  if (world.codeTries === null) return { check: { result: "none_live" }, after: world };
  if (code === EXAMPLE_CODE) {
    const verifiedUntil = new Date(world.now.getTime() + VERIFIED_MS);
    const facts = { ...world.facts, contact: { ...world.facts.contact, verifiedUntil } };
    return { check: { result: "accepted" }, after: { ...world, facts, codeTries: null } };
  }
  const triesLeft = world.codeTries - 1;
  if (triesLeft === 0) return { check: { result: "locked" }, after: { ...world, codeTries: null } };
  return { check: { result: "wrong", triesLeft }, after: { ...world, codeTries: triesLeft } };
}

function carryOut(world: World, effect: Effect): World {
  if (effect.type === "reply") return world;
  if (effect.type === "requestCode") return { ...world, codeTries: EXAMPLE_TRIES };
  const facts = applyEffect(world.facts, effect, world.now);
  if (effect.type !== "placeOrder") return { ...world, facts };
  const reference = `TG-${EXAMPLE_REFERENCES + facts.orders.length}`;
  const orders = facts.orders.map((order) =>
    order.id === PLACED_ORDER_ID ? { ...order, id: `preview_${reference}`, reference } : order,
  );
  return { ...world, facts: { ...facts, orders } };
}

function step(world: World): World {
  return { ...world, now: new Date(world.now.getTime() + STEP_MS) };
}

function filled(reply: ReplyEffect, reference: string, uploadLink: string): string {
  return replyText(reply)
    .replaceAll("{code}", EXAMPLE_CODE)
    .replaceAll("{order_ref}", reference)
    .replaceAll("{upload_link}", uploadLink);
}
