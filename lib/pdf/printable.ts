import type { ConfirmationData } from "./confirmation-data";
import { keepPrintable, keepPrintableLines } from "./keep-printable";

export type Printable = Omit<ConfirmationData, "address"> & { addressLines: string[] };

/** Everything people typed, reduced to what the font can draw. */
export function printable(data: ConfirmationData): Printable {
  const optional = (text: string | undefined) => keepPrintable(text ?? "") || undefined;
  return {
    ...data,
    business: {
      name: keepPrintable(data.business.name, "The shop"),
      phone: optional(data.business.phone),
      email: optional(data.business.email),
    },
    buyer: { name: keepPrintable(data.buyer.name, "The buyer"), phone: optional(data.buyer.phone) },
    reference: keepPrintable(data.reference),
    items: data.items.map((item) => ({ ...item, name: keepPrintable(item.name, "Item") })),
    addressLines: keepPrintableLines(data.address, "As agreed in the chat"),
    deliveryPromise: keepPrintable(data.deliveryPromise),
  };
}
