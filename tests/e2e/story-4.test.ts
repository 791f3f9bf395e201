import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startApp, type TestApp } from "@/tests/support/app";
import { findBarriers, isTooWide, launchBrowser, openPage, type WatchedPage } from "@/tests/support/browser";
import { Overheard } from "@/tests/support/overheard";
import { PhoneOnScreen } from "@/tests/support/phone";
import { signInOnPage } from "@/tests/support/post";
import { signInVendor } from "@/tests/support/sign-in";
import { tracesIn, tracesOfBusinesses } from "@/tests/support/traces";

/** What is said, sold, owned and paid in one shop alone. Ada's own name is also a part of other words. */
const ADAS =
  /ankara|adasfashion|s Fashion|8030002002|Bode Thomas|wedding on Saturday|0000014579|106540352242922/i;
const TUNDES =
  /EliteBook|tunde|Femi|8030003003|8030004004|Allen Avenue|office in Yaba|0122481636|17841405822304914/i;
/** What only Bola wrote, who buys from Tunde himself and not from Femi. */
const BOLAS = /Bola|Awolowo Road|monitor for my reception/i;
const BOLAS_PHONE = "2348067770004";

type Ids = Record<"order" | "contact" | "conversation" | "receipt" | "product" | "escalation", string>;
type Side = WatchedPage & { overheard: Overheard; ids: Ids; email: string };

describe("story 4: one buyer, two businesses", () => {
  let app: TestApp;
  let browser: Browser;
  let ada: Side;
  let tunde: Side;
  let femi: WatchedPage & { overheard: Overheard };
  let tracesOf: Map<string, Set<string>>;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ada = await sit(app.people.ceo);
    tunde = await sit(app.people.instagram.ceo);
    femi = await listening();
    await signInByCookie(femi, await signInVendor(app, app.people.instagram.vendor.phone));
    await Promise.all([ada, tunde].map(({ page }) => page.goto(`${app.url}/ceo`)));
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("Amina buys from both on the same phone, and each is told of her own sale alone", async () => {
    await femi.page.goto(`${app.url}/vendor/orders`);
    await Promise.all([
      buys("Ada's Fashion", "Amina", [
        "Hi, I want dis red ankara dress. How much?",
        "Amina, 21 Bode Thomas, Surulere",
        "Abeg it is for a wedding on Saturday",
      ]),
      buys("Tunde Electronics", "Amina", [
        "I want 5 HP laptops. How much?",
        "Amina, 14 Allen Avenue, Ikeja, 08059876543",
        "It is for my new office in Yaba",
      ]),
      bolaBuysFromTundeHimself(),
    ]);
    await ada.page
      .getByText(/Proof of payment for TG-/)
      .first()
      .waitFor({ timeout: 30_000 });
    await tunde.page
      .getByText(/TG-\w+ waits for you/)
      .first()
      .waitFor({ timeout: 30_000 });
    await femi.page
      .getByText(/TG-\w+ is with the owner/)
      .first()
      .waitFor({ timeout: 30_000 });
    [ada.ids, tunde.ids] = await Promise.all([idsOf(ada.page, "₦12,500"), idsOf(tunde.page, "₦1,250,000")]);
    tracesOf = await tracesOfBusinesses(app.database.adminUrl);
  });

  it("each looks through every page, list, file and export, side by side", async () => {
    await Promise.all([ada, tunde].map(lookAround));
    for (const { problems } of [ada, tunde]) expect(problems).toEqual([]);
  });

  it("nothing of the other had reached either browser: page, answer, export or live event", () => {
    expect(ada.overheard.find(traces(tunde), TUNDES)).toEqual([]);
    expect(tunde.overheard.find(traces(ada), ADAS)).toEqual([]);
  });

  it("which would have been noticed: their own was found everywhere", () => {
    for (const [side, words] of [
      [ada, ADAS],
      [tunde, TUNDES],
    ] as const) {
      const found = side.overheard.find(traces(side), words).join("\n");
      for (const where of ["live events", "/ceo/audit", "audit/export", "/api/ceo/contacts/", "/messages"]) {
        expect(found).toContain(where);
      }
      for (const id of Object.values(side.ids).filter(Boolean)) expect(found).toContain(id);
      expect(found).toMatch(words);
    }
  });

  it("Femi sees his own sale, and nothing of what Tunde sells himself", async () => {
    const { page, overheard, problems } = femi;
    const { order, conversation, receipt } = tunde.ids;
    await visitAll(femi, [
      "/vendor/receipts",
      "/vendor/orders",
      "/vendor/inbox",
      `/vendor/orders/${order}`,
      `/vendor/receipts/${receipt}`,
      `/vendor/conversations/${conversation}`,
    ]);
    const [bolas] = await items(tunde.page, "/api/orders?q=Bola");
    expect(bolas?.reference).toMatch(/^TG-/);
    const hidden = new Set(
      [bolas?.order_id, bolas?.reference, bolas?.contact_id, bolas?.conversation_id].map(String),
    );
    expect(overheard.find(hidden, BOLAS)).toEqual([]);
    expect(overheard.find(new Set([order]), /EliteBook/).length).toBeGreaterThan(0);
    expect(overheard.find(traces(ada), ADAS)).toEqual([]);
    expect(problems).toEqual([]);
    for (const path of [`orders/${bolas?.order_id}`, `conversations/${bolas?.conversation_id}`]) {
      await isNothingHere(page, `/vendor/${path}`, BOLAS);
    }
    await page.goto(`${app.url}/ceo/orders/${order}`);
    await page.waitForURL(/\/vendor\/receipts$/);
  });

  it("a link copied from Ada's browser says kindly in Tunde's that there is nothing here, and the other way", async () => {
    await Promise.all([followsLinks(tunde.page, ada.ids, ADAS), followsLinks(ada.page, tunde.ids, TUNDES)]);
    expect(await findBarriers(tunde.page)).toEqual([]);
    expect(await isTooWide(tunde.page)).toBe(false);
  });

  it("the API answers for the other's ids as for ids that never were", async () => {
    for (const [own, other, words] of [
      [tunde, ada, ADAS],
      [ada, tunde, TUNDES],
    ] as const) {
      for (const path of readsOf(other.ids)) {
        const [theirs, nobodys] = [await reads(own.page, path), await reads(own.page, withoutIds(path))];
        expect(theirs.status, path).toBe(404);
        expect(bare(theirs.text), path).toBe(bare(nobodys.text));
        expect(theirs.text).not.toMatch(words);
        expect((await reads(other.page, path)).status, `${path} for its owner`).toBe(200);
      }
    }
  });

  it("no search finds the other's buyer, order or words, though she is the same person", async () => {
    const reference = async ({ page, ids }: Side) =>
      String(
        (await items(page, "/api/orders?limit=50")).find((one) => one.order_id === ids.order)?.reference,
      );
    for (const [own, other] of [
      [tunde, ada],
      [ada, tunde],
    ] as const) {
      const theirs = await reference(other);
      for (const path of [
        "/api/orders?q=",
        "/api/vendor/receipts?state=waiting&q=",
        "/api/ceo/escalations?q=",
      ]) {
        expect(await items(own.page, path + theirs), path).toEqual([]);
      }
      expect(await items(own.page, `/api/ceo/audit?subject=${theirs}`)).toEqual([]);
      expect(await items(own.page, `/api/ceo/audit?subject=${other.ids.order}`)).toEqual([]);
      expect(await items(own.page, `/api/orders?contact_id=${other.ids.contact}`)).toEqual([]);
      expect(await items(other.page, `/api/orders?q=${theirs}`)).toHaveLength(1);
      const aminas = await items(own.page, "/api/ceo/contacts?q=Amina");
      expect(aminas.map(({ contact_id }) => contact_id)).toEqual([own.ids.contact]);
    }
    await tunde.page.goto(`${app.url}/ceo/orders`);
    await tunde.page.getByRole("searchbox").fill(await reference(ada));
    await tunde.page.getByRole("heading", { name: "No order matches" }).waitFor();
  });

  it("metrics name no business, and no line of a log speaks of two or of a person", async () => {
    const authorization = `Bearer ${app.environment.CRON_SECRET}`;
    const answer = await fetch(`${app.url}/api/metrics`, { headers: { authorization } });
    expect(answer.status).toBe(200);
    const metrics = await answer.text();
    expect(metrics).toMatch(/^# TYPE /m);
    expect([...tracesIn(metrics)]).toEqual([]);
    expect(metrics).not.toMatch(ADAS);
    expect(metrics).not.toMatch(TUNDES);
    const lines = [app.web, app.worker].flatMap(({ logFile }) => readFileSync(logFile, "utf8").split("\n"));
    const speaksOf = (line: string, side: Side) => [...tracesIn(line)].some((id) => traces(side).has(id));
    expect(lines.filter((line) => speaksOf(line, ada) && speaksOf(line, tunde))).toEqual([]);
    expect(lines.filter((line) => ADAS.test(line) || TUNDES.test(line) || /8059876543/.test(line))).toEqual(
      [],
    );
    // Bola's file that is no picture.
    expect(lines.some((line) => speaksOf(line, tunde) && line.includes("cannot be read"))).toBe(true);
  });

  const traces = ({ email }: Side): Set<string> => tracesOf.get(email) ?? new Set();

  async function listening(): Promise<WatchedPage & { overheard: Overheard }> {
    const watched = await openPage(browser, "laptop");
    return { ...watched, overheard: await Overheard.on(watched.page) };
  }

  async function sit({ email, phone }: { email: string; phone: string }): Promise<Side> {
    const side = await listening();
    await signInOnPage(app, side.page, email, phone);
    return { ...side, email, ids: {} as Ids };
  }

  function signInByCookie({ context }: WatchedPage, cookie: string): Promise<void> {
    const pairs = cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url };
    });
    return context.addCookies(pairs);
  }

  /** Orders on the phone's screen, says something more, and sends what is to prove that the money went. */
  async function buys(
    business: string,
    who: string,
    [first, details, more]: [string, string, string],
    proof = /Receipt for the last amount asked/,
  ): Promise<void> {
    const { page, context } = await openPage(browser, "laptop");
    const phone = new PhoneOnScreen(page, who, business);
    await phone.open(app.simulatorUrl);
    await phone.types(first);
    await phone.sees(/₦/);
    await phone.types(details);
    await phone.types(await phone.code());
    await phone.sees(/TG-[A-Z0-9]{4,5}/);
    await phone.types(more);
    await phone.sees(more);
    await phone.attaches(proof);
    await phone.sees(/your picture|could not open|cannot read/i);
    await context.close();
  }

  async function bolaBuysFromTundeHimself(): Promise<void> {
    const person = { name: "Bola", phone: BOLAS_PHONE, instagram: "bola.vi" };
    await fetch(`${app.simulatorUrl}/_sim/people`, { method: "POST", body: JSON.stringify(person) });
    const [vendor] = await items(tunde.page, "/api/ceo/vendors");
    const monitor = (await items(tunde.page, "/api/products?limit=50")).find(({ name }) =>
      /monitor/.test(String(name)),
    );
    const given = await reads(tunde.page, `/api/products/${monitor?.product_id}`, "PATCH", {
      vendor_id: vendor?.vendor_id,
    });
    expect(given.status).toBe(200);
    await buys(
      "Tunde Electronics",
      "Bola",
      [
        "I want the Samsung monitor. How much?",
        `Bola, 3 Awolowo Road, Ikoyi, 0${BOLAS_PHONE.slice(3)}`,
        "It is a monitor for my reception",
      ],
      /Text file named/,
    );
  }

  /** What belongs to Amina's order with one shop, as its owner's browser is told. */
  async function idsOf(page: Page, amount: string): Promise<Ids> {
    const order = await vi.waitFor(
      async () => {
        const found = (await items(page, "/api/orders?q=Amina"))[0] as { receipts?: unknown[] } | undefined;
        if (!found?.receipts?.length) throw new Error(`no proof has come for ${amount}`);
        return found as unknown as Record<string, string> & {
          items: { product_id: string }[];
          receipts: { receipt_id: string }[];
        };
      },
      { timeout: 20_000, interval: 200 },
    );
    const [escalation] = await items(page, "/api/ceo/escalations?q=Amina");
    return {
      order: order.order_id ?? "",
      contact: order.contact_id ?? "",
      conversation: order.conversation_id ?? "",
      receipt: order.receipts[0]?.receipt_id ?? "",
      product: order.items[0]?.product_id ?? "",
      escalation: String(escalation?.escalation_id ?? ""),
    };
  }

  /** Opens what people open most, and asks for the rest as the browser does ahead of a tap. */
  async function lookAround(side: Side): Promise<void> {
    const { order, contact, conversation, receipt } = side.ids;
    const opened = [
      `/ceo/orders/${order}`,
      `/ceo/contacts/${contact}`,
      "/ceo/audit",
      `/vendor/conversations/${conversation}`,
      `/vendor/receipts/${receipt}`,
    ];
    await visitAll(side, opened);
    const rest = pagesOf(side.ids).filter((path) => !opened.includes(path));
    await Promise.all(
      [...rest, ...readsOf(side.ids), ...LISTS].map(async (path) => {
        expect((await reads(side.page, path)).status, path).toBe(200);
      }),
    );
    await side.overheard.settle();
  }

  async function visitAll({ page, overheard }: Pick<Side, "page" | "overheard">, paths: string[]) {
    for (const path of paths) {
      await page.goto(app.url + path);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await overheard.settle();
    }
  }

  async function followsLinks(page: Page, theirs: Ids, words: RegExp): Promise<void> {
    for (const path of [`/ceo/orders/${theirs.order}`, `/vendor/conversations/${theirs.conversation}`]) {
      await isNothingHere(page, path, words);
    }
    const others = pagesOf(theirs).filter((path) =>
      Object.values(theirs).some((id) => id && path.includes(id)),
    );
    expect(others.length).toBeGreaterThan(4);
    for (const { text } of await Promise.all(others.map((path) => reads(page, path)))) {
      expect(text).toContain("It does not exist, or it is not yours to see");
      expect(text).not.toMatch(words);
    }
  }

  /** Opens a page by its address, which is never quite finished streaming: what was not found is told in its place. */
  async function isNothingHere(page: Page, path: string, words: RegExp): Promise<void> {
    await page.evaluate((address) => window.location.assign(address), path);
    await page.waitForURL(app.url + path);
    await page.getByRole("heading", { name: "Nothing here" }).waitFor();
    await page.getByText(/It does not exist, or it is not yours to see/).waitFor();
    expect(await page.getByRole("main").innerText()).not.toMatch(words);
  }

  async function items(page: Page, path: string): Promise<Record<string, unknown>[]> {
    const { status, text } = await reads(page, path);
    expect(status, path).toBe(200);
    return (JSON.parse(text) as { data: { items: Record<string, unknown>[] } }).data.items;
  }
});

/** The pages of a business, with those of what belongs to Amina's order. */
function pagesOf({ order, contact, conversation, receipt, escalation }: Ids): string[] {
  return [
    "/ceo",
    "/ceo/orders",
    `/ceo/orders/${order}`,
    "/ceo/escalations",
    ...(escalation ? [`/ceo/escalations/${escalation}`] : []),
    "/ceo/contacts",
    `/ceo/contacts/${contact}`,
    "/ceo/products",
    "/ceo/vendors",
    "/ceo/connections",
    "/ceo/chatbot",
    "/ceo/settings",
    "/ceo/settings/money",
    "/ceo/trouble",
    "/ceo/audit",
    "/vendor/inbox",
    `/vendor/conversations/${conversation}`,
    `/vendor/negotiation/${order}`,
    `/vendor/receipts/${receipt}`,
  ];
}

function readsOf({ order, contact, conversation, receipt, product, escalation }: Ids): string[] {
  return [
    `/api/orders/${order}`,
    `/api/vendor/orders/${order}/messages`,
    `/api/conversations/${conversation}/messages`,
    `/api/ceo/contacts/${contact}`,
    `/api/ceo/contacts/${contact}/messages`,
    `/api/ceo/contacts/${contact}/audit-log`,
    `/api/receipts/${receipt}`,
    `/api/receipts/${receipt}/file`,
    `/api/products/${product}`,
    `/api/products/${product}/picture`,
    ...(escalation ? [`/api/ceo/escalations/${escalation}`] : []),
  ];
}

const LISTS = [
  "/api/ceo/overview",
  "/api/ceo/audit?limit=200",
  "/api/ceo/audit?chain=access&limit=200",
  "/api/ceo/audit/export?format=csv",
  "/api/ceo/audit/export?format=json",
  "/api/products/export",
  "/api/ceo/channels",
  "/api/ceo/bank-accounts",
  "/api/ceo/trouble",
];

/** The same path with ids that nobody ever had. */
const withoutIds = (path: string) => path.replace(/_[0-9a-z]{26}/g, `_${"0".repeat(26)}`);

/** An answer without what differs from request to request. */
const bare = (text: string) => text.replace(/req_[0-9a-z]+/g, "").replace(/_[0-9a-z]{26}/g, "");

/** Asks from inside the page, as its own scripts do. */
function reads(
  page: Page,
  path: string,
  method = "GET",
  body?: object,
): Promise<{ status: number; text: string }> {
  return page.evaluate(
    async ([address, verb, sent]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(address, { method: verb, ...(sent ? { headers, body: sent } : {}) });
      return { status: answer.status, text: await answer.text() };
    },
    [path, method, body ? JSON.stringify(body) : ""] as const,
  );
}
