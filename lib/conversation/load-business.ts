import { ceos } from "@/db/schema/people";
import { botSettings } from "@/db/schema/work";
import { bankAccountInForce } from "@/lib/bank/queries";
import { listActiveProducts } from "@/lib/catalogue/queries";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { BotSettings } from "./rules/bot-settings";
import type { Facts } from "./rules/types";

export type BusinessFacts = Pick<
  Facts,
  "settings" | "catalogue" | "bankAccount" | "deliveryFeeKobo" | "deliveryDays" | "uploadLinks"
>;

/** What the engine knows of the business itself, whoever it talks to. */
export async function loadBusinessFacts(tx: Tx): Promise<BusinessFacts> {
  return (await loadBusiness(tx)).business;
}

/** The same, and where the pictures of its products are kept, by the products' ids. */
export async function loadBusiness(
  tx: Tx,
): Promise<{ business: BusinessFacts; pictures: Map<string, string> }> {
  const [[ceo], products, [voice], bankAccount] = await Promise.all([
    tx.select().from(ceos),
    listActiveProducts(tx),
    tx.select({ settings: botSettings.settings }).from(botSettings),
    bankAccountInForce(tx),
  ]);
  if (!ceo) throw new Error("a conversation without its business");
  const business = {
    settings: settingsOf(ceo, (voice?.settings ?? {}) as Partial<BotSettings>),
    catalogue: {
      activeCount: products.length,
      candidates: products.map((product) => ({ ...product, hasPicture: product.pictureKey !== null })),
    },
    bankAccount,
    deliveryFeeKobo: ceo.deliveryFeeKobo,
    deliveryDays: ceo.deliveryDays,
    uploadLinks: true,
  };
  const pictures = products.flatMap(({ id, pictureKey }) =>
    pictureKey === null ? [] : [[id, pictureKey] as const],
  );
  return { business, pictures: new Map(pictures) };
}

function settingsOf(ceo: typeof ceos.$inferSelect, stored: Partial<BotSettings>): BotSettings {
  return { tone: "friendly", ...stored, business: ceo.businessName, kind: ceo.businessKind };
}
