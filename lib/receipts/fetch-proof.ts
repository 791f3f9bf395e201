import { type FetchedMedia, fetchMedia, fetchMediaUrl } from "@/lib/meta/fetch-media";
import type { Proof } from "./load-proof";

/** Why the buyer has to send it again, as the bot words it. */
export type UnreadableReason = "type" | "size" | "damaged" | "gone";

/**
 * The bytes of a proof of payment, from Meta and nowhere else: by media id through Graph, or from Meta's own media hosts
 * (FI-07). What Meta says of its hash is compared on the way.
 */
export async function fetchProof({ media, target }: Proof): Promise<FetchedMedia> {
  if (target === null) return { ok: false, reason: "token", retryable: true };
  const { baseUrl, version, token, phoneNumberId, allowedHosts } = target;
  const expectedSha256Hex = media.sha256Hex;
  if (media.id) {
    const graph = { baseUrl, version, token };
    return fetchMedia({ graph, mediaId: media.id, phoneNumberId, allowedHosts, expectedSha256Hex });
  }
  if (media.url) return fetchMediaUrl({ url: media.url, allowedHosts, expectedSha256Hex });
  return { ok: false, reason: "gone", retryable: false };
}

/** A failed fetch in the words the buyer is told. */
export function unreadableReason(failure: Extract<FetchedMedia, { ok: false }>["reason"]): UnreadableReason {
  if (failure === "too_large") return "size";
  if (failure === "hash_mismatch") return "damaged";
  return failure === "not_media" ? "type" : "gone";
}
