import {
  type MediaSource,
  templateParameter,
  type WhatsAppContent,
  type WhatsAppMessage,
} from "./whatsapp-message";

type Body = Record<string, unknown>;

/** The JSON of `POST /{phone_number_id}/messages` for a message that has passed its check. */
export function buildWhatsAppBody(message: WhatsAppMessage): Body {
  const { to, content, quotedExternalId, callbackData } = message;
  // A user id in `to` is answered with 200 and never delivered: it belongs in `recipient`.
  const address = to.phone === undefined ? { recipient: to.userId } : { to: to.phone.replace(/^\+/, "") };
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...address,
    ...contentOf(content),
    ...(quotedExternalId === undefined ? {} : { context: { message_id: quotedExternalId } }),
    ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
  };
}

function contentOf(content: WhatsAppContent): Body {
  switch (content.kind) {
    case "text":
      return { type: "text", text: { body: content.text, preview_url: content.previewUrl ?? false } };
    case "image":
      return { type: "image", image: { ...mediaOf(content.source), ...captionOf(content.caption) } };
    case "document":
      return {
        type: "document",
        document: { ...mediaOf(content.source), filename: content.filename, ...captionOf(content.caption) },
      };
    case "buttons":
      return interactive("button", content, {
        buttons: content.buttons.map(({ id, title }) => ({ type: "reply", reply: { id, title } })),
      });
    case "list":
      return interactive("list", content, { button: content.button, sections: content.sections });
    case "template":
      return { type: "template", template: templateOf(content) };
  }
}

function mediaOf(source: MediaSource): Body {
  return "id" in source ? { id: source.id } : { link: source.link };
}

function captionOf(caption: string | undefined): Body {
  return caption === undefined || caption === "" ? {} : { caption };
}

function interactive(
  type: "button" | "list",
  frame: { text: string; header?: string; footer?: string },
  action: Body,
): Body {
  return {
    type: "interactive",
    interactive: {
      type,
      ...(frame.header === undefined ? {} : { header: { type: "text", text: frame.header } }),
      body: { text: frame.text },
      ...(frame.footer === undefined ? {} : { footer: { text: frame.footer } }),
      action,
    },
  };
}

function templateOf(content: Extract<WhatsAppContent, { kind: "template" }>): Body {
  const body = (content.body ?? []).map(({ name, text }) => ({
    type: "text",
    ...(name === undefined ? {} : { parameter_name: name }),
    text: templateParameter(text),
  }));
  const buttons = (content.buttons ?? []).map(({ index, subType, value }) => ({
    type: "button",
    sub_type: subType,
    index: String(index),
    parameters: [
      subType === "url"
        ? { type: "text", text: templateParameter(value) }
        : { type: "payload", payload: value },
    ],
  }));
  const components = [...(body.length > 0 ? [{ type: "body", parameters: body }] : []), ...buttons];
  return {
    name: content.name,
    language: { code: content.language },
    ...(components.length > 0 ? { components } : {}),
  };
}
