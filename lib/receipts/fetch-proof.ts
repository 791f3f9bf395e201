import { sha256Hex } from "@/lib/crypto";
import { describeError, log } from "@/lib/log";
import { fetchFromMeta } from "@/lib/messaging/fetch-from-meta";
import type { FetchedMedia } from "@/lib/meta/fetch-media";
import { store } from "@/lib/storage/store";
import type { Proof } from "./load-proof";

/** Why the buyer has to send it again, as the bot words it. */
export type UnreadableReason = "type" | "size" | "damaged" | "gone";

/**
 * The bytes of a proof of payment: what came by an upload link from our own store; else from Meta and nowhere else, by
 * media id through Graph or from Meta's own media hosts (FI-07). What Meta says of its hash is compared on the way.
 */
export async function fetchProof(proof: Proof): Promise<FetchedMedia> {
  const { media } = proof;
  const uploadKey = uploadKeyOf(proof);
  if (uploadKey) return readUploaded(uploadKey);
  return fetchFromMeta(proof.channel, media);
}

async function readUploaded(key: string): Promise<FetchedMedia> {
  const file = await store().get(key);
  if (file === null) return { ok: false, reason: "gone", retryable: false };
  return { ok: true, bytes: file.bytes, mimeType: file.contentType, sha256Hex: sha256Hex(file.bytes) };
}

/** Where a file that came by this very order's upload link lies. Another's key opens and removes nothing. */
function uploadKeyOf({ ceoId, orderId, media }: Proof): string | null {
  const key = media.uploadKey ?? "";
  return key.startsWith(`uploads/${ceoId}/${orderId}/`) ? key : null;
}

/** Lets go of what came by an upload link, once the check has made its copies or given up. */
export async function discardUploaded(proof: Proof): Promise<void> {
  const key = uploadKeyOf(proof);
  if (!key) return;
  const { ceoId, receiptId } = proof;
  await store()
    .delete(key)
    .catch((error: unknown) =>
      log.warn({ ceoId, receiptId, error: describeError(error) }, "an upload was left behind"),
    );
}

/** A failed fetch in the words the buyer is told. */
export function unreadableReason(failure: Extract<FetchedMedia, { ok: false }>["reason"]): UnreadableReason {
  if (failure === "too_large") return "size";
  if (failure === "hash_mismatch") return "damaged";
  return failure === "not_media" ? "type" : "gone";
}
