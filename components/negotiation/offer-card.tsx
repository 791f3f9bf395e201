import { clsx } from "clsx";
import {
  Ban,
  CircleCheck,
  CircleX,
  Clock,
  Hourglass,
  type LucideIcon,
  RefreshCw,
  UserRoundCheck,
} from "lucide-react";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Badge, type Tone } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import { formatNaira } from "@/lib/money";
import type { OfferView } from "@/lib/negotiation/schema";
import { negotiationWords } from "@/lib/words/en/negotiation";

const words = negotiationWords.offers;

const LOOKS: Record<OfferView["state"] | "awaits", [Tone, LucideIcon]> = {
  open: ["lagoon", Hourglass],
  awaits: ["marigold", UserRoundCheck],
  accepted: ["palm", CircleCheck],
  declined: ["laterite", CircleX],
  expired: ["neutral", Clock],
  withdrawn: ["neutral", Ban],
  superseded: ["neutral", RefreshCw],
};

type Props = {
  offer: OfferView;
  buyerName: string;
  /** What can be done about the buyer's open price. */
  onConfirm?: () => void;
  onAsk?: () => void;
};

/** One price that was named, with what became of it. */
export function OfferCard({ offer, buyerName, onConfirm, onAsk }: Props) {
  const state = offer.awaits_ceo ? "awaits" : offer.state;
  const [tone, Icon] = LOOKS[state];
  const isOpen = offer.state === "open";
  const who =
    offer.made_by === "buyer" ? words.by.buyer(buyerName) : words.by.vendor(offer.author_name ?? words.us);
  const canAnswer = isOpen && !offer.awaits_ceo && offer.made_by === "buyer";
  return (
    <article
      className={clsx(
        "grid w-full gap-1.5 rounded-card border bg-surface p-3",
        isOpen ? "border-edge" : "border-line",
      )}
    >
      <p className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-14 text-soft">
        <span className="min-w-0 truncate">{who}</span>
        <Badge tone={tone} icon={<Icon aria-hidden />}>
          {words.states[state]}
        </Badge>
      </p>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <Money kobo={offer.total_kobo} className={clsx("font-semibold text-18", !isOpen && "text-soft")} />
        <span className="tabular text-14 text-faint">{details(offer).join(" · ")}</span>
      </p>
      {offer.owner_notes && (
        <p className="text-14 text-soft">
          {words.owner}: {offer.owner_notes}
        </p>
      )}
      <p className="text-12 text-faint">
        {isOpen ? words.until : ""} <TimeText plain at={isOpen ? offer.expires_at : offer.created_at} />
      </p>
      {canAnswer && (onConfirm || onAsk) && (
        <div className="flex flex-wrap gap-2 pt-1">
          {offer.below_floor
            ? onAsk && (
                <Button size="small" onClick={onAsk}>
                  {words.ask}
                </Button>
              )
            : onConfirm && (
                <Button size="small" look="primary" onClick={onConfirm}>
                  {words.accept}
                </Button>
              )}
        </div>
      )}
    </article>
  );
}

function details(offer: OfferView): string[] {
  return [
    ...(offer.unit_price_kobo === null ? [] : [words.each(formatNaira(offer.unit_price_kobo))]),
    ...(offer.free_delivery ? [words.freeDelivery] : []),
    ...(offer.below_floor && offer.state === "open" ? [words.belowFloor] : []),
  ];
}
