import type { Chat, ChatMessage } from "../state/types";
import { AdminError } from "./admin-error";
import type { Said } from "./send-from-phone";

interface Choice {
  kind: "button_reply" | "list_reply";
  id: string;
  title: string;
  description?: string;
}

/**
 * Presses a reply button or chooses a list row, by `id` or `title`, of the message `message_id` or else of the newest
 * message that has it.
 */
export function pressButton(chat: Chat, wanted: Record<string, unknown>): Said {
  const messages = chat.messages.filter(
    (one) => one.from === "business" && (wanted.message_id === undefined || one.id === wanted.message_id),
  );
  for (const message of messages.reverse()) {
    const choice = choicesOf(message).find((one) => one.id === wanted.id || one.title === wanted.title);
    if (choice) return said(message, choice);
  }
  throw new AdminError(404, "no message in this chat has such a button or row");
}

function choicesOf(message: ChatMessage): Choice[] {
  const buttons = (message.buttons ?? []).map((one) => ({ kind: "button_reply" as const, ...one }));
  const rows = (message.list?.sections ?? []).flatMap((section) => section.rows);
  return [...buttons, ...rows.map((row) => ({ kind: "list_reply" as const, ...row }))];
}

function said(message: ChatMessage, choice: Choice): Said {
  const { kind, id, title, description } = choice;
  const reply = { id, title, ...(description ? { description } : {}) };
  return {
    shown: { text: title, replyId: id, quotedId: message.id },
    body: { type: "interactive", interactive: { type: kind, [kind]: reply } },
  };
}
