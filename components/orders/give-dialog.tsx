"use client";

import { useState } from "react";
import { SelectField } from "@/components/ui/select";
import type { OrderView } from "@/lib/orders/schema";
import { orderWords } from "@/lib/words/en/orders";
import { StepDialog } from "./order-dialogs";
import { nameOf, type StaffMember } from "./staff-member";
import { useOrderStep } from "./use-order-step";

const words = orderWords.vendor;

type Props = {
  order: OrderView;
  holder?: StaffMember;
  others: readonly StaffMember[];
  onClose: () => void;
};

/** To whom the order goes. Nobody is chosen beforehand: a tap too many gives nothing away. */
export function GiveDialog({ order, holder, others, onClose }: Props) {
  const { give, busy, trouble } = useOrderStep(order, onClose);
  const [vendorId, setVendorId] = useState("");
  const [isMissed, setMissed] = useState(false);
  const submit = () => {
    const chosen = others.find((one) => one.vendor_id === vendorId);
    setMissed(!chosen);
    if (chosen) void give(chosen.vendor_id, chosen.name);
  };
  return (
    <StepDialog
      title={words.giveTitle(order.reference)}
      text={holder && !holder.is_owner ? words.giveText(holder.name) : words.giveOwn}
      confirm={words.confirm}
      busy={busy}
      trouble={trouble}
      onClose={onClose}
      onSubmit={submit}
    >
      <SelectField
        name="vendor_id"
        label={words.whom}
        placeholder={words.choose}
        value={vendorId}
        onChange={(event) => setVendorId(event.target.value)}
        error={isMissed && vendorId === "" ? words.missed : trouble?.fields.vendor_id}
        options={others.map((one) => ({ value: one.vendor_id, label: nameOf(one) }))}
      />
    </StepDialog>
  );
}
