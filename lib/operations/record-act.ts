import { recordPlatformEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { withPlatform } from "@/lib/tenancy/with-tenant";

/** Writes an operator's act into the platform's chain: which command, on what. Ids only. */
export async function recordAct(command: string, details: Record<string, unknown> = {}): Promise<void> {
  await withPlatform((tx) =>
    recordPlatformEntry(tx, {
      action: "OPERATOR_ACTED",
      subject: { kind: "command", id: command },
      details,
      requestId: newId("request"),
    }),
  );
}
