import { describeError, log } from "@/lib/log";
import type { MemberContext } from "@/lib/tenancy/context";
import type { VerificationLine } from "./schema";
import { verifyAudit } from "./verify-audit";

/** Newline-delimited JSON: what a page reads to show how far a verification has come. */
export const VERDICT_LINES = "application/x-ndjson";

/** Verifies the business's log and tells on the way: `{entries, of}` per batch, the verdict last, or `{failed}`. */
export function streamVerification(ctx: MemberContext): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      let isGone = false;
      const send = (line: VerificationLine) => {
        try {
          if (!isGone) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        } catch {
          // The page was closed; the verification is finished and recorded all the same.
          isGone = true;
        }
      };
      try {
        const verdict = await verifyAudit(ctx, { onProgress: (entries, of) => send({ entries, of }) });
        send({ verdict });
      } catch (error) {
        log.error({ requestId: ctx.requestId, error: describeError(error) }, "a verification failed");
        send({ failed: true });
      }
      if (!isGone) controller.close();
    },
  });
}
