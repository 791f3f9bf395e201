import { clsx } from "clsx";
import { ChevronRight, FileText, MessageCircle, ReceiptText } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClasses } from "@/components/ui/button-classes";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Money } from "@/components/ui/money";
import { PersonChip } from "@/components/ui/person-chip";
import { StatusBadge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { OrderView } from "@/lib/orders/schema";
import { orderWords } from "@/lib/words/en/orders";

const words = orderWords.one;

type Props = { order: OrderView };

/** What was bought, and how the total comes about: items − discount + delivery. */
export function OrderItems({ order }: Props) {
  const sums = [
    [words.itemsTotal, order.items_kobo],
    [words.discount, -order.discount_kobo],
    [words.delivery, order.delivery_fee_kobo],
  ] as const;
  const isPlain = order.discount_kobo === 0 && order.delivery_fee_kobo === 0;
  return (
    <Card title={words.items}>
      <ul className="divide-y divide-line">
        {order.items.map((item) => (
          <li key={item.product_id} className="flex items-baseline justify-between gap-4 py-2.5 first:pt-0">
            <span className="min-w-0">
              <span className="tabular text-faint">{item.quantity} ×</span> {item.name}
              {item.quantity > 1 && (
                <span className="block text-14 text-faint">
                  <Money kobo={item.unit_price_kobo} /> {words.each}
                </span>
              )}
            </span>
            <Money kobo={item.quantity * item.unit_price_kobo} exact />
          </li>
        ))}
      </ul>
      <dl className="mt-1 grid gap-1 border-line border-t pt-3 text-14">
        {(isPlain ? [] : sums)
          .filter(([, kobo], at) => at === 0 || kobo !== 0)
          .map(([label, kobo]) => (
            <Sum key={label} label={label} kobo={kobo} className="text-soft" />
          ))}
        <Sum label={words.total} kobo={order.total_kobo} className="pt-1 font-semibold text-18" />
      </dl>
    </Card>
  );
}

function Sum({ label, kobo, className }: { label: string; kobo: number; className: string }) {
  return (
    <div className={`flex items-baseline justify-between gap-4 ${className}`}>
      <dt>{label}</dt>
      <dd>
        <Money kobo={kobo} exact />
      </dd>
    </div>
  );
}

/** Each proof of payment with what became of it. */
export function OrderReceipts({ order }: Props) {
  const { receipts } = order;
  return (
    <Card title={words.receipts} flush={receipts.length > 0}>
      {receipts.length === 0 && <p className="text-14 text-faint">{words.noReceipts}</p>}
      <ul className="divide-y divide-line">
        {receipts.map((receipt, at) => (
          <li key={receipt.receipt_id}>
            <Link
              href={`/vendor/receipts/${receipt.receipt_id}`}
              className="flex min-h-14 items-center gap-3 px-4 py-2 transition-colors -outline-offset-2 hover:bg-sunken md:px-5"
            >
              <ReceiptText aria-hidden className="size-5 shrink-0 text-faint" />
              <span className="grid flex-1">
                <span className="font-medium text-14">{words.receipt(receipts.length - at)}</span>
                <TimeText plain at={receipt.created_at} className="text-12 text-faint" />
              </span>
              <StatusBadge status={receipt.state} />
              <ChevronRight aria-hidden className="size-5 text-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Who buys, and where they can be answered. */
export function OrderBuyer({ order }: Props) {
  return (
    <Card title={words.buyer}>
      <div className="grid gap-4">
        <PersonChip name={order.buyer.name} masked={order.buyer.phone_masked} />
        <ButtonLink
          href={`/vendor/conversations/${order.conversation_id}`}
          icon={<MessageCircle aria-hidden />}
          block
        >
          {words.chat}
        </ButtonLink>
      </div>
    </Card>
  );
}

/** Where the parcel goes, by when, and by whom. */
export function OrderDelivery({ order, zone }: Props & { zone: string }) {
  const confirmed = order.address_confirmed_at ? words.confirmed : words.unconfirmed;
  return (
    <Card title={words.delivery}>
      <dl className="grid gap-3">
        <Fact label={words.address}>
          {order.address ?? words.noAddress}
          {order.address && <span className="block text-14 text-faint">{confirmed}</span>}
        </Fact>
        {order.deliver_by && (
          <Fact label={words.deliverBy}>
            <time dateTime={order.deliver_by}>{sayPromise(order.deliver_by, zone)}</time>
          </Fact>
        )}
        {order.carrier && <Fact label={words.carrier}>{order.carrier}</Fact>}
        {order.tracking && <Fact label={words.tracking}>{order.tracking}</Fact>}
        {order.note && <Fact label={words.note}>{order.note}</Fact>}
        {order.delivery_confirmed_at && (
          <Fact label={words.came}>
            <TimeText at={order.delivery_confirmed_at} />
          </Fact>
        )}
        {order.settled_disputes.map((dispute) => (
          <Fact key={dispute.opened_at} label={words.settled}>
            <span className="whitespace-pre-line">“{dispute.words}”</span>
            <span className="block text-14 text-soft">{dispute.note}</span>
          </Fact>
        ))}
      </dl>
      {order.has_invoice && (
        <a
          href={`/api/orders/${order.order_id}/invoice`}
          target="_blank"
          rel="noreferrer"
          className={clsx(buttonClasses({ block: true }), "mt-4")}
        >
          <FileText aria-hidden className="size-5" />
          {words.invoice}
        </a>
      )}
    </Card>
  );
}

/** The account that this order was sent: later changes of the business's account do not touch it. */
export function OrderAccount({ order }: Props) {
  const account = order.bank_account;
  return (
    <Card title={words.account}>
      {account ? (
        <div className="flex items-center justify-between gap-3">
          <p className="grid">
            <span className="exact font-semibold text-18">{account.account_number}</span>
            <span className="text-14 text-soft">
              {account.bank_name}, {account.account_name}
            </span>
          </p>
          <CopyButton text={account.account_number} />
        </div>
      ) : (
        <p className="text-14 text-faint">{words.noAccount}</p>
      )}
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid">
      <dt className="text-12 text-faint">{label}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

/** A promise is a day, not a minute: "Thursday, 24 Nov" in the business's zone. */
function sayPromise(at: string, zone: string): string {
  const options = { weekday: "long", day: "numeric", month: "short", timeZone: zone } as const;
  return new Intl.DateTimeFormat("en-GB", options).format(new Date(at));
}
