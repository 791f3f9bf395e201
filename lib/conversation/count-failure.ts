import { eq, sql } from "drizzle-orm";
import { unhandledEvents } from "@/db/schema/inbox";
import { conversationEvents, messages } from "@/db/schema/messages";
import { newId } from "@/lib/ids";
import { describeError } from "@/lib/log";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { loadWaiting } from "./load-turn";

/** A message that fails this often is set aside, and the conversation goes on without it (F-20). */
const TRIES_MAX = 3;

/** Counts a failed turn on what it was about; at the third, that is set aside where a person sees it. */
export async function countFailure(ctx: Context, conversationId: string, error: unknown): Promise<void> {
  await withTenant(ctx, async (tx) => {
    // Two turns that failed one after the other must not count over each other, nor set one thing aside twice.
    await tx.execute(
      sql`select 1 from conversations where ceo_id = ${ctx.ceoId} and id = ${conversationId} for no key update`,
    );
    const waiting = await loadWaiting(tx, conversationId);
    const reason = describeError(error).message;
    let isOver = false;
    for (const message of waiting.messages) {
      const over = message.tries + 1 >= TRIES_MAX;
      await tx
        .update(messages)
        .set({
          tries: message.tries + 1,
          ...(over ? { handledAt: sql`now()`, failure: "The bot could not take this up." } : {}),
        })
        .where(eq(messages.id, message.id));
      if (over) await setAside(tx, ctx, message.id, reason);
      isOver ||= over;
    }
    for (const event of waiting.events) {
      const over = event.tries + 1 >= TRIES_MAX;
      await tx
        .update(conversationEvents)
        .set({ tries: event.tries + 1, failure: reason, ...(over ? { handledAt: sql`now()` } : {}) })
        .where(eq(conversationEvents.id, event.id));
      if (over) await setAside(tx, ctx, event.id, reason);
      isOver ||= over;
    }
    // Who waited behind it is not kept until this job's own next try.
    if (isOver) await enqueueJob(tx, "take-turn", { ceoId: ctx.ceoId, conversationId });
  });
}

async function setAside(tx: Tx, ctx: Context, id: string, reason: string): Promise<void> {
  await tx.insert(unhandledEvents).values({
    id: newId("unhandled"),
    ceoId: ctx.ceoId,
    eventId: id,
    platform: "chat",
    reason: "turn_failed",
    payload: { reason },
  });
}
