import { z } from "zod";

/** One line of a conversation's timeline. */
export const messageView = z.object({
  message_id: z.string(),
  direction: z.enum(["in", "out"]),
  author: z.enum(["contact", "bot", "vendor", "ceo", "phone_app"]),
  author_name: z.string().nullable(),
  kind: z.string(),
  text: z.string().nullable(),
  buttons: z.array(z.object({ id: z.string(), title: z.string() })).nullable(),
  order_id: z.string().nullable(),
  /** The proof of payment that this message brought. */
  receipt: z.object({ receipt_id: z.string(), state: z.string(), has_picture: z.boolean() }).nullable(),
  /** Where the picture that we sent with it is read. */
  picture_path: z.string().nullable(),
  /** What the contact sent with it beside a proof of payment; `path` once it is kept. */
  pictures: z.array(
    z.object({
      place: z.int(),
      state: z.enum(["waiting", "kept", "unreadable"]),
      path: z.string().nullable(),
    }),
  ),
  status: z.string(),
  failure: z.string().nullable(),
  /** It waits for the owner, since it names an account that is not the business's own. */
  awaits_owner: z.boolean(),
  at: z.string(),
});
export type MessageView = z.infer<typeof messageView>;

/** One line of everything said with one contact, whatever the channel. */
export const contactMessageView = messageView.extend({
  conversation_id: z.string(),
  platform: z.enum(["whatsapp", "instagram"]),
});
export type ContactMessageView = z.infer<typeof contactMessageView>;

/** One conversation as its page and the inbox show it. The handle is masked here. */
export const conversationView = z.object({
  conversation_id: z.string(),
  contact_id: z.string(),
  name: z.string(),
  masked_handle: z.string(),
  platform: z.enum(["whatsapp", "instagram"]),
  mode: z.enum(["bot", "person"]),
  needs_person_since: z.string().nullable(),
  window_open_until: z.string().nullable(),
  last_message_at: z.string(),
  last_text: z.string().nullable(),
  /** What the last message is (`text`, `image`, `audio`, …); a picture may have words, too. */
  last_kind: z.string().nullable(),
  /** Who wrote last: `you` is the one who asks. */
  last_from: z.enum(["contact", "bot", "you", "vendor", "ceo", "phone_app"]).nullable(),
  /** Something came in since the one who asks has read it. */
  unread: z.boolean(),
  /** The newest order of it whose price is being agreed on. */
  negotiating_order_id: z.string().nullable(),
});
export type ConversationView = z.infer<typeof conversationView>;

/** How far a chat was read: its newest message on the screen. */
export const readInput = z.strictObject({ message_id: z.string().min(1).max(60) });

/** What a person writes into a chat. */
export const personMessageInput = z.strictObject({ text: z.string().trim().min(1).max(3_000) });
