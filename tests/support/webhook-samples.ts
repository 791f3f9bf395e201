import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseWebhook, type WebhookItem } from "@/lib/meta/parse-webhook";

const ROOT = join(import.meta.dirname, "../..");
const FOLDERS = [join(ROOT, "tests/fixtures/webhooks"), join(ROOT, "../shared/fixtures/webhooks")];

export type Sample = { name: string; raw: Buffer };

/** Every sample body: the project's own and, where present, a wider collection beside the checkout. */
export function allSamples(): Sample[] {
  return FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => ({ name, raw: readFileSync(join(folder, name)) })),
  );
}

/** The items of one of the project's own samples, such as "whatsapp/text". */
export function itemsOf(name: string): WebhookItem[] {
  const parsed = parseWebhook(readFileSync(join(FOLDERS[0]!, `${name}.json`)));
  if (!parsed.ok) throw new Error(`${name} is not JSON`);
  return parsed.items;
}

export function only(name: string): WebhookItem {
  const items = itemsOf(name);
  if (items.length !== 1) throw new Error(`${name} has ${items.length} items`);
  return items[0]!;
}
