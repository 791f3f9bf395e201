import { asc, inArray } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { maskPhone } from "@/lib/phone";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { channelHealth } from "./rules/health";
import type { ChannelView } from "./schema";

/** Every channel of the business, the oldest first; `ids` limits them. */
export async function listChannels(ctx: Context, ids?: readonly string[]): Promise<ChannelView[]> {
  authorize(ctx, "channel.read");
  const rows = await withTenant(ctx, (tx) =>
    tx
      .select()
      .from(channels)
      .where(ids ? inArray(channels.id, [...ids]) : undefined)
      .orderBy(asc(channels.createdAt), asc(channels.id)),
  );
  return rows.map(viewOf);
}

/** A handle as it may be shown anywhere: a number with its middle hidden, an Instagram name as it is. */
export function maskedHandle(platform: "whatsapp" | "instagram", handle: string): string {
  return platform === "whatsapp" ? maskPhone(handle) : handle;
}

function viewOf(row: typeof channels.$inferSelect): ChannelView {
  return {
    channel_id: row.id,
    platform: row.platform,
    name: row.displayName,
    handle: maskedHandle(row.platform, row.displayHandle),
    external_id: row.externalId,
    status: row.status,
    trouble: row.trouble,
    connected_at: row.connectedAt.toISOString(),
    last_message_at: row.lastMessageAt?.toISOString() ?? null,
    token_expires_at: row.tokenExpiresAt?.toISOString() ?? null,
    quality: channelHealth.safeParse(row.health).data?.quality ?? null,
    health_checked_at: row.checkedAt?.toISOString() ?? null,
  };
}
