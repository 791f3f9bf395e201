import { truncate } from "./clean-text";
import type { Draft } from "./draft";
import type { Platform, ReplyEffect, ReplyPart } from "./types";

/** WhatsApp takes 4,096 characters; room is left for what placeholders grow to and for the monospace marks. */
const WHATSAPP_CHARACTERS = 3800;
/** Instagram takes 1,000 bytes of UTF-8. */
const INSTAGRAM_BYTES = 800;
/** An interactive body or a picture's caption is shorter. */
const RICH_CHARACTERS = 950;
/** A person's words are a message of their own. */
const RELAYED = "vendor_says";

/** The text of a reply, its placeholders still in it. */
export function replyText(reply: Pick<ReplyEffect, "parts">): string {
  return joined(reply.parts);
}

/** Everything said in the turn as few messages as the platform's lengths allow, mostly one; the question comes last. */
export function packReplies(draft: Draft): ReplyEffect[] {
  const { platform } = draft.facts;
  const parts = [...draft.told, ...draft.question].map((part) => fitted(part, platform));
  if (parts.length === 0) return [];
  const groups = grouped(parts, platform);
  const last = groups.at(-1) ?? [];
  if (draft.buttons.length > 0 && joined(last).length > RICH_CHARACTERS && last.length > 1) {
    const question = last.filter((part) => part.asks);
    groups.splice(
      -1,
      1,
      last.filter((part) => !part.asks),
      question,
    );
  }
  return groups
    .filter((group) => group.length > 0)
    .map((group, at, all) => replyOf(draft, group, at, all.length));
}

function replyOf(draft: Draft, parts: ReplyPart[], at: number, count: number): ReplyEffect {
  const text = joined(parts);
  const short = text.length <= RICH_CHARACTERS;
  return {
    type: "reply",
    parts,
    placeholders: (["code", "order_ref", "upload_link"] as const).filter((name) =>
      text.includes(`{${name}}`),
    ),
    buttons: short && at === count - 1 ? draft.buttons : [],
    pictureOfProductId: short && at === 0 ? draft.pictureOfProductId : null,
    orderId: draft.orderId,
  };
}

function grouped(parts: ReplyPart[], platform: Platform): ReplyPart[][] {
  const groups: ReplyPart[][] = [];
  for (const part of parts) {
    const current = groups.at(-1);
    const relayed = current?.at(-1)?.key === RELAYED || part.key === RELAYED;
    if (current && !relayed && fits(joined([...current, part]), platform)) current.push(part);
    else groups.push([part]);
  }
  return groups;
}

function fitted(part: ReplyPart, platform: Platform): ReplyPart {
  let text = truncate(part.text, WHATSAPP_CHARACTERS);
  while (!fits(text, platform)) text = truncate(text, Math.floor(text.length * 0.9));
  return { ...part, text };
}

function fits(text: string, platform: Platform): boolean {
  if (platform === "whatsapp") return text.length <= WHATSAPP_CHARACTERS;
  return new TextEncoder().encode(text).length <= INSTAGRAM_BYTES;
}

function joined(parts: ReplyPart[]): string {
  return parts.map((part) => part.text).join("\n\n");
}
