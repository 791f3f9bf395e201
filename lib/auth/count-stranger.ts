import { recordPlatformEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { describeError, log } from "@/lib/log";
import { withPlatform } from "@/lib/tenancy/with-tenant";

const WRITE_EVERY_MS = 60_000;

let asked = 0;
let writtenAt = 0;

/**
 * Counts an asking for an unknown contact and tells the platform's chain at most once a minute (decision 17): who was
 * asked for is never written. Not awaited by the answer, whose time must not tell.
 */
export function countStranger(requestId: string = newId("request"), nowMs = Date.now()): void {
  asked += 1;
  if (nowMs - writtenAt < WRITE_EVERY_MS) return;
  const count = asked;
  asked = 0;
  writtenAt = nowMs;
  const entry = {
    action: "UNKNOWN_LOGIN_ASKED" as const,
    subject: { kind: "platform", id: "sign-in" },
    details: { count },
    requestId,
  };
  withPlatform((tx) => recordPlatformEntry(tx, entry)).catch((error: unknown) => {
    asked += count;
    log.error({ requestId, error: describeError(error) }, "unknown sign-ins could not be recorded");
  });
}
