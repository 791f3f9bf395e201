import { instagramTarget, type LoadedChannel } from "@/lib/channels/load-channel";
import type { PersonIds } from "@/lib/contacts/resolve-contact";
import { env } from "@/lib/env";
import { describeError, log } from "@/lib/log";
import { sendInstagram } from "@/lib/meta/send-instagram";
import type { SendOutcome } from "@/lib/meta/send-outcome";
import { sendWhatsApp } from "@/lib/meta/send-whatsapp";
import type { WhatsAppContent } from "@/lib/meta/whatsapp-message";
import { store } from "@/lib/storage/store";
import type { MessageRow } from "./claim-send";

/** Meta's limit for a text that carries buttons is shorter than for one that stands alone. */
const TEXT_WITH_BUTTONS_MAX = 1_024;

type Outgoing = { channel: LoadedChannel; to: PersonIds; message: MessageRow; text: string };

/**
 * Sends one stored message in the shape its platform wants. Our message id goes along and comes back in statuses. While no link
 * can be made to its file nothing has gone out, and nothing is in doubt (F-10).
 */
export async function sendThroughChannel({ channel, to, message, text }: Outgoing): Promise<SendOutcome> {
  const buttons = (message.buttons as { id: string; title: string }[] | null) ?? [];
  let file: LinkedFile | null;
  try {
    file = await linkedFile(message);
  } catch (error) {
    log.warn({ messageId: message.id, error: describeError(error) }, "no link could be made to a file");
    return { kind: "not_sent", reason: "file_store" };
  }
  if (channel.platform === "instagram") {
    if (!to.igsid)
      return {
        kind: "refused",
        class: "recipient",
        code: "no_address",
        sentence: "This person has no Instagram id.",
      };
    const quickReplies = buttons.map((button) => ({ title: button.title, payload: button.id }));
    return sendInstagram(instagramTarget(channel), {
      to: { igsid: to.igsid },
      content: file
        ? { kind: file.filename === undefined ? "image" : "file", link: file.link }
        : { kind: "text", text, ...(quickReplies.length ? { quickReplies } : {}) },
    });
  }
  const target = {
    baseUrl: env().META_GRAPH_URL,
    version: env().META_GRAPH_VERSION,
    token: channel.token,
    phoneNumberId: channel.externalId,
  };
  return sendWhatsApp(target, {
    to: { phone: to.phone, userId: to.userId },
    content: whatsAppContent(text, buttons, file),
    callbackData: message.id,
  });
}

function whatsAppContent(
  text: string,
  buttons: { id: string; title: string }[],
  file: LinkedFile | null,
): WhatsAppContent {
  if (file) {
    const shown = { source: { link: file.link }, ...(text ? { caption: text } : {}) };
    const { filename } = file;
    return filename === undefined ? { kind: "image", ...shown } : { kind: "document", filename, ...shown };
  }
  if (buttons.length > 0 && text.length <= TEXT_WITH_BUTTONS_MAX) return { kind: "buttons", text, buttons };
  return { kind: "text", text };
}

/** `filename` only for a document. */
type LinkedFile = { link: string; filename?: string };

/** Where Meta fetches the file of a message, for 60 seconds. */
async function linkedFile(message: MessageRow): Promise<LinkedFile | null> {
  const file = message.media as { fileKey: string; contentType: string; filename?: string } | null;
  if (!["image", "document"].includes(message.kind) || file === null) return null;
  const { fileKey, contentType, filename } = file;
  const link = await store().signedUrl(fileKey, {
    ttlSeconds: 60,
    contentType,
    inline: true,
    ...(filename === undefined ? {} : { downloadName: filename }),
  });
  return { link, ...(message.kind === "document" ? { filename: filename ?? "document.pdf" } : {}) };
}
