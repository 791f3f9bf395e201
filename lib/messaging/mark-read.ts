import { sql } from "drizzle-orm";
import { notFound } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";

/**
 * Notes that the member has read a conversation up to a message of it. Reading is each member's own, and never goes back: of two
 * open pages the one that saw more counts. Throws `not_found` where the member may not see the conversation, or the message is none of it.
 */
export async function markRead(
  ctx: MemberContext,
  input: { conversationId: string; messageId: string },
): Promise<void> {
  authorize(ctx, "conversation.read");
  const rows = await withTenant(ctx, (tx) =>
    tx.execute(sql`
      insert into conversation_reads (ceo_id, conversation_id, vendor_id, read_until)
      select m.ceo_id, m.conversation_id, ${ctx.vendorId}, m.created_at from messages m
      where m.ceo_id = ${ctx.ceoId} and m.conversation_id = ${input.conversationId} and m.id = ${input.messageId}
      on conflict (ceo_id, conversation_id, vendor_id)
        do update set read_until = greatest(conversation_reads.read_until, excluded.read_until)
      returning true`),
  );
  if (rows.length === 0) throw notFound("The conversation or the message");
}
