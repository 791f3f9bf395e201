import type { TemplateConfig } from "../config";
import type { Content } from "./content";
import { GraphError } from "./errors";

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

/** Fills an approved template. Unknown name or language is 132001, a wrong number of parameters 132000. */
export function renderTemplate(
  templates: TemplateConfig[],
  wanted: NonNullable<Content["template"]>,
): Content {
  const template = templates.find((one) => one.name === wanted.name && one.language === wanted.language);
  if (!template) {
    throw new GraphError(132001, "(#132001) Template name does not exist in the translation", {
      httpStatus: 404,
      details: `template name (${wanted.name}) does not exist in ${wanted.language}`,
    });
  }
  const names = [...new Set([...template.body.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ""))];
  if (names.length !== wanted.parameters.length) {
    throw new GraphError(
      132000,
      "(#132000) Number of parameters does not match the expected number of params",
      {
        details: `body: number of localizable_params (${wanted.parameters.length}) does not match the expected number of params (${names.length})`,
      },
    );
  }
  const values = new Map(
    wanted.parameters.map((parameter, place) => [parameter.name ?? names[place] ?? "", parameter.text]),
  );
  return { text: template.body.replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole) };
}
