"use client";

import type { NegotiationView, QuickAction } from "@/lib/negotiation/schema";
import { negotiationWords as words } from "@/lib/words/en/negotiation";
import { PriceSheet } from "./price-sheet";
import { useQuickAction } from "./send-action";
import { SureDialog } from "./sure-dialog";

type Props = {
  negotiation: NegotiationView;
  action: QuickAction;
  onChange: (action: QuickAction) => void;
  onClose: () => void;
  onDone: () => void;
};

/** What a quick action asks for before it is done. */
export function ActionDialogs({ negotiation, action, onChange, onClose, onDone }: Props) {
  const { send, busy, trouble, forget } = useQuickAction(negotiation.order_id, onDone);
  const doIt = async (input: Parameters<typeof send>[0]) => {
    if (await send(input)) onClose();
  };
  const shared = { busy, trouble, onClose };
  if (action === "free_delivery") {
    const { title, offer, at, send: label } = words.confirmFree;
    const text = negotiation.status === "AWAITING_PAYMENT" ? at : offer;
    return (
      <SureDialog
        {...shared}
        title={title}
        text={text}
        send={label}
        onSend={() => doIt({ quick_action: action })}
      />
    );
  }
  if (action === "out_of_stock") {
    const onSend = () => doIt({ quick_action: action });
    return <SureDialog {...shared} {...words.confirmOut} isDanger onSend={onSend} />;
  }
  // The sheet stays as it is, so that the price that was typed is not lost.
  const askInstead = () => {
    forget();
    onChange("ask_ceo");
  };
  return (
    <PriceSheet
      {...shared}
      action={action}
      negotiation={negotiation}
      onSend={doIt}
      onAskInstead={askInstead}
    />
  );
}
