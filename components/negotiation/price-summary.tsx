import { Money } from "@/components/ui/money";
import { formatNaira } from "@/lib/money";
import type { NegotiationView } from "@/lib/negotiation/schema";
import { negotiationWords as words } from "@/lib/words/en/negotiation";

/** What is in the order and what it comes to as it stands. */
export function PriceSummary({ negotiation }: { negotiation: NegotiationView }) {
  const { items, items_kobo, discount_kobo, delivery_fee_kobo, total_kobo, floor_kobo } = negotiation;
  return (
    <section aria-label={words.items} className="grid gap-3">
      <ul className="grid gap-2">
        {items.map((item) => (
          <li key={item.product_id} className="flex items-baseline justify-between gap-3">
            <span className="grid min-w-0">
              <span className="min-w-0 break-words font-medium">
                {item.quantity} × {item.name}
              </span>
              <span className="tabular text-12 text-faint">
                {words.each(formatNaira(item.unit_price_kobo))}
                {item.stock !== null && ` · ${item.stock > 0 ? words.left(item.stock) : words.noneLeft}`}
              </span>
            </span>
            <Money kobo={item.quantity * item.unit_price_kobo} />
          </li>
        ))}
      </ul>
      <dl className="grid gap-1 border-line border-t pt-3 text-14">
        <Line name={words.price.goods}>
          <Money kobo={items_kobo} />
        </Line>
        {discount_kobo > 0 && (
          <Line name={words.price.discount}>
            <Money kobo={-discount_kobo} />
          </Line>
        )}
        <Line name={words.price.delivery}>
          {delivery_fee_kobo > 0 ? <Money kobo={delivery_fee_kobo} /> : words.price.free}
        </Line>
        <Line name={words.price.total}>
          <Money kobo={total_kobo} className="font-semibold text-18 text-ink" />
        </Line>
      </dl>
      {floor_kobo !== null && (
        <p className="text-12 text-faint">{words.price.floor(formatNaira(floor_kobo))}</p>
      )}
    </section>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
