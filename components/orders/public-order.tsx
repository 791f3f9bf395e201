import { clsx } from "clsx";
import { CircleCheck, CircleX, FileText, ShieldCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClasses } from "@/components/ui/button-classes";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { OrderStepper } from "@/components/ui/order-stepper";
import { StatusBadge } from "@/components/ui/status-badge";
import type { PublicOrderView } from "@/lib/orders/schema";
import { publicOrderWords as words } from "@/lib/words/en/public-order";
import { QrCode } from "./qr-code";

const LOOKS = {
  genuine: ["border-palm bg-palm-wash text-palm-ink", CircleCheck],
  cancelled: ["border-laterite bg-laterite-wash text-laterite-ink", CircleX],
  disputed: ["border-marigold bg-marigold-wash text-marigold-ink", TriangleAlert],
} as const;

type PublicOrderProps = { order: PublicOrderView; paperHref: string | null; invoiceHref?: string | null };

/** An order's public page: whose it is, whether it stands, how far it is, and the proof. Reads well printed in black and white. */
export function PublicOrder({ order, paperHref, invoiceHref = null }: PublicOrderProps) {
  return (
    <main id="content" className="mx-auto grid w-full max-w-2xl gap-6 px-4 pt-8 pb-16 md:pt-12">
      <header className="grid gap-1">
        <p className="break-words font-bold font-display text-36 leading-tight">{order.business}</p>
        <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-18 text-soft">
          <span>
            {words.order} <span className="exact font-semibold text-ink">{order.reference}</span>
          </span>
          <StatusBadge status={order.status} />
        </h1>
      </header>
      <Verdict order={order} />
      <OrderStepper status={order.status} stoppedAfter={order.steps_done} />
      <Facts order={order} />
      {order.items && <Items order={order} />}
      {(paperHref || invoiceHref) && (
        <div className="grid gap-2 sm:justify-items-start print:hidden">
          {invoiceHref && (
            <a href={invoiceHref} className={buttonClasses({ look: "primary", size: "large" })}>
              <FileText aria-hidden className="size-5" />
              {words.invoice}
            </a>
          )}
          {paperHref && (
            <a
              href={paperHref}
              className={buttonClasses({ look: invoiceHref ? "secondary" : "primary", size: "large" })}
            >
              <FileText aria-hidden className="size-5" />
              {words.paper}
            </a>
          )}
          <p className="text-14 text-faint">{words.paperNote}</p>
        </div>
      )}
      {order.kind === "buyer" && (
        <Card>
          <div className="flex items-center gap-4">
            <QrCode text={order.check_url} label={words.check} className="size-32 shrink-0 rounded-control" />
            <p className="text-14 text-soft">{words.check}</p>
          </div>
        </Card>
      )}
      {order.proof && <Proof proof={order.proof} zone={order.time_zone} />}
      <p className="text-14 text-faint">{words.warning}</p>
    </main>
  );
}

function Verdict({ order }: { order: PublicOrderView }) {
  const [colours, Icon] = LOOKS[order.verdict];
  const { title, text } = words[order.verdict];
  return (
    <div role="status" className={clsx("flex items-start gap-4 rounded-card border-2 p-4 md:p-5", colours)}>
      <Icon aria-hidden className="mt-0.5 size-10 shrink-0" strokeWidth={1.75} />
      <div className="grid gap-1">
        <strong className="font-bold font-display text-28 leading-tight">{title}</strong>
        <p className="text-ink">{text(order.business)}</p>
      </div>
    </div>
  );
}

function Facts({ order }: { order: PublicOrderView }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
      <Fact name={words.forWhom}>{order.initials}</Fact>
      {order.area && <Fact name={words.area}>{order.area}</Fact>}
      {order.deliver_by && order.verdict === "genuine" && (
        <Fact name={words.expected}>{sayDayInWords(order.deliver_by, order.time_zone)}</Fact>
      )}
      <Fact name={words.changed}>{sayMoment(order.changed_at, order.time_zone)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-14 text-faint">{name}</dt>
      <dd className="break-words font-medium text-16">{children}</dd>
    </div>
  );
}

function Items({ order }: { order: PublicOrderView }) {
  return (
    <Card title={words.items}>
      <ul className="grid gap-2">
        {order.items?.map((item) => (
          <li key={`${item.name}/${item.unit_price_kobo}`} className="flex justify-between gap-4">
            <span className="min-w-0 break-words">
              {item.quantity} × {item.name}
            </span>
            <Money kobo={item.quantity * item.unit_price_kobo} />
          </li>
        ))}
      </ul>
      {order.total_kobo !== null && (
        <p className="mt-3 flex justify-between gap-4 border-line border-t pt-3 font-semibold">
          {words.total} <Money kobo={order.total_kobo} />
        </p>
      )}
    </Card>
  );
}

function Proof({ proof, zone }: { proof: NonNullable<PublicOrderView["proof"]>; zone: string }) {
  const { title, text, signed, unsigned, hash } = words.proof;
  return (
    <section className="flex gap-3 rounded-card border border-line p-4">
      <ShieldCheck aria-hidden className="size-6 shrink-0 text-palm-ink" />
      <div className="grid min-w-0 gap-1 text-14">
        <h2 className="font-semibold text-16">{title}</h2>
        <p className="text-soft">
          {text(proof.seq, sayMoment(proof.at, zone))}{" "}
          {proof.signed_at ? signed(sayMoment(proof.signed_at, zone)) : unsigned}
        </p>
        <p className="text-faint">
          {hash} <code className="block break-all">{proof.hash}</code>
        </p>
      </div>
    </section>
  );
}

/** "21 November 2026 at 10:00": on paper nobody can tap for the rest. */
function sayMoment(at: string, timeZone: string): string {
  const format = { dateStyle: "long", timeStyle: "short", timeZone } as const;
  return new Intl.DateTimeFormat("en-GB", format).format(new Date(at));
}

function sayDayInWords(at: string, timeZone: string): string {
  const format = { weekday: "long", day: "numeric", month: "long", timeZone } as const;
  return new Intl.DateTimeFormat("en-GB", format).format(new Date(at));
}
