import { randomInt } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { channelPins } from "@/db/schema/connections";
import { seal, unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import type { MetaResult } from "@/lib/meta/meta-result";
import {
  registerNumber,
  subscribeBusinessAccount,
  subscribeInstagram,
  subscribePage,
} from "@/lib/meta/prepare-account";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { answerOf, ConnectError } from "./connect-error";
import type { Found } from "./find-assets";
import { facebookTarget, instagramTarget } from "./meta-access";

/**
 * Makes a number or account ready at Meta: registers a number that is not, and subscribes our app. Both may be done again
 * without harm, and neither is seen by a buyer until the channel is stored. Throws {@link ConnectError}.
 */
export async function prepareAsset(ctx: Context, { asset, access }: Found): Promise<void> {
  if (asset.platform === "instagram") {
    const subscribed =
      asset.pageId === null
        ? await subscribeInstagram(instagramTarget(access.token))
        : await subscribePage(facebookTarget(access.token), asset.pageId);
    answerOf(subscribed);
    return;
  }
  const target = facebookTarget(access.token);
  if (!asset.isRegistered) {
    const pin = await pinOf(ctx, asset.externalId);
    registered(await registerNumber(target, { phoneNumberId: asset.externalId, pin }));
  }
  if (asset.accountId !== null) answerOf(await subscribeBusinessAccount(target, asset.accountId));
}

/** Meta's codes of a registration, each with its own remedy. */
function registered(result: MetaResult<true>): void {
  const code =
    result.kind === "refused" ? result.code : result.kind === "unavailable" ? Number(result.reason) : 0;
  if (code === 133005) throw new ConnectError("pin_wrong");
  if (code === 133006) throw new ConnectError("number_unverified");
  if ([133008, 133009, 133015, 133016].includes(code)) throw new ConnectError("register_later");
  answerOf(result);
}

/** Where a number's PIN is sealed. */
export function pinPlace(ceoId: string, externalId: string): string[] {
  return ["channel_pins", "pin_sealed", ceoId, externalId];
}

/**
 * The number's two-step PIN: the one it was registered with before, else a new one, kept before Meta hears of it. A PIN
 * that Meta took and we lost would lock the number out of every later registration.
 */
async function pinOf(ctx: Context, externalId: string): Promise<string> {
  const place = pinPlace(ctx.ceoId, externalId);
  const drawn = String(randomInt(1_000_000)).padStart(6, "0");
  const pinSealed = seal(env().ENCRYPTION_KEYS, place, drawn);
  return withTenant(ctx, async (tx) => {
    await tx.insert(channelPins).values({ ceoId: ctx.ceoId, externalId, pinSealed }).onConflictDoNothing();
    const [row] = await tx
      .select({ pinSealed: channelPins.pinSealed })
      .from(channelPins)
      .where(and(eq(channelPins.ceoId, ctx.ceoId), eq(channelPins.externalId, externalId)));
    return row ? unseal(env().ENCRYPTION_KEYS, place, row.pinSealed) : drawn;
  });
}
