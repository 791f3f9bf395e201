import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const ORIGIN = "https://shop.example.com";

type Handler = (event: Record<string, unknown>) => void;
type Shown = { title: string; body: string; tag: string; data: { path: string } };

/** public/sw.js with a browser's surroundings written down: what it showed, focused, opened and sent. */
function startWorker(windows: string[] = []) {
  const handlers: Record<string, Handler> = {};
  const done: string[] = [];
  const shown: Shown[] = [];
  const client = (url: string) => {
    const self = {
      url,
      focus: async () => {
        done.push(`focus ${url}`);
        return self;
      },
      navigate: async (to: string) => void done.push(`navigate ${url} → ${to}`),
    };
    return self;
  };
  const self = {
    location: new URL(ORIGIN),
    addEventListener: (name: string, handler: Handler) => {
      handlers[name] = handler;
    },
    registration: {
      showNotification: async (title: string, options: Omit<Shown, "title">) =>
        void shown.push({ title, ...options }),
      pushManager: {
        subscribe: async () => ({ toJSON: () => ({ endpoint: "fresh", keys: { p256dh: "p", auth: "a" } }) }),
      },
    },
    clients: {
      matchAll: async () => windows.map((page) => client(`${ORIGIN}${page}`)),
      openWindow: async (url: string) => void done.push(`open ${url}`),
    },
  };
  const fetched: { url: string; body: string }[] = [];
  const fetch = async (url: string, { body }: { body: string }) => void fetched.push({ url, body });
  vm.runInNewContext(readFileSync(path.join(ROOT, "public/sw.js"), "utf8"), { self, URL, caches: {}, fetch });
  const happen = async (name: string, event: Record<string, unknown>) => {
    const waits: unknown[] = [];
    handlers[name]?.({ ...event, waitUntil: (work: unknown) => waits.push(work) });
    await Promise.all(waits);
  };
  const push = (text: string) => happen("push", { data: { json: () => JSON.parse(text) } });
  const click = (target: string) =>
    happen("notificationclick", {
      notification: { close: () => done.push("close"), data: { path: target } },
    });
  return { shown, done, fetched, happen, push, click };
}

describe("the service worker", () => {
  it("shows what it is told", async () => {
    const worker = startWorker();
    const message = {
      title: "New receipt: order TG-8891",
      body: "₦12,500",
      path: "/vendor/receipts/r",
      tag: "t",
    };
    await worker.push(JSON.stringify(message));
    expect(worker.shown).toMatchObject([
      { title: message.title, body: "₦12,500", tag: "t", data: { path: "/vendor/receipts/r" } },
    ]);
  });

  it.each([
    "no json",
    '"text"',
    '{"title":1,"path":"/a"}',
    '{"title":"a","path":"https://evil.example"}',
    '{"title":"a","path":"//evil.example"}',
    '{"title":"a","path":"/\\\\evil.example"}',
  ])("shows something harmless for %s: a browser that is told must show something", async (text) => {
    const worker = startWorker();
    await worker.push(text);
    expect(worker.shown).toMatchObject([{ title: "TrustGuard", data: { path: "/login" } }]);
  });

  it("goes to the page where it is open, else takes an open window there, else opens one", async () => {
    const same = startWorker(["/vendor/inbox", "/vendor/receipts/r"]);
    await same.click("/vendor/receipts/r");
    expect(same.done).toEqual(["close", `focus ${ORIGIN}/vendor/receipts/r`]);
    const other = startWorker(["/vendor/inbox"]);
    await other.click("/vendor/receipts/r");
    expect(other.done).toEqual([
      "close",
      `focus ${ORIGIN}/vendor/inbox`,
      `navigate ${ORIGIN}/vendor/inbox → ${ORIGIN}/vendor/receipts/r`,
    ]);
    const none = startWorker();
    await none.click("/vendor/receipts/r");
    expect(none.done).toEqual(["close", `open ${ORIGIN}/vendor/receipts/r`]);
  });

  it("tells the product the browser's new address when it changes", async () => {
    const worker = startWorker();
    await worker.happen("pushsubscriptionchange", { oldSubscription: { options: {} } });
    expect(worker.fetched).toEqual([
      { url: "/api/push/subscriptions", body: '{"endpoint":"fresh","keys":{"p256dh":"p","auth":"a"}}' },
    ]);
  });
});

describe("the manifest", () => {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, "public/manifest.webmanifest"), "utf8"));

  it("makes the product installable: name, start, icons of both sizes, one that may be cut", () => {
    expect(manifest).toMatchObject({
      name: "TrustGuard",
      start_url: "/login",
      scope: "/",
      display: "standalone",
    });
    const icons = manifest.icons as { src: string; sizes: string; purpose?: string }[];
    expect(icons.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
    expect(icons.some((icon) => icon.purpose === "maskable")).toBe(true);
    for (const icon of icons) expect(existsSync(path.join(ROOT, "public", icon.src))).toBe(true);
  });

  it("has shortcuts to pages that exist", () => {
    expect(manifest.shortcuts.length).toBeGreaterThan(1);
    for (const { url } of manifest.shortcuts as { url: string }[])
      expect(existsSync(path.join(ROOT, "app", url, "page.tsx"))).toBe(true);
  });
});
