import { isObject } from "../http/exchange";
import { type Content, limited, optionalText } from "./content";
import { badValue, invalidParameter, missingParameter } from "./errors";
import { interactiveContent } from "./validate-interactive";

type Body = Record<string, unknown>;

/** Checks the part of a send call named after its type against Meta's limits and gives what it shows. */
export function contentOf(type: string, part: unknown): Content {
  if (!isObject(part)) throw missingParameter(type);
  const read = READERS[type];
  if (!read) {
    throw invalidParameter(
      `Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got "${type}".`,
    );
  }
  return read(part);
}

const READERS: Record<string, (part: Body) => Content> = {
  text: textContent,
  image: (part) => mediaContent("image", part, { caption: true }),
  video: (part) => mediaContent("video", part, { caption: true }),
  document: (part) => mediaContent("document", part, { caption: true, filename: true }),
  audio: (part) => mediaContent("audio", part, {}),
  sticker: (part) => mediaContent("sticker", part, {}),
  interactive: interactiveContent,
  location: locationContent,
  reaction: reactionContent,
  template: templateContent,
};

function textContent(part: Body): Content {
  if (part.preview_url !== undefined && typeof part.preview_url !== "boolean") {
    throw invalidParameter("Param text['preview_url'] must be a boolean.");
  }
  return { text: limited(part.body, "text['body']", 4096) };
}

function mediaContent(kind: string, part: Body, allows: { caption?: boolean; filename?: boolean }): Content {
  const { id, link } = part;
  if ((id === undefined) === (link === undefined)) {
    throw invalidParameter(`Param ${kind} must contain exactly one of 'id' and 'link'.`);
  }
  if (id !== undefined && typeof id !== "string")
    throw invalidParameter(`Param ${kind}['id'] must be a string.`);
  if (link !== undefined && !isWebAddress(link)) {
    throw invalidParameter(`Param ${kind}['link'] is not a valid URL.`);
  }
  if (part.caption !== undefined && !allows.caption)
    throw invalidParameter(`Unexpected key "caption" on param ${kind}.`);
  if (part.filename !== undefined && !allows.filename) {
    throw invalidParameter(`Unexpected key "filename" on param ${kind}.`);
  }
  return {
    text: optionalText(part.caption, `${kind}['caption']`, 1024),
    media: {
      kind,
      id,
      link: link as string | undefined,
      filename: optionalText(part.filename, "document['filename']", 240),
    },
  };
}

function isWebAddress(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    return ["http:", "https:"].includes(new URL(value).protocol);
  } catch {
    return false;
  }
}

function locationContent(part: Body): Content {
  const latitude = Number(part.latitude);
  const longitude = Number(part.longitude);
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
    throw badValue("Param location must have a latitude and a longitude.");
  }
  const name = optionalText(part.name, "location['name']", 1000);
  return {
    location: { latitude, longitude, name, address: optionalText(part.address, "location['address']", 1000) },
  };
}

function reactionContent(part: Body): Content {
  const messageId = limited(part.message_id, "reaction['message_id']", 512);
  if (typeof part.emoji !== "string") throw missingParameter("reaction['emoji']");
  return { reaction: { messageId, emoji: part.emoji } };
}

function templateContent(part: Body): Content {
  const name = limited(part.name, "template['name']", 512);
  if (!isObject(part.language)) throw missingParameter("template['language']");
  const language = limited(part.language.code, "template['language']['code']", 20);
  const components = Array.isArray(part.components) ? part.components.filter(isObject) : [];
  const body = components.find((component) => component.type === "body");
  const parameters = Array.isArray(body?.parameters) ? body.parameters.filter(isObject) : [];
  return { template: { name, language, parameters: parameters.map(templateParameter) } };
}

function templateParameter(parameter: Body): { name?: string; text: string } {
  const text = limited(parameter.text, "template['components'][body]['parameters'][text]", 1024);
  if (/[\n\t]| {5}/.test(text)) {
    throw badValue("Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
  }
  return { name: typeof parameter.parameter_name === "string" ? parameter.parameter_name : undefined, text };
}
