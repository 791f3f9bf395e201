import { Landmark, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CheckList } from "@/components/ui/check-row";
import { Money } from "@/components/ui/money";
import { TimeText } from "@/components/ui/time-text";
import type { EscalationView } from "@/lib/escalations/schema";
import { formatNaira } from "@/lib/money";
import type { ReceiptView } from "@/lib/receipts/schema";
import { escalationWords } from "@/lib/words/en/escalations";

const words = escalationWords.letter;

type Props = { escalation: EscalationView; receipt: ReceiptView | null };

/** Who wants what, how much, why it is here, what is odd, what the vendor says: as one would write it. */
export function EscalationLetter({ escalation, receipt }: Props) {
  const { buyer, vendor, items, notes, adds_up } = escalation;
  return (
    <div className="grid gap-5 text-18 leading-relaxed">
      <p>
        <strong className="font-semibold">{buyer.name}</strong>
        {buyer.phone_masked && <span className="tabular text-soft"> ({buyer.phone_masked})</span>}{" "}
        {words.wants}{" "}
        <strong className="font-semibold">
          {items.map((item) => `${item.quantity} × ${item.name}`).join(", ")}
        </strong>{" "}
        {words.for} <Money kobo={escalation.total_kobo} className="font-semibold" />, {words.from}{" "}
        {vendor.name}. {reasonOf(escalation)} <TimeText at={escalation.created_at} className="text-faint" />
      </p>
      {escalation.overdue && (
        <p className="flex items-start gap-2.5 rounded-control bg-laterite-wash px-3 py-2 font-medium text-14 text-laterite-ink">
          <TriangleAlert aria-hidden className="mt-0.5 size-4.5 shrink-0" />
          {words.overdue}
        </p>
      )}
      {notes && (
        <Part title={words.says(vendor.name)}>
          <blockquote className="border-marigold border-l-3 pl-4 text-ink">{notes}</blockquote>
        </Part>
      )}
      {adds_up && (
        <Part title={words.sumTitle}>
          <ul className="grid gap-1 text-16">
            {adds_up.orders.map((order) => (
              <li key={order.order_id} className="flex items-baseline justify-between gap-4">
                <Link
                  href={`/ceo/orders/${order.order_id}`}
                  className="exact text-lagoon-ink underline underline-offset-2"
                >
                  {order.reference}
                </Link>
                <Money kobo={order.total_kobo} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {escalation.price ? (
        <PriceAsked price={escalation.price} />
      ) : (
        <>
          <Part title={words.oddTitle}>
            <Odd receipt={receipt} />
          </Part>
          <Part title={words.creditTitle}>
            <p>{escalation.vendor_credit_seen ? words.vendorSees(vendor.name) : words.nobodySees}</p>
            <Beneficiary account={escalation.beneficiary} />
          </Part>
        </>
      )}
    </div>
  );
}

/** The price in question, and what the order stands at without it. */
function PriceAsked({ price }: { price: NonNullable<EscalationView["price"]> }) {
  const each = price.unit_price_kobo;
  return (
    <Part title={words.price.title}>
      <p>
        {words.price.named[price.made_by]} {each !== null && words.price.each(formatNaira(each))}{" "}
        {price.free_delivery && words.price.freeDelivery}
      </p>
      <p className="text-16 text-soft">{words.price.stands(formatNaira(price.order_total_kobo))}</p>
    </Part>
  );
}

function reasonOf(escalation: EscalationView): string {
  const { reason, adds_up, vendor, price, total_kobo } = escalation;
  const total = formatNaira(total_kobo);
  if (reason === "price_below_floor") return words.price.below(total, formatNaira(price?.floor_kobo ?? 0));
  if (reason === "price_asked") return words.price.asked(vendor.name, total);
  if (reason === "sum" && adds_up) return words.reason.sum[adds_up.by](formatNaira(adds_up.sum_kobo));
  if (reason === "checks") return words.reason.checks;
  return reason === "flagged" ? words.reason.flagged(vendor.name) : words.reason.amount;
}

function Odd({ receipt }: { receipt: ReceiptView | null }) {
  const odd = (receipt?.checks ?? []).filter((check) => check.result === "fail" || check.result === "warn");
  if (odd.length === 0) return <p>{words.nothingOdd}</p>;
  return <CheckList checks={odd.map(({ id, result, message }) => ({ id, result, message }))} />;
}

function Beneficiary({ account }: { account: EscalationView["beneficiary"] }) {
  if (!account) return <p className="text-16 text-soft">{words.noAccount}</p>;
  return (
    <p className="flex items-start gap-2.5 text-16 text-soft">
      <Landmark aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span>
        {words.paidTo} {account.bank_name},{" "}
        <span className="exact font-medium text-ink">{account.account_number}</span>, {account.account_name}
      </span>
    </p>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-1.5">
      <h2 className="font-semibold text-14 text-faint">{title}</h2>
      {children}
    </section>
  );
}
