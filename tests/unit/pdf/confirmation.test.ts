import { type PDFiumDocument, PDFiumLibrary } from "@hyzyla/pdfium";
import { create } from "qrcode";
import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type ConfirmationData, renderConfirmation } from "@/lib/pdf/confirmation";

const data: ConfirmationData = {
  business: { name: "Ada's Fashion", phone: "+234 701 234 5678" },
  buyer: { name: "Chinedu Ọkáfọr Ṣọlá", phone: "+234 803 ••• 4567" },
  reference: "TG-8891",
  confirmedAt: new Date("2026-11-21T09:43:00Z"),
  items: [
    { name: "Red ankara dress", quantity: 1, unitPriceKobo: 1_250_000, totalKobo: 1_250_000 },
    { name: "Aṣọ òkè headtie (gèlè)", quantity: 2, unitPriceKobo: 450_050, totalKobo: 900_100 },
  ],
  discountKobo: 50_000,
  deliveryFeeKobo: 250_000,
  totalKobo: 2_350_100,
  address: "12 Admiralty Way\nLekki Phase 1\nLagos",
  deliveryPromise: "Wednesday, 25 November",
  verifyUrl: "https://trustguard.example/t/q_8fK2mN4pQ7rS9tV1wX3yZ5",
};

let library: PDFiumLibrary;
beforeAll(async () => {
  library = await PDFiumLibrary.init();
});

async function open(changes: Partial<ConfirmationData> = {}): Promise<PDFiumDocument> {
  return library.loadDocument(await renderConfirmation({ ...data, ...changes }));
}

/** What a reader can select and copy, spaces and lines made alike, accents joined. */
function textOf(document: PDFiumDocument): string {
  const pages = [...document.pages()].map((page) => page.getText());
  return pages.join(" ").normalize("NFC").replace(/\s+/g, " ");
}

/** A page in shades of grey, as a black-and-white printer sees it. */
async function greyPage(document: PDFiumDocument, index = 0, scale = 2) {
  const { data: pixels, width, height } = await document.getPage(index).render({ scale, render: "bitmap" });
  const grey = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .greyscale()
    .raw()
    .toBuffer();
  const step = grey.length / (width * height);
  return { width, height, shadeAt: (x: number, y: number) => grey[(y * width + x) * step] ?? 255 };
}

describe("the confirmation of an order", () => {
  it("begins with the business's name and says everything a buyer needs", async () => {
    const text = textOf(await open());
    expect(text.startsWith("Ada's Fashion")).toBe(true);
    for (const part of [
      "TG-8891",
      "Chinedu Ọkáfọr Ṣọlá",
      "Red ankara dress",
      "Aṣọ òkè headtie (gèlè)",
      "12 Admiralty Way Lekki Phase 1 Lagos",
      "Wednesday, 25 November",
      "Saturday, 21 November 2026 at 10:43",
      data.verifyUrl,
      "Page 1 of 1",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("says each amount in naira with its kobo", async () => {
    const text = textOf(await open());
    for (const amount of [
      "₦12,500.00",
      "₦4,500.50",
      "₦9,001.00",
      "₦21,501.00",
      "−₦500.00",
      "₦2,500.00",
      "₦23,501.00",
    ]) {
      expect(text).toContain(amount);
    }
  });

  it("leaves out sums that say nothing", async () => {
    const text = textOf(await open({ discountKobo: 0, deliveryFeeKobo: 0 }));
    expect(text).not.toContain("Discount");
    expect(text).not.toContain("Delivery ₦");
  });

  it("tells the time where the shop is", async () => {
    expect(textOf(await open({ timeZone: "Europe/London" }))).toContain("at 09:43");
  });

  it("is the same file, byte for byte, however often it is made", async () => {
    const first = await renderConfirmation(data);
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-01-01T00:00:00Z") });
    const later = await renderConfirmation(data).finally(() => vi.useRealTimers());
    expect(later.equals(first)).toBe(true);
  });

  it("is one A4 page", async () => {
    const document = await open();
    expect(document.getPageCount()).toBe(1);
    const { originalWidth, originalHeight } = document.getPage(0).getOriginalSize();
    expect([Math.round(originalWidth), Math.round(originalHeight)]).toEqual([595, 842]);
  });

  it("draws money in columns: equal digits stand under each other", async () => {
    const items = [1_111_111_11, 8_888_888_88].map((kobo) => ({
      name: "Dress",
      quantity: 1,
      unitPriceKobo: kobo,
      totalKobo: kobo,
    }));
    const document = await open({ items });
    const page = await greyPage(document);
    const columns = [0, 1].map((row) => {
      const top = rowTops(page)[row]!;
      return Math.min(...darkColumns(page, top, top + 24).filter((x) => x > page.width * 0.75));
    });
    expect(Math.abs(columns[0]! - columns[1]!)).toBeLessThanOrEqual(2);
  });

  it("draws the QR of the public link, module by module", async () => {
    const { modules } = create(data.verifyUrl, { errorCorrectionLevel: "M" });
    const page = await greyPage(await open(), 0, 4);
    const moduleSize = (104 / (modules.size + 8)) * 4;
    const left = (48 + 14 + 0.75) * 4 + 4 * moduleSize;
    const isDark = (row: number, column: number, top: number) =>
      page.shadeAt(
        Math.round(left + (column + 0.5) * moduleSize),
        Math.round(top + (row + 0.5) * moduleSize),
      ) < 128;
    const middle = Math.round(left + moduleSize * 3.5);
    // The finder's upper edge: the first dark run below the table that is seven modules wide.
    const top = Array.from({ length: page.height }, (_, y) => y).find(
      (y) =>
        y > page.height * 0.45 &&
        page.shadeAt(middle, y) < 128 &&
        page.shadeAt(Math.round(left + moduleSize * 6.5), y) < 128 &&
        page.shadeAt(Math.round(left + moduleSize * 7.5), y) > 240,
    )!;
    const wrong: string[] = [];
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size; column += 1) {
        if (isDark(row, column, top) !== Boolean(modules.get(row, column))) wrong.push(`${row},${column}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("draws what it says dark enough for a black-and-white printer, on every page its footer too", async () => {
    const items = Array.from({ length: 40 }, (_, number) => ({ ...data.items[0]!, name: `Dress ${number}` }));
    const document = await open({ items });
    expect(document.getPageCount()).toBeGreaterThan(1);
    for (let index = 0; index < document.getPageCount(); index += 1) {
      const page = await greyPage(document, index);
      const footer = darkColumns(page, page.height - 70, page.height - 20, 120);
      expect(footer.some((x) => x < page.width * 0.3)).toBe(true);
      expect(footer.some((x) => x > page.width * 0.8)).toBe(true);
    }
    expect(textOf(document)).toContain("Dress 39");
    // The last page may hold nothing but the proof.
    expect(textOf(document).match(/QTY PRICE AMOUNT/gi)!.length).toBeGreaterThanOrEqual(2);
  });

  it("prints no wrong character for what the font lacks", async () => {
    const text = textOf(
      await open({
        business: { name: "👗 Ada's 时尚 Fashion" },
        buyer: { name: "مرحبا" },
        items: [{ ...data.items[0]!, name: "\u202E\u200B🎉" }],
        address: "😀\n\n12 Admiralty Way 🏠",
      }),
    );
    expect(text.startsWith("Ada's Fashion")).toBe(true);
    expect(text).toContain("The buyer");
    expect(text).toContain("Item 1 ₦12,500.00");
    expect(text).toContain("DELIVER TO 12 Admiralty Way");
    expect(text).not.toMatch(/[\uFFFD\u202E\u200B\p{Extended_Pictographic}]/u);
  });

  it("runs over no edge, however long a word is", async () => {
    const long = "Ọ".repeat(120);
    const document = await open({
      business: { name: long },
      buyer: { name: long },
      reference: long.slice(0, 40),
      items: [{ ...data.items[0]!, name: long }],
      address: long,
      deliveryPromise: long,
    });
    for (let index = 0; index < document.getPageCount(); index += 1) {
      const page = await greyPage(document, index);
      const dark = darkColumns(page, 0, page.height);
      expect(Math.min(...dark)).toBeGreaterThan(80);
      expect(Math.max(...dark)).toBeLessThan(page.width - 80);
    }
  });

  it("treats markup as text and carries no script", async () => {
    const script = "<script>alert(1)</script>";
    const bytes = await renderConfirmation({ ...data, business: { name: script } });
    expect(bytes.includes("/JavaScript")).toBe(false);
    expect(textOf(await library.loadDocument(bytes)).startsWith(script)).toBe(true);
  });
});

type GreyPage = Awaited<ReturnType<typeof greyPage>>;

function darkColumns(page: GreyPage, top: number, bottom: number, darkerThan = 150): number[] {
  const columns: number[] = [];
  for (let x = 0; x < page.width; x += 1) {
    for (let y = top; y < bottom; y += 1) {
      if (page.shadeAt(x, y) >= darkerThan) continue;
      columns.push(x);
      break;
    }
  }
  return columns;
}

/** Where the table's rows begin: below its heavy line, the only one across the page that is not boxed in. */
function rowTops(page: GreyPage): number[] {
  const isLine = (y: number) =>
    [0.3, 0.5, 0.7].every((part) => page.shadeAt(Math.floor(page.width * part), y) < 100);
  const lines = Array.from({ length: page.height }, (_, y) => y).filter(isLine);
  const heads = lines.filter((y) => page.shadeAt(100, y) < 100 && page.shadeAt(100, y + 4) > 200);
  // State box top and bottom, then the line under the table's head.
  const head = heads.find((y) => y > page.height * 0.3)!;
  return [head + 12, head + 12 + 54];
}
