import { eq } from "drizzle-orm";
import { z } from "zod";
import { ceos } from "@/db/schema/people";
import { maskedHandle } from "@/lib/channels/queries";
import { AppError } from "@/lib/errors";
import type { SensitiveAct } from "@/lib/otp/request-challenge";
import type { Target } from "@/lib/otp/rules";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { openCandidates } from "./candidates";
import { othersOf } from "./channel-owners";
import type { Found } from "./find-assets";

export type MoveAct = SensitiveAct & {
  purpose: "channel.move";
  target: Target;
  facts: Record<string, unknown>;
  action: string;
};

const moveTarget = z.object({ selection_id: z.string(), external_ids: z.array(z.string()).min(1).max(20) });

/**
 * What a code for moving stands for: this choice, exactly these numbers, and the channels they are taken from. Throws
 * `not_found` for a choice that is over, `conflict` when none of them is another business's.
 */
export async function moveAct(ctx: Context, target: Target): Promise<MoveAct> {
  authorize(ctx, "channel.manage");
  const read = moveTarget.safeParse(target);
  if (!read.success) {
    throw new AppError("invalid_request", "Say what moves: the target is what the 409 answer gave.", {
      fields: [{ path: "target", message: "holds selection_id and external_ids" }],
    });
  }
  return withTenant(ctx, async (tx) => {
    const { selection_id: selectionId, external_ids: externalIds } = read.data;
    const found = await openCandidates(tx, ctx, { selectionId, externalIds });
    const act = await loadMoveAct(tx, ctx, { ...read.data, found });
    if (act) return act;
    throw new AppError("conflict", "This can be connected without a code: nobody else has it.");
  });
}

/** The same inside a transaction; null when nothing of it is another business's. */
export async function loadMoveAct(
  tx: Tx,
  ctx: Context,
  picked: { selection_id: string; external_ids: string[]; found: readonly Found[] },
): Promise<MoveAct | null> {
  const taken: string[] = [];
  const handles: string[] = [];
  for (const { asset } of picked.found) {
    const others = await othersOf(tx, ctx, asset);
    taken.push(...others.map(({ channelId }) => channelId));
    if (others.length > 0) handles.push(maskedHandle(asset.platform, asset.handle));
  }
  if (taken.length === 0) return null;
  const [business] = await tx.select({ name: ceos.businessName }).from(ceos).where(eq(ceos.ceoId, ctx.ceoId));
  return {
    purpose: "channel.move",
    target: { selection_id: picked.selection_id, external_ids: picked.external_ids },
    facts: { taken: taken.sort() },
    action: `Move ${handles.join(", ")} to ${business?.name ?? "your business"}`,
  };
}
