import { createHmac } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { dataDeletions } from "@/db/schema/work";
import { recordEntry, recordPlatformEntry } from "@/lib/audit/record-entry";
import { loadChannel } from "@/lib/channels/load-channel";
import { deriveKey, sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { tellOwner } from "@/lib/notices/tell-owner";
import type { Context } from "@/lib/tenancy/context";
import { withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { leaveChannel } from "./disconnect-channel";
import { channelsOf, openCallback } from "./meta-callback";
import { nameChannel } from "./name-channel";

export type Deletion = { receivedAt: Date };

/**
 * Meta's *data deletion* callback (P4.5): everything that Meta gave us for this person goes (tokens, their id), and the channels
 * they connected are disconnected. Orders, chats and the audit log are the business's own and stay. The same request twice
 * has the same confirmation code and does nothing more. Throws `signature_missing` or `signature_wrong`.
 */
export async function deleteMetaData(
  signedRequest: string | null,
): Promise<{ url: string; confirmation_code: string }> {
  const { userId, payload } = openCallback(signedRequest);
  const code = confirmationCode(payload);
  const answer = { url: `${env().APP_URL}/deletion/${code}`, confirmation_code: code };
  // Sent again: those who connected anew since then have not asked for that to be deleted.
  if (await findDeletion(code)) return answer;
  const found = await channelsOf(userId);
  for (const { ctx, channelId } of found) await leave(ctx, channelId);
  await withPlatform(async (tx) => {
    const inserted = await tx
      .insert(dataDeletions)
      .values({ codeHash: sha256Hex(code), channels: found.length })
      .onConflictDoNothing()
      .returning({ codeHash: dataDeletions.codeHash });
    if (inserted.length === 0) return;
    await recordPlatformEntry(tx, {
      action: "META_DELETION_ASKED",
      subject: { kind: "meta", id: "data-deletion" },
      details: { channels: found.length },
      requestId: newId("request"),
    });
  });
  return answer;
}

/** A deletion by its confirmation code; null for a code that we never gave. */
export async function findDeletion(code: string): Promise<Deletion | null> {
  const [row] = await withPlatform((tx) =>
    tx
      .select({ receivedAt: dataDeletions.createdAt })
      .from(dataDeletions)
      .where(eq(dataDeletions.codeHash, sha256Hex(code))),
  );
  return row ?? null;
}

/** The same for the same request, and not to be guessed. 100 bits, in letters that are easy to read out. */
function confirmationCode(payload: string): string {
  const key = deriveKey(env().NEXTAUTH_SECRET, "data-deletion");
  const bytes = createHmac("sha256", key).update(payload).digest().subarray(0, 20);
  return Array.from(bytes, (byte) => "abcdefghijkmnpqrstuvwxyz23456789".charAt(byte % 32)).join("");
}

async function leave(ctx: Context, channelId: string): Promise<void> {
  await withTenantAndPlatform(ctx, async (tx) => {
    // Locked before it is looked at: Meta may ask twice at once.
    await tx.execute(sql`select 1 from channels where id = ${channelId} for update`);
    const { status } = await loadChannel(tx, channelId);
    if (status === "disconnected") return;
    const channel = await nameChannel(tx, channelId);
    const { result } = await leaveChannel(tx, ctx, channelId);
    await tellOwner(tx, ctx, { template: "channel.lost", details: { channel, path: "/ceo/connections" } });
    await recordEntry(tx, ctx, {
      action: "CHANNEL_DISCONNECTED",
      subject: { kind: "channel", id: channelId },
      details: { ...result, reason: "data_deletion" },
    });
  });
}
