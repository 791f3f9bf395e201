import { z } from "zod";
import { listQuery } from "@/lib/cursor";
import { endpoint } from "@/lib/endpoint";
import { contactMessageView, conversationView, messageView, personMessageInput, readInput } from "./schema";

export const listConversationsEndpoint = endpoint({
  method: "GET",
  path: "/api/conversations",
  summary: "List conversations, the latest first",
  description:
    "`q`: how words of the contact's name or digits of their number begin, or an order's reference. `unread`: of the last 30 days.",
  auth: "vendor",
  query: listQuery.extend({
    needs_person: z.enum(["true", "false"]).optional(),
    unread: z.enum(["true", "false"]).optional(),
  }),
  data: z.object({ items: z.array(conversationView), next_cursor: z.string().nullable() }),
});

export const listMessagesEndpoint = endpoint({
  method: "GET",
  path: "/api/conversations/{id}/messages",
  summary: "Read a conversation, the newest message first",
  auth: "vendor",
  query: listQuery,
  data: z.object({ items: z.array(messageView), next_cursor: z.string().nullable() }),
});

export const writeMessageEndpoint = endpoint({
  method: "POST",
  path: "/api/conversations/{id}/messages",
  summary: "Write to the contact as a person",
  description: "202 with `held: true` when the text names an account that is not the business's own.",
  auth: "vendor",
  body: personMessageInput,
  data: z.object({ held: z.boolean() }),
  successStatus: 202,
});

export const openPictureEndpoint = endpoint({
  method: "GET",
  path: "/api/messages/{id}/picture",
  summary: "Open a picture of a message, sent or received; the link works for 60 seconds",
  description: "`place`: which of several pictures of one message, from 0.",
  auth: "vendor",
  query: z.object({ place: z.coerce.number().int().min(0).max(29).default(0) }),
  limit: "none",
  answers: "redirect",
});

export const takeConversationEndpoint = endpoint({
  method: "POST",
  path: "/api/conversations/{id}/take",
  summary: "Answer yourself; the bot keeps quiet",
  auth: "vendor",
});

export const handBackConversationEndpoint = endpoint({
  method: "POST",
  path: "/api/conversations/{id}/hand-back",
  summary: "Let the bot answer again",
  auth: "vendor",
});

export const markReadEndpoint = endpoint({
  method: "POST",
  path: "/api/conversations/{id}/read",
  summary: "Note how far you have read a conversation",
  auth: "vendor",
  body: readInput,
});

export const releaseMessageEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/held-messages/{id}/release",
  summary: "Let a message go out that was held for its account number",
  auth: "ceo",
});

export const discardMessageEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/held-messages/{id}/discard",
  summary: "Throw a held message away",
  auth: "ceo",
});

export const listContactMessagesEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/contacts/{id}/messages",
  summary: "Read everything said with one contact, on every channel, the newest first",
  description: "The reading is written into the audit log, at most once in ten minutes.",
  auth: "ceo",
  query: listQuery.omit({ q: true }),
  data: z.object({ items: z.array(contactMessageView), next_cursor: z.string().nullable() }),
});
