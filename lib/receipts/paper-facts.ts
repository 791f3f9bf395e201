import { and, eq } from "drizzle-orm";
import { channels, conversations } from "@/db/schema/chat";
import { ceos } from "@/db/schema/people";
import { publicLinkOf } from "@/lib/orders/public-link";
import type { OrderDto } from "@/lib/orders/queries";
import type { ConfirmationData } from "@/lib/pdf/confirmation-data";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** What both papers of an order say: whose it is, for whom, what was bought and for how much. */
export type PaperFacts = Omit<ConfirmationData, "confirmedAt" | "deliveryPromise"> & { timeZone: string };

/** The facts that the papers of an order share. */
export async function loadPaperFacts(
  tx: Tx,
  order: OrderDto,
): Promise<{ ceoId: string; facts: PaperFacts } | null> {
  const [business] = await tx
    .select({ ceoId: ceos.ceoId, name: ceos.businessName, timeZone: ceos.timeZone })
    .from(ceos);
  const [channel] = await tx
    .select({ handle: channels.displayHandle })
    .from(conversations)
    .innerJoin(
      channels,
      and(eq(channels.ceoId, conversations.ceoId), eq(channels.id, conversations.channelId)),
    )
    .where(eq(conversations.id, order.conversationId));
  if (!business) return null;
  const { timeZone, ceoId } = business;
  const facts: PaperFacts = {
    business: { name: business.name, ...(channel ? { phone: channel.handle } : {}) },
    buyer: { name: order.buyerName },
    reference: order.reference,
    timeZone,
    items: order.items.map(({ name, quantity, unitPriceKobo }) => ({
      name,
      quantity,
      unitPriceKobo,
      totalKobo: quantity * unitPriceKobo,
    })),
    discountKobo: order.discountKobo,
    deliveryFeeKobo: order.deliveryFeeKobo,
    totalKobo: order.totalKobo,
    address: order.address ?? "",
    verifyUrl: publicLinkOf(ceoId, order.id, "qr"),
  };
  return { ceoId, facts };
}
