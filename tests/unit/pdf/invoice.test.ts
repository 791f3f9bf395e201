import { type PDFiumDocument, PDFiumLibrary } from "@hyzyla/pdfium";
import { beforeAll, describe, expect, it } from "vitest";
import { type InvoiceData, renderInvoice } from "@/lib/pdf/invoice";

const data: InvoiceData = {
  business: { name: "Ada's Fashion", phone: "+234 701 234 5678" },
  buyer: { name: "Amina Bello 🙂" },
  reference: "TG-8891",
  number: "INV-0012",
  issuedAt: new Date("2026-11-25T23:30:00Z"),
  deliveredAt: new Date("2026-11-25T12:00:00Z"),
  paidAt: new Date("2026-11-21T09:43:00Z"),
  paidTo: "First Bank",
  timeZone: "Africa/Lagos",
  items: [{ name: "Dell laptop", quantity: 5, unitPriceKobo: 24_000_000, totalKobo: 120_000_000 }],
  discountKobo: 5_000_000,
  deliveryFeeKobo: 250_000,
  totalKobo: 115_250_000,
  address: "12 Allen Avenue\nIkeja",
  verifyUrl: "https://trustguard.example/t/q_8fK2mN4pQ7rS9tV1wX3yZ5",
};

let library: PDFiumLibrary;
beforeAll(async () => {
  library = await PDFiumLibrary.init();
});

async function textWith(changes: Partial<InvoiceData> = {}): Promise<string> {
  const document: PDFiumDocument = await library.loadDocument(await renderInvoice({ ...data, ...changes }));
  const pages = [...document.pages()].map((page) => page.getText());
  return pages.join(" ").normalize("NFC").replace(/\s+/g, " ");
}

describe("the invoice of an order", () => {
  it("names business, buyer, number, reference, sums and days, by the business's clock", async () => {
    const text = await textWith();
    expect(text.startsWith("Ada's Fashion")).toBe(true);
    for (const part of [
      "INV-0012",
      "TG-8891",
      "Amina Bello",
      "Dell laptop",
      "12 Allen Avenue Ikeja",
      "₦1,200,000.00",
      "−₦50,000.00",
      "₦2,500.00",
      "₦1,152,500.00",
      "Paid by transfer on 21 November 2026 to First Bank",
      "25 November 2026",
      "Invoice of 26 November 2026",
      data.verifyUrl,
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("🙂");
  });

  it("leaves out the bank and the lines that would say nothing", async () => {
    const text = await textWith({ paidTo: undefined, discountKobo: 0, deliveryFeeKobo: 0 });
    expect(text).toContain("Paid by transfer on 21 November 2026");
    for (const part of ["First Bank", "Discount", "undefined"]) expect(text).not.toContain(part);
  });

  it("is the same bytes from the same facts", async () => {
    expect((await renderInvoice(data)).equals(await renderInvoice(data))).toBe(true);
  });
});
