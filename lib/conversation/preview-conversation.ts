import { sql } from "drizzle-orm";
import { env } from "@/lib/env";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { loadBusinessFacts } from "./load-business";
import type { PreviewInput, PreviewResult } from "./preview/schema";
import { nextClosed } from "./rules/hours";
import { mergeSettings } from "./rules/merge-settings";
import { playPreview } from "./rules/play-preview";
import type { ContactFacts } from "./rules/types";
import { cleanSettings } from "./settings/clean-settings";

const STRANGER: ContactFacts = { optedOut: false, consentGiven: false };
const VERIFIED_HOURS = 24;

/**
 * What the bot would answer to these messages, with settings that need not be saved (P6.6): the business's own catalogue,
 * account and prices, the engine that answers real buyers, and a buyer who exists in this call alone. Stores and sends
 * nothing.
 */
export async function previewConversation(ctx: MemberContext, input: PreviewInput): Promise<PreviewResult> {
  authorize(ctx, "chatbot.preview");
  const { business, now } = await withTenant(ctx, async (tx) => {
    const [row] = await tx.execute<{ now: string }>(sql`select to_json(now())#>>'{}' as now`);
    return { business: await loadBusinessFacts(tx), now: new Date(String(row?.now)) };
  });
  const settings = mergeSettings(business.settings, cleanSettings(input.settings ?? {}).settings);
  const start = input.when === "closed" ? nextClosed(settings.hours, now) : now;
  const facts = {
    ...business,
    settings,
    platform: "whatsapp" as const,
    contact: input.as === "verified_buyer" ? verifiedBuyer(start) : STRANGER,
    orders: [],
  };
  const texts = input.messages.map((message) => message.text);
  return { turns: playPreview(texts, facts, start, `${env().APP_URL}/u/example`) };
}

/** A buyer who has bought before and answered a code today. */
function verifiedBuyer(now: Date): ContactFacts {
  return {
    name: "Chinedu",
    address: "123 Lagos St, Ikeja",
    optedOut: false,
    consentGiven: true,
    verifiedUntil: new Date(now.getTime() + VERIFIED_HOURS * 3_600_000),
  };
}
