import { and, eq, sql } from "drizzle-orm";
import { PUSH_KINDS, pushSettings } from "@/db/schema/push";
import { recordEntry } from "@/lib/audit/record-entry";
import type { MemberContext } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { pushKeys } from "./keys";
import { clockOf, minutesOf } from "./rules/quiet-hours";
import type { PushSettingsInput, PushSettingsView } from "./schema";

/** What a member who never changed anything is told: everything, but at night escalations alone. */
export const PUSH_DEFAULTS = {
  isOn: true,
  quietFrom: minutesOf("22:00"),
  quietTo: minutesOf("07:00"),
  kinds: [...PUSH_KINDS],
};

/** What this member is told of by push, and on how many devices. */
export function readPushSettings(ctx: MemberContext): Promise<PushSettingsView> {
  return withTenant(ctx, (tx) => viewPushSettings(tx, ctx));
}

/** Changes what is named; the rest stays. Gives all of it. */
export function changePushSettings(ctx: MemberContext, input: PushSettingsInput): Promise<PushSettingsView> {
  return withTenant(ctx, async (tx) => {
    const named = {
      ...(input.on === undefined ? {} : { isOn: input.on }),
      ...(input.quiet_from === undefined ? {} : { quietFrom: minutesOf(input.quiet_from) }),
      ...(input.quiet_to === undefined ? {} : { quietTo: minutesOf(input.quiet_to) }),
      ...(input.kinds === undefined ? {} : { kinds: input.kinds }),
    };
    if (Object.keys(named).length > 0) {
      await tx
        .insert(pushSettings)
        .values({ ceoId: ctx.ceoId, vendorId: ctx.vendorId, ...PUSH_DEFAULTS, ...named })
        .onConflictDoUpdate({ target: [pushSettings.ceoId, pushSettings.vendorId], set: named });
      await recordEntry(tx, ctx, {
        action: "PUSH_SETTINGS_CHANGED",
        subject: { kind: "vendor", id: ctx.vendorId },
        details: { ...input },
      });
    }
    return viewPushSettings(tx, ctx);
  });
}

/** The answer of every verb here, read in its own transaction. */
export async function viewPushSettings(tx: Tx, ctx: MemberContext): Promise<PushSettingsView> {
  const [[kept], [devices]] = await Promise.all([
    tx
      .select()
      .from(pushSettings)
      .where(and(eq(pushSettings.ceoId, ctx.ceoId), eq(pushSettings.vendorId, ctx.vendorId))),
    tx.execute<{ own: number; others: number }>(sql`
      select count(*) filter (where session_id = ${ctx.sessionId})::int as own,
        count(*) filter (where session_id <> ${ctx.sessionId})::int as others
      from push_subscriptions where vendor_id = ${ctx.vendorId}`),
  ]);
  const { isOn, quietFrom, quietTo, kinds } = kept ?? PUSH_DEFAULTS;
  const keys = pushKeys();
  return {
    available: keys !== null,
    public_key: keys?.publicKey ?? null,
    member_id: ctx.vendorId,
    on: isOn,
    quiet_from: clockOf(quietFrom),
    quiet_to: clockOf(quietTo),
    kinds,
    on_this_device: (devices?.own ?? 0) > 0,
    other_devices: devices?.others ?? 0,
  };
}
