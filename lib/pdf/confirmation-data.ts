/** What a confirmation says. Amounts are whole kobo; texts may be anything people type. */
export type ConfirmationData = {
  business: { name: string; phone?: string; email?: string };
  buyer: { name: string; phone?: string };
  /** The order's reference, as buyer and shop say it: `TG-8891`. */
  reference: string;
  confirmedAt: Date;
  /** IANA name; the business's own. */
  timeZone?: string;
  items: { name: string; quantity: number; unitPriceKobo: number; totalKobo: number }[];
  discountKobo?: number;
  deliveryFeeKobo?: number;
  totalKobo: number;
  /** One line or several. */
  address: string;
  /** A sentence or a weekday: `Wednesday, 25 November`. */
  deliveryPromise: string;
  /** The public page that tells whether this paper is genuine; drawn as QR and written out. */
  verifyUrl: string;
};
