"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import type { DeliveryView } from "@/lib/catalogue/schema";
import { formatNaira, parseNaira } from "@/lib/money";
import { productWords } from "@/lib/words/en/products";
import { uiWords } from "@/lib/words/en/ui";

const words = productWords.delivery;

type Typed = { fee: string; days: string };
type Errors = { fee?: string; days?: string; form?: string };

type Props = { delivery: DeliveryView; onClose: () => void };

/** The form of delivery fee and days. The second of two tabs is told, with what it typed still there. */
export function DeliveryDialog({ delivery, onClose }: Props) {
  const formId = useId();
  const { typed, put, errors, busy, save } = useDelivery(delivery, onClose);
  const feeKobo = readFee(typed.fee);
  const said = feeKobo === 0 ? words.free : feeKobo === null ? words.feeHint : formatNaira(feeKobo);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={words.text}
      footer={
        <>
          <Button onClick={onClose}>{uiWords.cancel}</Button>
          <Button look="primary" type="submit" form={formId} busy={busy}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={save} noValidate className="grid gap-4 pt-2 sm:grid-cols-2">
        <TextField
          name="fee"
          label={words.fee}
          before="₦"
          hint={said}
          autoComplete="off"
          maxLength={24}
          value={typed.fee}
          onChange={(event) => put("fee", event.target.value)}
          error={errors.fee}
        />
        <TextField
          name="days"
          label={words.days}
          hint={words.daysHint}
          inputMode="numeric"
          autoComplete="off"
          maxLength={3}
          value={typed.days}
          onChange={(event) => put("days", event.target.value)}
          error={errors.days}
        />
        {errors.form && (
          <p role="alert" className="font-medium text-14 text-laterite-ink sm:col-span-2">
            {errors.form}
          </p>
        )}
      </form>
    </Modal>
  );
}

function useDelivery(delivery: DeliveryView, onSaved: () => void) {
  const router = useRouter();
  const [seen, setSeen] = useState(delivery);
  const [typed, setTyped] = useState<Typed>(() => typedOf(delivery));
  const [errors, setErrors] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const put = (field: keyof Typed, value: string) => {
    setTyped((before) => ({ ...before, [field]: value }));
    setErrors({});
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const feeKobo = readFee(typed.fee);
    const days = /^\d{1,2}$/.test(typed.days.trim()) ? Number(typed.days) : Number.NaN;
    const wrong = {
      ...(feeKobo === null ? { fee: words.oddFee } : {}),
      ...(days <= 30 ? {} : { days: words.oddDays }),
    };
    setErrors(wrong);
    if (feeKobo === null || Object.keys(wrong).length > 0) return;
    setBusy(true);
    const body = { fee_kobo: feeKobo, days, seen };
    const answer = await sendJson<DeliveryView>("/api/ceo/delivery", body, { method: "PUT" });
    setBusy(false);
    if (answer.ok) {
      notify({ kind: "done", id: "delivery", title: words.saved });
      router.refresh();
      return onSaved();
    }
    const { code, extra, fields } = answer.problem;
    if (code === "superseded") {
      const current = extra.current as DeliveryView;
      setSeen(current);
      return setErrors({ form: words.conflict(formatNaira(current.fee_kobo), current.days) });
    }
    if (fields.fee_kobo) return setErrors({ fee: words.oddFee });
    setErrors({ form: code === "offline" ? productWords.offline : productWords.failed });
  };
  return { typed, put, errors, busy, save };
}

function typedOf({ fee_kobo, days }: DeliveryView): Typed {
  return { fee: formatNaira(fee_kobo).slice(1), days: String(days) };
}

/** Nothing is a price, but it is a fee. */
function readFee(typed: string): number | null {
  const text = typed.trim();
  return /^(?:0+(?:\.0+)?|free)$/i.test(text) ? 0 : parseNaira(text);
}
