import { eq } from "drizzle-orm";
import { channels } from "@/db/schema/chat";
import { notFound } from "@/lib/errors";
import { maskPhone } from "@/lib/phone";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** A channel as a person knows it: "WhatsApp Ada's Fashion (+234***1001)". Throws `not_found` for another tenant's. */
export async function nameChannel(tx: Tx, channelId: string): Promise<string> {
  const [row] = await tx
    .select({ platform: channels.platform, name: channels.displayName, handle: channels.displayHandle })
    .from(channels)
    .where(eq(channels.id, channelId));
  if (!row) throw notFound("The channel");
  const platform = row.platform === "whatsapp" ? "WhatsApp" : "Instagram";
  const handle = row.platform === "whatsapp" ? maskPhone(row.handle) : row.handle;
  return `${platform} ${row.name} (${handle})`;
}
