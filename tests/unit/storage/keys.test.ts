import { describe, expect, it } from "vitest";
import { confirmationKey, originalKey, productKey, receiptKey } from "@/lib/storage/keys";

const place = {
  ceoId: "ceo_1",
  vendorId: "ven_1",
  orderId: "ord_1",
  receiptId: "rct_1",
  at: new Date("2026-11-21T09:43:00.123Z"),
};

describe("where files are kept", () => {
  it("names a receipt by business, vendor, order, time and its own id (P9.1)", () => {
    expect(receiptKey(place, "jpg")).toBe("receipts/ceo_1/ven_1/ord_1/20261121T094300Z_rct_1.jpg");
    expect(originalKey(place, "pdf")).toBe("originals/ceo_1/ven_1/ord_1/20261121T094300Z_rct_1.pdf");
  });

  it("names confirmations and pictures of goods (P11.2)", () => {
    expect(confirmationKey({ ceoId: "ceo_1", orderId: "ord_1", documentId: "doc_1" })).toBe(
      "confirmations/ceo_1/ord_1/doc_1.pdf",
    );
    expect(productKey({ ceoId: "ceo_1", pictureId: "pic_1" }, "webp")).toBe("products/ceo_1/pic_1.webp");
  });

  it.each(["../ceo_2", "ceo_2/x", "", "..", "a\\b"])("lets no id %j lead into another folder", (ceoId) => {
    expect(() => receiptKey({ ...place, ceoId }, "jpg")).toThrow("Not a storage key");
    expect(() => productKey({ ceoId, pictureId: "p" }, "jpg")).toThrow("Not a storage key");
  });
});
