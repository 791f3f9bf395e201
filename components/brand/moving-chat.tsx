import { Pause, RotateCcw } from "lucide-react";
import { Bubble } from "@/components/ui/bubble";
import { CheckRow } from "@/components/ui/check-row";
import { Money } from "@/components/ui/money";
import { PersonChip } from "@/components/ui/person-chip";
import { PhoneFrame } from "@/components/ui/phone-frame";
import { landingWords } from "@/lib/words/en/landing";
import "./moving-chat.css";

const { chat, card, moving } = landingWords;
const DUE_KOBO = 1_250_000;

/**
 * The one moving picture: a sale in a chat, line after line, then the card the owner sees. CSS alone: everything has its
 * place from the start (nothing shifts), it stops by itself, can be paused, and stands still with reduced motion.
 */
export function MovingChat() {
  return (
    <div className="moving-chat relative mx-auto w-full max-w-84 lg:max-w-[37rem]">
      <PhoneFrame
        name={chat.business}
        note={chat.note}
        label={moving.label}
        className="mx-auto h-[41rem] lg:mx-0"
      >
        {chat.lines.map((line, at) => (
          <Bubble
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change
            key={at}
            from={line.from}
            image={"picture" in line ? <TransferPicture /> : undefined}
            className={`line line-${at}`}
          >
            {line.text}
            {"code" in line && (
              <code className="exact mt-1 block w-fit rounded-4 bg-sunken px-2 py-0.5 font-mono font-semibold text-ink">
                {line.code}
              </code>
            )}
          </Bubble>
        ))}
      </PhoneFrame>
      <ReceiptCard />
      <label className="mx-auto mt-4 flex min-h-11 w-fit cursor-pointer items-center gap-2 rounded-control px-3 font-medium text-14 text-faint hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus lg:absolute lg:right-0 lg:bottom-0 lg:mt-0">
        <input type="checkbox" className="pause sr-only" />
        <span className="when-playing inline-flex items-center gap-2">
          <Pause aria-hidden className="size-4" />
          {moving.pause}
        </span>
        <span className="when-paused items-center gap-2">
          <RotateCcw aria-hidden className="size-4" />
          {moving.again}
        </span>
      </label>
    </div>
  );
}

function ReceiptCard() {
  return (
    <div className="receipt-card relative z-10 mx-auto -mt-4 w-[calc(100%-1.5rem)] rounded-card border border-line bg-surface p-4 shadow-float lg:absolute lg:-right-4 lg:bottom-20 lg:mt-0 lg:w-66">
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-semibold text-14">{card.title}</span>
        <Money kobo={DUE_KOBO} className="font-bold font-display text-22" />
      </p>
      <PersonChip name={card.buyer} masked={card.masked} className="mt-2 text-14" />
      <ul className="mt-2 divide-y divide-line">
        {card.checks.map((check) => (
          <CheckRow key={check.id} result={check.result} message={check.message} />
        ))}
      </ul>
      <p className="mt-2 grid min-h-11 place-items-center rounded-control bg-palm px-3 text-center font-semibold text-14 text-on-palm">
        {card.attest}
      </p>
    </div>
  );
}

/** A transfer screenshot as a drawing: no bank's own look is copied. */
function TransferPicture() {
  return (
    <svg viewBox="0 0 200 96" className="block w-36" aria-hidden="true">
      <rect width="200" height="96" className="fill-paper" />
      <circle cx="100" cy="24" r="13" className="fill-palm" />
      <path
        d="m94 24 4.5 4.5 8-9"
        fill="none"
        strokeWidth="2.5"
        strokeLinecap="round"
        className="stroke-on-palm"
      />
      <text x="100" y="58" textAnchor="middle" className="fill-ink font-bold" fontSize="17">
        ₦12,500.00
      </text>
      <rect x="40" y="68" width="120" height="5" rx="2.5" className="fill-line" />
      <rect x="62" y="79" width="76" height="5" rx="2.5" className="fill-line" />
    </svg>
  );
}
