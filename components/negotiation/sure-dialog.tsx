"use client";

import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { negotiationWords } from "@/lib/words/en/negotiation";
import { SendTrouble } from "./send-trouble";

type Props = {
  title: string;
  text: string;
  send: string;
  isDanger?: boolean;
  busy: boolean;
  trouble?: { text: string; requestId?: string };
  onSend: () => void;
  onClose: () => void;
};

/** Asks before something that needs no amount is done. */
export function SureDialog({ title, text, send, isDanger, busy, trouble, onSend, onClose }: Props) {
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={<p className="text-14">{text}</p>}
      footer={
        <>
          <Button onClick={onClose}>{negotiationWords.sheet.cancel}</Button>
          <Button look={isDanger ? "danger" : "primary"} busy={busy} onClick={onSend}>
            {send}
          </Button>
        </>
      }
    >
      <SendTrouble trouble={trouble} />
    </Modal>
  );
}
