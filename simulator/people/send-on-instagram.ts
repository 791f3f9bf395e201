import { cdnLink } from "../graph/instagram/cdn";
import { isObject } from "../http/exchange";
import { newInstagramMessageId } from "../state/ids";
import type { Simulator } from "../state/simulator";
import type { Chat, ChatMessage, InstagramAccount, Person } from "../state/types";
import { chatOf } from "../state/world";
import { tellFromPerson } from "../webhooks/instagram-updates";
import { AdminError } from "./admin-error";
import { describeAttachment } from "./attach-file";
import { pressButton } from "./press-button";
import type { PersonAct } from "./send-from-phone";

type Part = Record<string, unknown>;

/** The bubble to show and what of the webhook's `message` it becomes, besides its id. */
interface Said {
  shown: Partial<ChatMessage>;
  part: Part;
}

/**
 * Lets a person act in their Instagram chat; the app hears of it by webhook. Gives the message that was written, or the one
 * that was reacted to, edited or deleted.
 */
export async function sendOnInstagram(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  act: PersonAct,
): Promise<ChatMessage> {
  if (!person.instagram) throw new AdminError(409, `${person.name} has no Instagram`);
  const chat = chatOf(sim.world, account.userId, person.phone);
  if (isObject(act.reaction)) return react(sim, account, person, act.reaction);
  if (isObject(act.delete)) return unsend(sim, account, person, act.delete);
  if (isObject(act.edit)) return edit(sim, account, person, act.edit);
  const { shown, part } = await saidBy(sim, account, person, act);
  const message: ChatMessage = {
    id: newInstagramMessageId(account.userId),
    from: "person",
    atMs: sim.clock.nowMs(),
    type: "text",
    state: "sent",
    quotedId: typeof act.quote === "string" ? act.quote : undefined,
    ...shown,
  };
  chat.lastInboundMs = message.atMs;
  chat.messages.push(message);
  sim.events.publish("message", { number: account.userId, phone: person.phone, message });
  const replyTo = message.quotedId ? { reply_to: { mid: message.quotedId } } : {};
  const body =
    act.postback === undefined
      ? { message: { mid: message.id, ...replyTo, ...part } }
      : { postback: { mid: message.id, ...part } };
  tellFromPerson(sim, account, person, body, { message });
  return message;
}

async function saidBy(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  act: PersonAct,
): Promise<Said> {
  if (typeof act.text === "string" && act.text !== "") {
    const story = act.story_reply === true ? { reply_to: { story: storyOf(sim, account) } } : {};
    return { shown: { text: act.text }, part: { text: act.text, ...story } };
  }
  if (isObject(act.button)) return quickReply(chatOf(sim.world, account.userId, person.phone), act.button);
  if (isObject(act.postback)) {
    const { title = "Get started", payload = "GET_STARTED" } = act.postback;
    return { shown: { text: String(title) }, part: { title, payload } };
  }
  if (act.unsupported === true)
    return { shown: { type: "unsupported", text: "View-once photo" }, part: { is_unsupported: true } };
  if (act.like === true)
    return { shown: { type: "like", text: "❤️" }, part: { attachments: [{ type: "like_heart" }] } };
  if (act.story_mention === true) return mention(sim, account, person);
  if (act.location !== undefined) throw new AdminError(400, "Instagram chats carry no location");
  return attachment(sim, account, person, act);
}

function quickReply(chat: Chat, wanted: Record<string, unknown>): Said {
  const { shown } = pressButton(chat, wanted);
  // A quick reply quotes nothing; its payload comes beside the text.
  return {
    shown: { text: shown.text, replyId: shown.replyId },
    part: { text: shown.text, quick_reply: { payload: shown.replyId } },
  };
}

async function attachment(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  act: PersonAct,
): Promise<Said> {
  const { shown, body } = await describeAttachment(sim, account, person, act);
  const mediaId = shown.media?.mediaId ?? "";
  const kind = String(body.type);
  const type = kind === "document" ? "file" : kind === "sticker" ? "image" : kind;
  // Instagram has no captions: words beside a picture are a message of their own.
  const file = { type, payload: { url: cdnLink(sim, mediaId) } };
  return { shown: { ...shown, text: undefined, type: kind }, part: { attachments: [file] } };
}

async function mention(sim: Simulator, account: InstagramAccount, person: Person): Promise<Said> {
  const { shown } = await describeAttachment(sim, account, person, { image: { sample: "cat" } });
  const url = cdnLink(sim, shown.media?.mediaId ?? "");
  return {
    shown: { ...shown, type: "image", text: "Mentioned them in a story" },
    part: { attachments: [{ type: "story_mention", payload: { url } }] },
  };
}

function storyOf(sim: Simulator, account: InstagramAccount): Part {
  return { id: `18${account.userId.slice(2)}`, url: `${sim.url}/ig_messaging_cdn/?asset_id=story` };
}

function messageIn(sim: Simulator, account: InstagramAccount, person: Person, id: unknown): ChatMessage {
  const { messages } = chatOf(sim.world, account.userId, person.phone);
  const message = messages.find((one) => one.id === id);
  if (!message) throw new AdminError(404, "no such message in this chat");
  return message;
}

function react(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  reaction: Record<string, unknown>,
): ChatMessage {
  const target = messageIn(sim, account, person, reaction.message_id);
  const emoji = String(reaction.emoji ?? "");
  target.reactions = { ...target.reactions, person: emoji || undefined };
  const told = { number: account.userId, phone: person.phone, id: target.id };
  sim.events.publish("reaction", { ...told, reactions: target.reactions });
  const part = emoji
    ? { mid: target.id, action: "react", reaction: emoji === "❤️" ? "love" : "other", emoji }
    : { mid: target.id, action: "unreact" };
  tellFromPerson(sim, account, person, { reaction: part });
  return target;
}

function ownMessage(sim: Simulator, account: InstagramAccount, person: Person, id: unknown): ChatMessage {
  const message = messageIn(sim, account, person, id);
  if (message.from !== "person" || message.isDeleted) throw new AdminError(409, "only an own message");
  return message;
}

function unsend(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  { message_id }: Record<string, unknown>,
): ChatMessage {
  const message = ownMessage(sim, account, person, message_id);
  Object.assign(message, { isDeleted: true, text: undefined, media: undefined, type: "text" });
  sim.events.publish("changed", { number: account.userId, phone: person.phone, message });
  tellFromPerson(sim, account, person, { message: { mid: message.id, is_deleted: true } });
  return message;
}

function edit(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  { message_id, text }: Record<string, unknown>,
): ChatMessage {
  const message = ownMessage(sim, account, person, message_id);
  if (typeof text !== "string" || text === "") throw new AdminError(400, "text is missing");
  Object.assign(message, { text, isEdited: true });
  sim.events.publish("changed", { number: account.userId, phone: person.phone, message });
  tellFromPerson(sim, account, person, { message_edit: { mid: message.id, text, num_edit: 1 } });
  return message;
}
