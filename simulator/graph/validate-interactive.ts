import { isObject } from "../http/exchange";
import type { ListSection } from "../state/types";
import { type Content, limited, optionalText } from "./content";
import { invalidParameter, missingParameter } from "./errors";

type Body = Record<string, unknown>;

/** Reply buttons, a list, or a link button, within Meta's limits (interactive messages reference). */
export function interactiveContent(part: Body): Content {
  if (!isObject(part.action)) throw missingParameter("interactive['action']");
  const shown = shownParts(part);
  if (part.type === "button") return { ...shown, buttons: buttonsOf(part.action) };
  if (part.type === "list") return { ...shown, list: listOf(part.action) };
  if (part.type === "cta_url") return { ...shown, link: linkOf(part.action) };
  throw invalidParameter(
    `Param interactive['type'] must be one of {button, list, cta_url} - got "${part.type}".`,
  );
}

function shownParts(part: Body): Content {
  if (!isObject(part.body)) throw missingParameter("interactive['body']");
  const header = part.header === undefined ? {} : headerOf(part.header);
  const footer = isObject(part.footer)
    ? limited(part.footer.text, "interactive['footer']['text']", 60)
    : undefined;
  return { ...header, text: limited(part.body.text, "interactive['body']['text']", 1024), footer };
}

function headerOf(header: unknown): Content {
  if (!isObject(header)) throw invalidParameter("Param interactive['header'] must be a JSON object.");
  if (header.type === "text") return { header: limited(header.text, "interactive['header']['text']", 60) };
  const kind = String(header.type);
  const media = header[kind];
  if (!["image", "video", "document"].includes(kind) || !isObject(media)) {
    throw invalidParameter(
      "Param interactive['header']['type'] must be one of {text, image, video, document}.",
    );
  }
  if ((media.id === undefined) === (media.link === undefined)) {
    throw invalidParameter(
      `Param interactive['header']['${kind}'] must contain exactly one of 'id' and 'link'.`,
    );
  }
  const id = media.id === undefined ? undefined : String(media.id);
  return {
    media: { kind, id, link: optionalText(media.link, `interactive['header']['${kind}']['link']`, 4096) },
  };
}

function buttonsOf(action: Body): { id: string; title: string }[] {
  const given = Array.isArray(action.buttons) ? action.buttons : [];
  if (given.length < 1 || given.length > 3) {
    throw invalidParameter("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
  }
  const buttons = given.map((button, place) => {
    if (!isObject(button) || button.type !== "reply" || !isObject(button.reply)) {
      throw invalidParameter(`Param interactive['action']['buttons'][${place}] must be of type reply.`);
    }
    const path = `interactive['action']['buttons'][${place}]['reply']`;
    return {
      id: limited(button.reply.id, `${path}['id']`, 256),
      title: limited(button.reply.title, `${path}['title']`, 20),
    };
  });
  refuseRepeated(
    buttons.map((button) => button.id),
    "Duplicated button id",
  );
  refuseRepeated(
    buttons.map((button) => button.title),
    "Duplicated button title",
  );
  return buttons;
}

function listOf(action: Body): { button: string; sections: ListSection[] } {
  const button = limited(action.button, "interactive['action']['button']", 20);
  const given = Array.isArray(action.sections) ? action.sections : [];
  if (given.length < 1 || given.length > 10) throw invalidParameter("A list must have 1 to 10 sections.");
  const sections = given.map((section, place) => sectionOf(section, place, given.length > 1));
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length < 1 || rows.length > 10) {
    throw invalidParameter("Total row count exceed max allowed count: 10");
  }
  refuseRepeated(
    rows.map((row) => row.id),
    "Duplicated row id",
  );
  return { button, sections };
}

function sectionOf(section: unknown, place: number, titleRequired: boolean): ListSection {
  const path = `interactive['action']['sections'][${place}]`;
  if (!isObject(section) || !Array.isArray(section.rows)) throw missingParameter(`${path}['rows']`);
  if (titleRequired && section.title === undefined) throw missingParameter(`${path}['title']`);
  return {
    title: optionalText(section.title, `${path}['title']`, 24),
    rows: section.rows.map((row, index) => {
      if (!isObject(row)) throw invalidParameter(`Param ${path}['rows'][${index}] must be a JSON object.`);
      return {
        id: limited(row.id, `${path}['rows'][${index}]['id']`, 200),
        title: limited(row.title, `${path}['rows'][${index}]['title']`, 24),
        description: optionalText(row.description, `${path}['rows'][${index}]['description']`, 72),
      };
    }),
  };
}

function linkOf(action: Body): { title: string; url: string } {
  const parameters = isObject(action.parameters) ? action.parameters : {};
  if (action.name !== "cta_url")
    throw invalidParameter("Param interactive['action']['name'] must be cta_url.");
  return {
    title: limited(parameters.display_text, "interactive['action']['parameters']['display_text']", 20),
    url: limited(parameters.url, "interactive['action']['parameters']['url']", 2000),
  };
}

function refuseRepeated(values: string[], details: string): void {
  if (new Set(values).size !== values.length) throw invalidParameter(details);
}
