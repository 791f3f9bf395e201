import { instagramTarget, type LoadedChannel } from "@/lib/channels/load-channel";
import type { PersonIds } from "@/lib/contacts/resolve-contact";
import { env } from "@/lib/env";
import { sendInstagram } from "@/lib/meta/send-instagram";
import type { SendOutcome } from "@/lib/meta/send-outcome";
import { sendWhatsApp } from "@/lib/meta/send-whatsapp";
import type { WhatsAppContent } from "@/lib/meta/whatsapp-message";
import { store } from "@/lib/storage/store";
import type { MessageRow } from "./claim-send";

/** Meta's limit for a text that carries buttons is shorter than for one that stands alone. */
const TEXT_WITH_BUTTONS_MAX = 1_024;

type Outgoing = { channel: LoadedChannel; to: PersonIds; message: MessageRow; text: string };

/** Sends one stored message in the shape its platform wants. Our message id goes along and comes back in statuses. */
export async function sendThroughChannel({ channel, to, message, text }: Outgoing): Promise<SendOutcome> {
  const buttons = (message.buttons as { id: string; title: string }[] | null) ?? [];
  const link = await pictureLink(message);
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
      content: link
        ? { kind: "image", link }
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
    content: whatsAppContent(text, buttons, link),
    callbackData: message.id,
  });
}

function whatsAppContent(
  text: string,
  buttons: { id: string; title: string }[],
  link: string | null,
): WhatsAppContent {
  if (link) return { kind: "image", source: { link }, ...(text ? { caption: text } : {}) };
  if (buttons.length > 0 && text.length <= TEXT_WITH_BUTTONS_MAX) return { kind: "buttons", text, buttons };
  return { kind: "text", text };
}

async function pictureLink(message: MessageRow): Promise<string | null> {
  const picture = message.media as { fileKey: string; contentType: string } | null;
  if (message.kind !== "image" || picture === null) return null;
  return store().signedUrl(picture.fileKey, {
    ttlSeconds: 60,
    contentType: picture.contentType,
    inline: true,
  });
}
