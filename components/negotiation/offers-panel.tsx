import type { NegotiationView } from "@/lib/negotiation/schema";
import { negotiationWords as words } from "@/lib/words/en/negotiation";
import { OfferCard } from "./offer-card";
import { PriceSummary } from "./price-summary";

type Props = { negotiation: NegotiationView; onConfirm: () => void; onAsk: () => void };

/** Items and price, then every offer, the newest first. */
export function OffersPanel({ negotiation, onConfirm, onAsk }: Props) {
  const offers = [...negotiation.offers].reverse();
  return (
    <div className="grid content-start gap-5 p-4">
      <PriceSummary negotiation={negotiation} />
      <section aria-label={words.offers.title} className="grid gap-2">
        <h2 className="font-semibold text-14 text-faint">{words.offers.title}</h2>
        {offers.length === 0 && <p className="text-14 text-soft">{words.offers.none}</p>}
        {offers.map((offer) => (
          <OfferCard
            key={offer.offer_id}
            offer={offer}
            buyerName={negotiation.buyer.name}
            {...(negotiation.is_open ? { onConfirm, onAsk } : {})}
          />
        ))}
      </section>
    </div>
  );
}
