import { eq } from "drizzle-orm";
import { receipts } from "@/db/schema/proof";
import { sha256Hex } from "@/lib/crypto";
import type { Reencoded, Refusal } from "@/lib/imaging/result";
import { originalKey, receiptKey } from "@/lib/storage/keys";
import { KeyTakenError, store } from "@/lib/storage/store";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { UnreadableReason } from "./fetch-proof";
import type { StoredProof } from "./finish-check";
import type { Proof } from "./load-proof";

const MIME_TYPES = {
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  heic: "image/heic",
  pdf: "application/pdf",
} as const satisfies Record<Reencoded["type"], string>;

const EXTENSIONS = { jpeg: "jpg", png: "png", webp: "webp", heic: "heic", pdf: "pdf" } as const;

/** What a receipt's row will say, and the names that the files usually have. */
export type KeptProof = { stored: StoredProof; names: string[] };

/**
 * Keeps the file as it came, in a place that is never linked but to the CEO, and our own copy of it, which everything
 * shows (P9.1). The names come from the receipt alone, so that a second run lands on the same files.
 */
export async function storeProof(
  proof: Proof,
  original: { bytes: Buffer; sha256Hex: string },
  view: Reencoded,
): Promise<KeptProof> {
  const { ceoId, vendorId, orderId, receiptId, createdAt } = proof;
  const place = { ceoId, vendorId, orderId, receiptId, at: createdAt };
  const mimeType = MIME_TYPES[view.type];
  const keys = {
    originalKey: originalKey(place, EXTENSIONS[view.type]),
    viewKey: receiptKey(place, view.mimeType === "image/jpeg" ? "jpg" : "webp"),
  };
  const stored = {
    orderId,
    receiptId,
    sha256: original.sha256Hex,
    mimeType,
    originalKey: await putBeside(keys.originalKey, original.bytes, mimeType),
    viewKey: await putBeside(keys.viewKey, view.bytes, view.mimeType),
    viewWidth: view.width,
    viewHeight: view.height,
  };
  return { stored, names: [keys.originalKey, keys.viewKey] };
}

/** A refused file in the words the buyer is told. */
export function refusalReason(refusal: Refusal): UnreadableReason {
  if (refusal === "unsupported") return "type";
  return refusal === "too_large" || refusal === "pixel_bomb" ? "size" : "damaged";
}

/**
 * Keeps bytes under a name, or beside it where an earlier run left other bytes: what is stored is never removed to make room,
 * for a receipt may name it by now. Gives the name.
 */
async function putBeside(key: string, bytes: Buffer, contentType: string): Promise<string> {
  const hash = sha256Hex(bytes);
  const facts = { contentType, sha256Hex: hash };
  try {
    await store().put(key, bytes, facts);
    return key;
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error;
    const beside = key.replace(/(\.\w+)$/, `-${hash.slice(0, 16)}$1`);
    await store().put(beside, bytes, facts);
    return beside;
  }
}

/** Removes what a run left under a name that the receipt does not bear, once it bears one. */
export async function discardLeftovers(ctx: Context, { stored, names }: KeptProof): Promise<void> {
  const [row] = await withTenant(ctx, (tx) =>
    tx
      .select({ originalKey: receipts.originalKey, viewKey: receipts.viewKey })
      .from(receipts)
      .where(eq(receipts.id, stored.receiptId)),
  );
  if (!row?.originalKey || !row.viewKey) return;
  const named = [row.originalKey, row.viewKey];
  for (const key of [...names, stored.originalKey, stored.viewKey]) {
    if (!named.includes(key)) await store().delete(key);
  }
}
