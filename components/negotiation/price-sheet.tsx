"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { Money } from "@/components/ui/money";
import { TextField } from "@/components/ui/text-field";
import { Checkbox } from "@/components/ui/toggles";
import { formatNaira } from "@/lib/money";
import type { NegotiationView, QuickActionInput } from "@/lib/negotiation/schema";
import { negotiationWords } from "@/lib/words/en/negotiation";
import { leastTotal } from "./price-facts";
import { PriceKind } from "./price-kind";
import { SendTrouble } from "./send-trouble";
import { type PriceAction, usePriceForm } from "./use-price-form";

const words = negotiationWords.sheet;

type Props = {
  action: PriceAction;
  negotiation: NegotiationView;
  busy: boolean;
  trouble?: { text: string; requestId?: string };
  onSend: (action: QuickActionInput) => void;
  onAskInstead: () => void;
  onClose: () => void;
};

/** The amount, for everything or for one piece, with what it comes to and whether it needs the owner, before it is sent. */
export function PriceSheet(props: Props) {
  const { action, negotiation, busy, trouble, onClose } = props;
  const form = usePriceForm(props);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words[action].title}
      description={<p className="text-14">{words[action].text}</p>}
      footer={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" form="price-form" look="primary" busy={busy}>
            {form.needsOwner ? words.askInstead : words[action].send}
          </Button>
        </>
      }
    >
      <form id="price-form" noValidate onSubmit={form.submit} className="grid gap-4">
        {negotiation.items.length === 1 && <PriceKind isPiece={form.isPiece} onChange={form.setPiece} />}
        <AmountField form={form} count={negotiation.items[0]?.quantity ?? 1} />
        {negotiation.delivery_fee_kobo > 0 && (
          <Checkbox
            name="free_delivery"
            checked={form.isFree}
            onChange={(event) => form.setFree(event.target.checked)}
            label={words.free}
            hint={words.freeHint(formatNaira(negotiation.delivery_fee_kobo))}
          />
        )}
        {action === "ask_ceo" && (
          <TextField
            name="notes"
            label={words.notes}
            optional
            maxLength={500}
            value={form.notes}
            onChange={(event) => form.setNotes(event.target.value)}
          />
        )}
        <Outcome form={form} leastKobo={leastTotal(negotiation, form.isFree)} />
        <SendTrouble trouble={trouble} />
      </form>
    </Modal>
  );
}

type Form = ReturnType<typeof usePriceForm>;

function AmountField({ form, count }: { form: Form; count: number }) {
  return (
    <TextField
      name="price"
      label={form.isPiece ? words.amount.piece : words.amount.everything}
      hint={form.isPiece ? words.hint.piece(count) : words.hint.everything}
      error={form.wrong}
      before="₦"
      inputMode="decimal"
      enterKeyHint="send"
      autoComplete="off"
      maxLength={80}
      value={form.typed}
      onChange={(event) => form.setTyped(event.target.value)}
    />
  );
}

/** What the buyer would pay, and the warning before it is sent in vain. */
function Outcome({ form, leastKobo }: { form: Form; leastKobo: number | null }) {
  return (
    <div aria-live="polite" className="grid gap-2">
      {form.result && (
        <p className="flex items-baseline justify-between gap-3 rounded-control bg-sunken px-3 py-2.5">
          <span className="text-14 text-soft">{words.comes}</span>
          <Money kobo={form.result.totalKobo} className="font-semibold text-18" />
        </p>
      )}
      {form.needsOwner && leastKobo !== null && (
        <p className="flex items-start gap-2.5 rounded-control bg-marigold-wash px-3 py-2.5 text-14 text-marigold-ink">
          <TriangleAlert aria-hidden className="mt-0.5 size-4.5 shrink-0" />
          {words.below(formatNaira(leastKobo))}
        </p>
      )}
    </div>
  );
}
