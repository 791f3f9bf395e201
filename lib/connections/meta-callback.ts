import { rawSql } from "@/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { readSignedRequest, type SignedRequest } from "@/lib/meta/signed-request";
import { type Context, systemContext } from "@/lib/tenancy/context";

/** Meta's request, if it is Meta's. Throws `signature_missing` or `signature_wrong`. Either app's secret may have signed it. */
export function openCallback(signedRequest: string | null): SignedRequest {
  const { META_APP_SECRET, META_INSTAGRAM_APP_SECRET } = env();
  const secrets = [...META_APP_SECRET, ...(META_INSTAGRAM_APP_SECRET ?? [])];
  const said = readSignedRequest(signedRequest, secrets, Date.now());
  if (said === "missing") throw new AppError("signature_missing", "There is no signed_request.");
  if (said === "wrong") throw new AppError("signature_wrong", "The signed_request is not Meta's.");
  return said;
}

/** The channels, of whichever businesses, that somebody gave access to. */
export async function channelsOf(userId: string): Promise<{ ctx: Context; channelId: string }[]> {
  const rows = await rawSql()<{ ceo_id: string; channel_id: string }[]>`
    select ceo_id, channel_id from lookup_authorized_channels(${userId})`;
  return rows.map(({ ceo_id, channel_id }) => ({
    ctx: systemContext(ceo_id, { kind: "public", id: "meta" }),
    channelId: channel_id,
  }));
}
