import { eq } from "drizzle-orm";
import { canonicalize } from "json-canonicalize";
import { confirmations } from "@/db/schema/order-papers";
import { sha256Hex } from "@/lib/crypto";
import type { OrderRow } from "@/lib/orders/move-order";
import { getOrderDto } from "@/lib/orders/queries";
import type { OrderStatus } from "@/lib/orders/rules";
import type { ConfirmationData } from "@/lib/pdf/confirmation-data";
import { confirmationKey } from "@/lib/storage/keys";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { loadPaperFacts } from "./paper-facts";

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
  const [issued] = await tx
    .select({ fileKey: confirmations.fileKey })
    .from(confirmations)
    .where(eq(confirmations.orderId, orderId));
  const shared = await loadPaperFacts(tx, order);
  if (!shared) return null;
  const { ceoId, facts } = shared;
  const document: ConfirmationData = {
    ...facts,
    confirmedAt: order.addressConfirmedAt,
    deliveryPromise: dayInWords(order.deliverBy, facts.timeZone),
  };
  const documentId = sha256Hex(canonicalize(document)).slice(0, 32);
  return {
    order,
    document,
    fileKey: confirmationKey({ ceoId, orderId, documentId }),
    issuedKey: issued?.fileKey ?? null,
    deliveryDay: new Intl.DateTimeFormat("en-CA", { timeZone: facts.timeZone }).format(order.deliverBy),
  };
}

/** "Wednesday, 25 November", as the business's clock has it. */
function dayInWords(day: Date, timeZone: string): string {
  const format = { weekday: "long", day: "numeric", month: "long", timeZone } as const;
  return new Intl.DateTimeFormat("en-GB", format).format(day);
}
