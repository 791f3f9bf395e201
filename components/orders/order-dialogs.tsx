"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonLook } from "@/components/ui/button-classes";
import { Modal } from "@/components/ui/modal";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import type { OrderStatusInput, OrderView } from "@/lib/orders/schema";
import { orderWords } from "@/lib/words/en/orders";
import { uiWords } from "@/lib/words/en/ui";
import { type StepTrouble, useOrderStep } from "./use-order-step";

const words = orderWords.actions;
const TEXT_MAX = 200;
const NOTE_MAX = 500;

type Props = { order: OrderView; onClose: () => void };

/** The parcel leaves: who carries it, and how to follow it. */
export function ShipDialog({ order, onClose }: Props) {
  const { send, busy, trouble } = useOrderStep(order, onClose);
  const [carrier, setCarrier] = useState("");
  const [tracking, setTracking] = useState("");
  return (
    <StepDialog
      title={words.shipTitle(order.reference)}
      text={words.shipText(order.buyer.name)}
      confirm={words.ship}
      busy={busy}
      trouble={trouble}
      onClose={onClose}
      onSubmit={() => send({ status: "SHIPPED", ...filled({ carrier, tracking }) })}
    >
      <TextField
        name="carrier"
        label={words.carrier}
        hint={words.carrierHint}
        optional
        maxLength={TEXT_MAX}
        value={carrier}
        onChange={(event) => setCarrier(event.target.value)}
        error={trouble?.fields.carrier}
      />
      <TextField
        name="tracking"
        label={words.tracking}
        optional
        maxLength={TEXT_MAX}
        value={tracking}
        onChange={(event) => setTracking(event.target.value)}
        error={trouble?.fields.tracking}
      />
    </StepDialog>
  );
}

/** The parcel has arrived. */
export function DeliverDialog({ order, onClose }: Props) {
  const { send, busy, trouble } = useOrderStep(order, onClose);
  return (
    <StepDialog
      title={words.deliverTitle(order.reference)}
      text={words.deliverText(order.buyer.name)}
      confirm={words.deliver}
      busy={busy}
      trouble={trouble}
      onClose={onClose}
      onSubmit={() => send({ status: "DELIVERED" })}
    />
  );
}

/** Calls the order off; the buyer is told why. */
export function CancelDialog({ order, onClose }: Props) {
  const { send, busy, trouble } = useOrderStep(order, onClose);
  const [note, setNote] = useState("");
  return (
    <StepDialog
      title={words.cancelTitle(order.reference)}
      text={words.cancelText(order.buyer.name)}
      confirm={words.cancel}
      dismiss={words.keep}
      look="danger"
      busy={busy}
      trouble={trouble}
      onClose={onClose}
      onSubmit={() => send({ status: "CANCELLED", ...filled({ note }) })}
    >
      <TextAreaField
        name="note"
        label={words.reason}
        hint={words.reasonHint}
        optional
        maxLength={NOTE_MAX}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        error={trouble?.fields.note}
      />
    </StepDialog>
  );
}

/** What the buyer said is wrong has been cleared up; the note says how. */
export function SettleDialog({ order, onClose }: Props) {
  const { settle, busy, trouble } = useOrderStep(order, onClose);
  const [note, setNote] = useState("");
  const dispute = orderWords.dispute;
  return (
    <StepDialog
      title={dispute.settleTitle(order.reference)}
      text={dispute.settleText(order.buyer.name)}
      confirm={dispute.settle}
      busy={busy}
      trouble={trouble}
      onClose={onClose}
      onSubmit={() => settle(note.trim())}
    >
      <TextAreaField
        name="note"
        label={dispute.note}
        hint={dispute.noteHint}
        required
        maxLength={NOTE_MAX}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        error={trouble?.fields.note}
      />
    </StepDialog>
  );
}

type StepProps = {
  title: string;
  text: string;
  confirm: string;
  dismiss?: string;
  look?: ButtonLook;
  busy: boolean;
  trouble?: StepTrouble;
  onClose: () => void;
  onSubmit: () => void;
  children?: ReactNode;
};

/** A question with its answer below: what was typed stays when it was refused. */
export function StepDialog({ look = "primary", dismiss = uiWords.cancel, trouble, ...props }: StepProps) {
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      description={props.text}
      dismissible={!props.busy}
      footer={
        <>
          <Button onClick={props.onClose} disabled={props.busy}>
            {dismiss}
          </Button>
          <Button look={look} type="submit" form={formId} busy={props.busy}>
            {props.confirm}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        {trouble?.text && (
          <p role="alert" className="rounded-control bg-laterite-wash px-3 py-2 text-14 text-laterite-ink">
            <span className="font-medium">{trouble.text}</span>
            {trouble.requestId && <code className="exact block select-all text-12">{trouble.requestId}</code>}
          </p>
        )}
        {props.children}
      </form>
    </Modal>
  );
}

/** Only what was typed: an empty field is no answer. */
function filled<Fields extends Record<string, string>>(fields: Fields): Partial<Fields> {
  const kept = Object.entries(fields).filter(([, value]) => value.trim() !== "");
  return Object.fromEntries(kept.map(([name, value]) => [name, value.trim()])) as Partial<Fields> &
    Partial<OrderStatusInput>;
}
