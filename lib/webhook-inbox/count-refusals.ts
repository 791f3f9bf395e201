import { recordPlatformEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { describeError, log } from "@/lib/log";
import { withPlatform } from "@/lib/tenancy/with-tenant";

export type Refusal = "missing" | "wrong";

const counts: Record<Refusal, number> = { missing: 0, wrong: 0 };
let timer: NodeJS.Timeout | undefined;

const WRITE_EVERY_MS = 60_000;

/**
 * Counts a webhook refused for its signature. Counted in memory and written to the platform's audit chain at most
 * once a minute, so that a flood of forgeries costs no database work (AB-01).
 */
export function countRefusal(kind: Refusal): void {
  counts[kind] += 1;
  timer ??= setTimeout(() => void writeRefusals(), WRITE_EVERY_MS).unref();
}

/** Writes what was counted. Called by the timer, and once more when the server stops. */
export async function writeRefusals(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const taken = { ...counts };
  counts.missing = 0;
  counts.wrong = 0;
  try {
    await withPlatform(async (tx) => {
      for (const kind of ["missing", "wrong"] as const) {
        if (taken[kind] === 0) continue;
        await recordPlatformEntry(tx, {
          action: kind === "missing" ? "WEBHOOK_SIGNATURE_MISSING" : "WEBHOOK_SIGNATURE_WRONG",
          subject: { kind: "webhook", id: "inbox" },
          details: { count: taken[kind] },
          requestId: newId("request"),
        });
      }
    });
  } catch (error) {
    counts.missing += taken.missing;
    counts.wrong += taken.wrong;
    log.error({ error: describeError(error) }, "refused webhooks could not be written to the audit log");
  }
}
