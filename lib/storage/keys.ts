import { checkKey } from "./file-store";

export type FileExtension = "jpg" | "png" | "webp" | "pdf" | "heic" | "bin";

type ReceiptPlace = { ceoId: string; vendorId: string; orderId: string; receiptId: string; at: Date };

/** P9.1: the re-encoded copy of a receipt, the one that is shown. File names are made here, never taken from a sender. */
export function receiptKey(place: ReceiptPlace, extension: FileExtension): string {
  return inOrder("receipts", place, extension);
}

/** The receipt exactly as it came; linked to the CEO alone. */
export function originalKey(place: ReceiptPlace, extension: FileExtension): string {
  return inOrder("originals", place, extension);
}

/** A file sent from a browser, until the check of the receipt has made its copies. */
export function uploadKey(
  place: { ceoId: string; orderId: string; name: string },
  extension: FileExtension,
): string {
  return joined("uploads", place.ceoId, place.orderId, `${place.name}.${extension}`);
}

/** P11.2: an order's confirmation. */
export function confirmationKey(place: { ceoId: string; orderId: string; documentId: string }): string {
  return joined("confirmations", place.ceoId, place.orderId, `${place.documentId}.pdf`);
}

/** P11.4: the invoice that follows a delivery. */
export function invoiceKey(place: { ceoId: string; orderId: string; documentId: string }): string {
  return joined("invoices", place.ceoId, place.orderId, `${place.documentId}.pdf`);
}

/** A picture of something for sale. */
export function productKey(place: { ceoId: string; pictureId: string }, extension: FileExtension): string {
  return joined("products", place.ceoId, `${place.pictureId}.${extension}`);
}

/** A picture that a person of the business sent into a chat. */
export function chatPictureKey(place: { ceoId: string; pictureId: string }): string {
  return joined("chat", place.ceoId, `${place.pictureId}.jpg`);
}

/** Our copy of a picture that a contact sent and that is no proof of payment. */
export function keptPictureKey(
  at: { ceoId: string; messageId: string; place: number },
  extension: FileExtension,
): string {
  return joined("chat", at.ceoId, `${at.messageId}-${at.place}.${extension}`);
}

function inOrder(prefix: string, place: ReceiptPlace, extension: FileExtension): string {
  const name = `${timestamp(place.at)}_${place.receiptId}.${extension}`;
  return joined(prefix, place.ceoId, place.vendorId, place.orderId, name);
}

/** `20261121T094300Z`: sorts by time and needs no escaping anywhere. */
function timestamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

function joined(...segments: string[]): string {
  // An id that held a slash would move the file into somebody else's folder.
  if (segments.some((segment) => segment.includes("/"))) throw new RangeError("Not a storage key");
  const key = segments.join("/");
  checkKey(key);
  return key;
}
