import { type ChannelRecord, openMediaTarget } from "@/lib/channels/load-channel";
import { type FetchedMedia, fetchMedia, fetchMediaUrl } from "@/lib/meta/fetch-media";
import type { PictureSource } from "./picture-sources";

/**
 * The bytes of what a contact sent, from Meta and from nowhere else: by media id through Graph, or from Meta's own media hosts
 * (FI-07). What Meta says of its hash is compared on the way.
 */
export async function fetchFromMeta(channel: ChannelRecord, source: PictureSource): Promise<FetchedMedia> {
  const target = await openMediaTarget(channel);
  if (target === null) return { ok: false, reason: "token", retryable: true };
  const { baseUrl, version, token, phoneNumberId, allowedHosts } = target;
  const expectedSha256Hex = source.sha256Hex;
  if (source.id) {
    const graph = { baseUrl, version, token };
    return fetchMedia({ graph, mediaId: source.id, phoneNumberId, allowedHosts, expectedSha256Hex });
  }
  if (source.url) return fetchMediaUrl({ url: source.url, allowedHosts, expectedSha256Hex });
  return { ok: false, reason: "gone", retryable: false };
}
