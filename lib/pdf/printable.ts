import type { ConfirmationData } from "./confirmation-data";
import type { InvoiceData } from "./invoice-data";
import { keepPrintable, keepPrintableLines } from "./keep-printable";

export type Printable = Omit<ConfirmationData, "address"> & { addressLines: string[] };
export type PrintableInvoice = Omit<InvoiceData, "address"> & { addressLines: string[] };

type Shared = Pick<ConfirmationData, "business" | "buyer" | "reference" | "items" | "address">;

/** Everything people typed, reduced to what the font can draw. */
export function printable(data: ConfirmationData): Printable {
  return { ...data, ...sharedParts(data), deliveryPromise: keepPrintable(data.deliveryPromise) };
}

/** The same for an invoice. */
export function printableInvoice(data: InvoiceData): PrintableInvoice {
  return { ...data, ...sharedParts(data), paidTo: optional(data.paidTo) };
}

function sharedParts(data: Shared) {
  return {
    business: {
      name: keepPrintable(data.business.name, "The shop"),
      phone: optional(data.business.phone),
      email: optional(data.business.email),
    },
    buyer: { name: keepPrintable(data.buyer.name, "The buyer"), phone: optional(data.buyer.phone) },
    reference: keepPrintable(data.reference),
    items: data.items.map((item) => ({ ...item, name: keepPrintable(item.name, "Item") })),
    addressLines: keepPrintableLines(data.address, "As agreed in the chat"),
  };
}

function optional(text: string | undefined): string | undefined {
  return keepPrintable(text ?? "") || undefined;
}
