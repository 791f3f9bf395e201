"use client";

import { useRouter } from "next/navigation";
import { useId, useMemo, useState } from "react";
import { type CodeProof, StepUpDialog } from "@/components/auth/step-up-dialog";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { SelectField } from "@/components/ui/select";
import { sendJson } from "@/components/ui/send-json";
import type { VendorRemoval, VendorView } from "@/lib/members/schema";
import { uiWords } from "@/lib/words/en/ui";
import { vendorWords } from "@/lib/words/en/vendors";

const words = vendorWords.removal;

type Props = { vendor: VendorView; active: readonly VendorView[]; onClose: () => void };

/** Asks who takes over, then for a code for exactly that, then removes. */
export function RemoveVendor({ vendor, active, onClose }: Props) {
  const router = useRouter();
  const heirs = active.filter((one) => one.vendor_id !== vendor.vendor_id);
  const owner = heirs.find((one) => one.is_owner);
  const [heirId, setHeirId] = useState(owner?.vendor_id ?? heirs[0]?.vendor_id ?? "");
  const [asked, setAsked] = useState(false);
  const target = useMemo(
    () => ({ id: vendor.vendor_id, ...(heirId === owner?.vendor_id ? {} : { to_vendor_id: heirId }) }),
    [vendor.vendor_id, heirId, owner?.vendor_id],
  );
  const act = useMemo(() => ({ purpose: "vendor.remove", target }), [target]);

  const send = (proof: CodeProof) => {
    const { id, ...fields } = target;
    return sendJson<VendorRemoval>(`/api/ceo/vendors/${id}`, { ...fields, ...proof }, { method: "DELETE" });
  };
  const done = (removal: VendorRemoval) => {
    const heir = heirs.find((one) => one.vendor_id === removal.to_vendor_id);
    notify({
      kind: "done",
      id: `vendor-${vendor.vendor_id}`,
      title: words.done(vendor.name),
      text: words.doneText(removal.orders, heir?.name ?? ""),
    });
    onClose();
    router.refresh();
  };

  if (asked) {
    const refusals = { not_found: words.gone };
    return <StepUpDialog act={act} send={send} onDone={done} onClose={onClose} refusals={refusals} />;
  }
  return (
    <Question
      vendor={vendor}
      heirs={heirs}
      heirId={heirId}
      onHeir={setHeirId}
      onGoOn={() => setAsked(true)}
      onClose={onClose}
    />
  );
}

type QuestionProps = {
  vendor: VendorView;
  heirs: readonly VendorView[];
  heirId: string;
  onHeir: (id: string) => void;
  onGoOn: () => void;
  onClose: () => void;
};

function Question({ vendor, heirs, heirId, onHeir, onGoOn, onClose }: QuestionProps) {
  const id = useId();
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title(vendor.name)}
      description={words.text}
      footer={
        <>
          <Button onClick={onClose}>{uiWords.cancel}</Button>
          <Button look="danger" onClick={onGoOn} disabled={heirId === ""}>
            {words.goOn}
          </Button>
        </>
      }
    >
      <SelectField
        className="pt-2"
        id={id}
        name="to_vendor_id"
        label={words.whose(vendor.open_orders)}
        hint={words.hint}
        value={heirId}
        onChange={(event) => onHeir(event.target.value)}
        options={heirs.map((one) => ({
          value: one.vendor_id,
          label: one.is_owner ? words.you(one.name) : one.name,
        }))}
      />
    </Modal>
  );
}
