import type { Locator, Page } from "playwright";

/** Holds a button as a thumb does, until what it does can be seen. */
export async function holdUntil(page: Page, button: Locator, seen: Locator): Promise<void> {
  await button.scrollIntoViewIfNeeded();
  const box = await button.boundingBox();
  if (!box) throw new Error("there is nothing to hold");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  try {
    await seen.first().waitFor({ timeout: 15_000 });
  } finally {
    await page.mouse.up();
  }
}
