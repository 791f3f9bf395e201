import { clsx } from "clsx";
import { BadgeCheck, Eye, MessageCircle, ShoppingBag, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Money } from "@/components/ui/money";
import { TimeText } from "@/components/ui/time-text";
import { formatNaira } from "@/lib/money";
import type { ReceiptView } from "@/lib/receipts/schema";
import { reviewWords as words } from "@/lib/words/en/receipts";

/** The amount that is expected beside the amount that the picture shows. */
export function ReceiptAmounts({ receipt }: { receipt: ReceiptView }) {
  const read = receipt.reading.amount_kobo?.value;
  const isRead = typeof read === "number";
  const fits = isRead && read === receipt.expected_kobo;
  return (
    <dl className="flex items-end justify-between gap-4">
      <div className="grid">
        <dt className="text-12 text-faint">{words.expected}</dt>
        <dd className="font-bold font-display text-28">
          <Money kobo={receipt.expected_kobo} />
        </dd>
      </div>
      <div className="grid justify-items-end">
        <dt className="text-12 text-faint">{words.shown}</dt>
        <dd
          className={clsx(
            "tabular",
            isRead ? "font-bold font-display text-28" : "pb-1 text-14 text-soft",
            isRead && (fits ? "text-palm-ink" : "text-laterite-ink"),
          )}
        >
          {isRead ? formatNaira(read) : words.readIt}
        </dd>
      </div>
    </dl>
  );
}

/** Who paid, for what, and when the proof came. */
export function ReceiptPeople({ receipt }: { receipt: ReceiptView }) {
  const { buyer, items, reference } = receipt;
  return (
    <div className="grid grid-cols-1 gap-0.5 text-14">
      <p className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate">
          {buyer.phone_masked && <span className="tabular">{buyer.phone_masked} </span>}
          <span className="font-medium">{buyer.phone_masked ? `(${buyer.name})` : buyer.name}</span>
        </span>
        <TimeText at={receipt.created_at} className="shrink-0 text-faint" />
      </p>
      <p className="text-soft">
        <span className="exact font-medium text-ink">{reference}</span>
        {" · "}
        {items.map((item) => `${item.quantity} × ${item.name}`).join(", ")}
      </p>
    </div>
  );
}

const VERDICTS = {
  looks_right: ["bg-palm-wash text-palm-ink", BadgeCheck],
  check_by_hand: ["bg-marigold-wash text-marigold-ink", Eye],
  looks_wrong: ["bg-laterite-wash text-laterite-ink", TriangleAlert],
} as const;

/** The verdict in one line: what is wrong, when something is, else what to do. */
export function VerdictLine({ receipt }: { receipt: ReceiptView }) {
  const verdict = receipt.verdict ?? "check_by_hand";
  const [colour, Icon] = VERDICTS[verdict];
  const failing = receipt.checks.find((check) => check.result === "fail" || check.result === "warn");
  return (
    <p className={clsx("flex items-start gap-2.5 rounded-control px-3 py-2 font-medium text-14", colour)}>
      <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <span>{failing?.message ?? words.verdicts[verdict]}</span>
    </p>
  );
}

/** Where to read on: the order and the chat. */
export function ReceiptLinks({ receipt, base }: { receipt: ReceiptView; base: "/ceo" | "/vendor" }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-14">
      <FactLink href={`${base}/orders/${receipt.order_id}`} icon={<ShoppingBag aria-hidden />}>
        {words.order}
      </FactLink>
      <FactLink
        href={`/vendor/conversations/${receipt.conversation_id}`}
        icon={<MessageCircle aria-hidden />}
      >
        {words.chat}
      </FactLink>
    </ul>
  );
}

function FactLink({ href, icon, children }: { href: string; icon: ReactNode; children: string }) {
  return (
    <li>
      <Link
        href={href}
        className="inline-flex min-h-11 items-center gap-2 font-medium text-lagoon-ink underline-offset-4 hover:underline [&_svg]:size-4"
      >
        {icon}
        {children}
      </Link>
    </li>
  );
}
