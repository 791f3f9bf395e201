import { createHash } from "node:crypto";
import type { Reencoded, Refusal } from "@/lib/imaging/result";
import { originalKey, receiptKey } from "@/lib/storage/keys";
import { KeyTakenError, store } from "@/lib/storage/store";
import type { UnreadableReason } from "./fetch-proof";
import type { StoredProof } from "./finish-check";
import type { Proof } from "./load-proof";

const MIME_TYPES = {
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  pdf: "application/pdf",
} as const satisfies Record<Reencoded["type"], string>;

const EXTENSIONS = { jpeg: "jpg", png: "png", webp: "webp", pdf: "pdf" } as const;

/**
 * Keeps the file as it came, in a place that is never linked but to the CEO, and our own copy of it, which everything
 * shows (P9.1). The names come from the receipt alone, so that a second run lands on the same files.
 */
export async function storeProof(
  proof: Proof,
  original: { bytes: Buffer; sha256Hex: string },
  view: Reencoded,
): Promise<StoredProof> {
  const { ceoId, vendorId, orderId, receiptId, createdAt } = proof;
  const place = { ceoId, vendorId, orderId, receiptId, at: createdAt };
  const mimeType = MIME_TYPES[view.type];
  const keys = {
    originalKey: originalKey(place, EXTENSIONS[view.type]),
    viewKey: receiptKey(place, view.mimeType === "image/jpeg" ? "jpg" : "webp"),
  };
  await putAnew(keys.originalKey, original.bytes, mimeType);
  await putAnew(keys.viewKey, view.bytes, view.mimeType);
  return {
    orderId,
    receiptId,
    sha256: original.sha256Hex,
    mimeType,
    ...keys,
    viewWidth: view.width,
    viewHeight: view.height,
  };
}

/** A refused file in the words the buyer is told. */
export function refusalReason(refusal: Refusal): UnreadableReason {
  if (refusal === "unsupported") return "type";
  return refusal === "too_large" || refusal === "pixel_bomb" ? "size" : "damaged";
}

/** Left-overs of an earlier run that came out otherwise make way: no receipt names them yet. */
async function putAnew(key: string, bytes: Buffer, contentType: string): Promise<void> {
  const facts = { contentType, sha256Hex: createHash("sha256").update(bytes).digest("hex") };
  try {
    await store().put(key, bytes, facts);
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error;
    await store().delete(key);
    await store().put(key, bytes, facts);
  }
}
