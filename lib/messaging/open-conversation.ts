import { sql } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { newId } from "@/lib/ids";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** The conversation of a contact on a channel, made if new; gives its id. One row however many ask at once. */
export async function openConversation(
  tx: Tx,
  ctx: Context,
  input: { channelId: string; contactId: string },
): Promise<string> {
  const [row] = await tx
    .insert(conversations)
    .values({ ceoId: ctx.ceoId, id: newId("conversation"), ...input })
    .onConflictDoUpdate({
      target: [conversations.ceoId, conversations.channelId, conversations.contactId],
      set: { lastMessageAt: sql`now()` },
    })
    .returning({ id: conversations.id });
  return (row as { id: string }).id;
}
