import { and, eq } from "drizzle-orm";
import { canonicalize } from "json-canonicalize";
import { channels, conversations } from "@/db/schema/chat";
import { confirmations } from "@/db/schema/order-papers";
import { ceos } from "@/db/schema/people";
import { sha256Hex } from "@/lib/crypto";
import type { OrderRow } from "@/lib/orders/move-order";
import { publicLinkOf } from "@/lib/orders/public-link";
import { getOrderDto } from "@/lib/orders/queries";
import type { OrderStatus } from "@/lib/orders/rules";
import type { ConfirmationData } from "@/lib/pdf/confirmation-data";
import { confirmationKey } from "@/lib/storage/keys";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** What an order's PDF says, where it is kept, and what was issued before. */
export type ConfirmationFacts = {
  order: Pick<OrderRow, "id" | "reference" | "contactId" | "conversationId" | "vendorId">;
  document: ConfirmationData;
  /** Named after what the paper says: the same content is the same file. */
  fileKey: string;
  issuedKey: string | null;
  /** The promised day, "YYYY-MM-DD" in the business's zone. */
  deliveryDay: string;
};

const CONFIRMED: readonly OrderStatus[] = ["CONFIRMED", "SHIPPED", "DELIVERED"];

/** The facts for an order's confirmation, or null when it is not confirmed (any more). */
export async function loadConfirmation(tx: Tx, orderId: string): Promise<ConfirmationFacts | null> {
  const order = await getOrderDto(tx, orderId);
  if (!CONFIRMED.includes(order.status) || !order.addressConfirmedAt || !order.deliverBy) return null;
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
  const [issued] = await tx
    .select({ fileKey: confirmations.fileKey })
    .from(confirmations)
    .where(eq(confirmations.orderId, orderId));
  if (!business) return null;
  const { timeZone, ceoId } = business;
  const document: ConfirmationData = {
    business: { name: business.name, ...(channel ? { phone: channel.handle } : {}) },
    buyer: { name: order.buyerName },
    reference: order.reference,
    confirmedAt: order.addressConfirmedAt,
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
    deliveryPromise: dayInWords(order.deliverBy, timeZone),
    verifyUrl: publicLinkOf(ceoId, order.id, "qr"),
  };
  const documentId = sha256Hex(canonicalize(document)).slice(0, 32);
  return {
    order,
    document,
    fileKey: confirmationKey({ ceoId, orderId, documentId }),
    issuedKey: issued?.fileKey ?? null,
    deliveryDay: new Intl.DateTimeFormat("en-CA", { timeZone }).format(order.deliverBy),
  };
}

/** "Wednesday, 25 November", as the business's clock has it. */
function dayInWords(day: Date, timeZone: string): string {
  const format = { weekday: "long", day: "numeric", month: "long", timeZone } as const;
  return new Intl.DateTimeFormat("en-GB", format).format(day);
}
