import { ceos } from "@/db/schema/people";
import { botSettings } from "@/db/schema/work";
import { bankAccountInForce } from "@/lib/bank/queries";
import { listActiveProducts } from "@/lib/catalogue/queries";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { BotSettings } from "./rules/bot-settings";
import type { Facts } from "./rules/types";

type BusinessFacts = Pick<
  Facts,
  "settings" | "catalogue" | "bankAccount" | "deliveryFeeKobo" | "deliveryDays" | "uploadLinks"
>;

/** What the engine knows of the business itself, whoever it talks to. */
export async function loadBusinessFacts(tx: Tx): Promise<BusinessFacts> {
  const [ceo] = await tx.select().from(ceos);
  if (!ceo) throw new Error("a conversation without its business");
  const products = await listActiveProducts(tx);
  return {
    settings: await loadSettings(tx, ceo),
    catalogue: {
      activeCount: products.length,
      candidates: products.map((product) => ({ ...product, hasPicture: product.pictureKey !== null })),
    },
    bankAccount: await bankAccountInForce(tx),
    deliveryFeeKobo: ceo.deliveryFeeKobo,
    deliveryDays: ceo.deliveryDays,
    uploadLinks: true,
  };
}

async function loadSettings(tx: Tx, ceo: typeof ceos.$inferSelect): Promise<BotSettings> {
  const [row] = await tx.select({ settings: botSettings.settings }).from(botSettings);
  const stored = (row?.settings ?? {}) as Partial<BotSettings>;
  return { tone: "friendly", ...stored, business: ceo.businessName, kind: ceo.businessKind };
}
