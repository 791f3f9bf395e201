import { ekoWallet } from "./layout-eko-wallet";
import { koboBank } from "./layout-kobobank";
import { lagoonBank } from "./layout-lagoon-bank";
import type { SampleRequest } from "./receipt";

/** A made-up bank's way to draw a transfer receipt; `code` is its six-digit part of the session id. */
export interface Layout {
  title: string;
  code: string;
  draw(receipt: DrawnReceipt): string;
}

/** A request with everything decided. */
export interface DrawnReceipt extends SampleRequest {
  sessionId: string;
  transactionNumber: string;
  isPending: boolean;
}

export const LAYOUTS = {
  kobobank: { title: "KoboBank", code: "090951", draw: koboBank },
  "eko-wallet": { title: "Eko Wallet", code: "100941", draw: ekoWallet },
  "lagoon-bank": { title: "Lagoon Bank", code: "000962", draw: lagoonBank },
} satisfies Record<string, Layout>;

export type LayoutName = keyof typeof LAYOUTS;

export function isLayoutName(name: string): name is LayoutName {
  return Object.hasOwn(LAYOUTS, name);
}
