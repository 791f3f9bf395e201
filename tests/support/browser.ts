import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { findBrowser } from "../../scripts/setup/browser.mjs";

/** A phone like Ada's, and the laptop in the shop. */
export const VIEWPORTS = {
  phone: { width: 390, height: 844 },
  smallPhone: { width: 360, height: 640 },
  laptop: { width: 1280, height: 800 },
} as const;

export type Viewport = keyof typeof VIEWPORTS;

/** Starts the machine's Chromium without a window. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error("No Chromium on this machine: npm test finds or installs one.");
  return chromium.launch({ executablePath });
}

/** A page that remembers what went wrong in it. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Errors of the page's scripts, its console's errors, and answers of 500 and above. */
  problems: string[];
}

/** A page as a Nigerian visitor's browser would open it, with cookies of its own. */
export async function openPage(browser: Browser, viewport: Viewport = "laptop"): Promise<WatchedPage> {
  const isPhone = viewport !== "laptop";
  const context = await browser.newContext({
    viewport: VIEWPORTS[viewport],
    locale: "en-NG",
    timezoneId: "Africa/Lagos",
    hasTouch: isPhone,
    isMobile: isPhone,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  waitForPages(page);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} from ${response.url()}`);
  });
  return { page, context, problems };
}

/** Makes `goto` and `reload` wait for {@link untilWorking}. */
function waitForPages(page: Page): void {
  const goto = page.goto.bind(page);
  page.goto = async (url, options) => {
    const answer = await goto(url, options);
    await untilWorking(page);
    return answer;
  };
  const reload = page.reload.bind(page);
  page.reload = async (options) => {
    const answer = await reload(options);
    await untilWorking(page);
    return answer;
  };
}

/**
 * Waits until a page that has just come works as a person finds it who takes a second to read: every streamed part stands in its
 * place, the title among them (until then React keeps it in a hidden element, so that for a moment the same words are in the
 * document twice), and what can be pressed is listened to. Where no script runs, as offline, that is waited for in vain, and not long.
 */
export async function untilWorking(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.contentType !== "text/html" ||
      (document.title !== "" && !document.querySelector('[hidden][id^="S:"]')),
  );
  await page
    .waitForFunction(
      () =>
        !("__next_f" in globalThis) ||
        [...document.querySelectorAll("main button, main a[href], main input")].every((one) =>
          Object.keys(one).some((key) => key.startsWith("__reactFiber")),
        ),
      undefined,
      { timeout: 3_000 },
    )
    .catch(() => undefined);
}

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What a person with a screen reader or weak eyes would stumble over (WCAG 2.2 A and AA), as readable lines. */
export async function findBarriers(page: Page): Promise<string[]> {
  const look = () => readableBarriers(new AxeBuilder({ page }).withTags(WCAG));
  const barriers = await look();
  if (!barriers.some((barrier) => barrier.startsWith("document-title"))) return barriers;
  // While a page tidies its own address the router takes the title away and sets it again.
  await page
    .waitForFunction(() => document.title !== "", undefined, { timeout: 5_000 })
    .catch(() => undefined);
  return look();
}

/** The one barrier that light and dark differ in: what is too faint to read. */
export async function findFaintWords(page: Page): Promise<string[]> {
  const look = () => readableBarriers(new AxeBuilder({ page }).withRules("color-contrast"));
  const faint = await look();
  if (faint.length === 0) return faint;
  // What came in just now is drawn in the old colours for a moment; what is faint stays so.
  await untilDrawn(page);
  return look();
}

/** Turns the page light or dark and lets it be drawn so. */
export async function turn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await untilDrawn(page);
}

/** Until what has just changed is on the screen: colours on their way from one scheme to the other are neither. */
async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))));
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

async function readableBarriers(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id} (${help}): ${target.join(" ")}`),
  );
}

/** Whether the page is wider than the screen, which on a phone means scrolling sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
