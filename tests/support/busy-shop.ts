import { vi } from "vitest";
import type { TestApp } from "./app";
import { signInOwner, signInVendor } from "./sign-in";

const FEMI = { name: "Femi", phone: "+2348037773001" };
/** Who buys, and what becomes of it. The first is the demo's own Chinedu; the others move in. */
const BUYERS = {
  waits: "2348031234567",
  flagged: "2348037773002",
  approved: "2348037773003",
  uploads: "2348037773004",
};

export type BusyShop = {
  /** Cookie headers of signed-in browsers. */
  owner: string;
  vendor: string;
  orderId: string;
  /** The flagged one: a receipt that waits is decided on the desk. */
  receiptId: string;
  conversationId: string;
  contactId: string;
  escalationId: string;
  /** Paths of links that buyers were sent. */
  publicOrder: string;
  upload: string;
};

type Chat = { messages: { from: string; text?: string }[] };

/**
 * A day in the example business: Femi sells; one receipt waits for him, one was flagged and waits for Ada, one order is
 * approved and confirmed, and a fourth buyer asked for a link to send the picture by.
 */
export async function makeBusyShop(app: TestApp): Promise<BusyShop> {
  const owner = await signInOwner(app);
  await giveWork(app, owner);
  const { waits: _known, ...unknown } = BUYERS;
  const move = (phone: string) => simulate(app, "people", { name: "Bisi", phone });
  await Promise.all(Object.values(unknown).map(move));
  const vendor = await signInVendor(app, FEMI.phone);
  const [waits, flagged, approved] = await Promise.all([
    buyAndPay(app, vendor, BUYERS.waits),
    buyAndPay(app, vendor, BUYERS.flagged),
    buyAndPay(app, vendor, BUYERS.approved),
    buy(app, BUYERS.uploads).then(() => says(app, BUYERS.uploads, { text: "upload" }, /\/u\//)),
  ]);
  const verify = `/api/vendor/orders/${flagged.order_id}/verify`;
  const { escalation_id } = await ask<Item>(app, vendor, verify, { action: "flag", notes: "Odd bank" });
  await ask(app, vendor, `/api/vendor/orders/${approved.order_id}/verify`, {
    action: "approve",
    credit_seen: true,
  });
  await heard(app, BUYERS.approved, /Confirm address/);
  await says(app, BUYERS.approved, { text: "Yes" }, /\/t\//);
  const { items } = await ask<{ items: Item[] }>(app, vendor, "/api/conversations");
  const order = await ask<Item>(app, vendor, `/api/orders/${waits.order_id}`);
  return {
    owner,
    vendor,
    orderId: waits.order_id ?? "",
    receiptId: flagged.receipt_id ?? "",
    conversationId: items[0]?.conversation_id ?? "",
    contactId: order.contact_id ?? "",
    escalationId: escalation_id ?? "",
    publicOrder: linkIn(await heard(app, BUYERS.approved, /\/t\//), "t"),
    upload: linkIn(await heard(app, BUYERS.uploads, /\/u\//), "u"),
  };
}

type Item = Record<string, string | undefined>;

/** Femi sells what Ada offers. */
async function giveWork(app: TestApp, owner: string): Promise<void> {
  const { vendor_id } = await ask<Item>(app, owner, "/api/ceo/vendors", FEMI);
  const { items } = await ask<{ items: Item[] }>(app, owner, "/api/products");
  await Promise.all(
    items.map(({ product_id }) => ask(app, owner, `/api/products/${product_id}`, { vendor_id }, "PATCH")),
  );
}

async function buy(app: TestApp, phone: string): Promise<void> {
  const code = /^`*([^\s`]{8})`*$/m;
  await says(app, phone, { text: "Hi, I want dis red ankara dress. How much?" }, /₦12,500/);
  await says(app, phone, { text: "Bisi, 123 Lagos St, Ikeja" }, code);
  await says(app, phone, { text: code.exec(await heard(app, phone, code))?.[1] }, /TG-/);
}

/** Sends the picture of a transfer and waits until it lies before the vendor. */
async function buyAndPay(app: TestApp, vendor: string, phone: string): Promise<Item> {
  await buy(app, phone);
  const reference = /TG-[A-Z0-9]{4,5}/.exec(await heard(app, phone, /TG-/))?.[0];
  await says(app, phone, { image: { sample: "receipt" } }, /./);
  return vi.waitFor(
    async () => {
      const path = "/api/vendor/receipts?state=waiting";
      const { items } = await ask<{ items: Item[] }>(app, vendor, path);
      const found = items.find((item) => item.reference === reference);
      if (!found) throw new Error(`no receipt has come for ${reference}`);
      return found;
    },
    { timeout: 30_000, interval: 200 },
  );
}

async function says(app: TestApp, phone: string, act: object, answer: RegExp): Promise<void> {
  await simulate(app, `people/${phone}/send`, act);
  await heard(app, phone, answer);
}

/** What the business has said to this phone, once it has said what is waited for. */
function heard(app: TestApp, phone: string, words: RegExp): Promise<string> {
  return vi.waitFor(
    async () => {
      const answer = await fetch(`${app.simulatorUrl}/_sim/people/${phone}/chat`);
      const { messages } = (await answer.json()) as Chat;
      const texts = messages.filter(({ from }) => from !== "person").map(({ text }) => text ?? "");
      const said = texts.join("\n");
      if (!words.test(said)) throw new Error(`${phone} did not hear ${words}: ${said}`);
      return said;
    },
    { timeout: 30_000, interval: 200 },
  );
}

async function simulate(app: TestApp, path: string, body: object): Promise<void> {
  const answer = await fetch(`${app.simulatorUrl}/_sim/${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

async function ask<T>(
  app: TestApp,
  cookie: string,
  path: string,
  body?: object,
  method = "POST",
): Promise<T> {
  const answer = await fetch(app.url + path, {
    ...(body ? { method, body: JSON.stringify(body) } : {}),
    headers: { cookie, origin: app.url, "content-type": "application/json" },
  });
  const { data, ...problem } = (await answer.json()) as { data: T };
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(problem)}`);
  return data;
}

function linkIn(text: string, kind: string): string {
  const found = new RegExp(`/${kind}/[\\w-]+`).exec(text)?.[0];
  if (!found) throw new Error(`no link /${kind}/ in: ${text}`);
  return found;
}
