import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { PushKind } from "./find-news";
import { pushKeys } from "./keys";

/**
 * Tells whom it concerns by push that something waits for them (P17.1), if and only if the caller's change commits. Asked
 * for again for the same event it tells nobody twice.
 */
export async function queuePush(
  tx: Tx,
  ceoId: string,
  event: { kind: PushKind; subjectId: string },
): Promise<void> {
  if (pushKeys()) await enqueueJob(tx, "send-push", { ceoId, ...event });
}
