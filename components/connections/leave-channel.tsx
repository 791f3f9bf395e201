"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { ChannelDetail } from "@/lib/connections/schema";
import { connectionWords } from "@/lib/words/en/connections";
import { uiWords } from "@/lib/words/en/ui";

const words = connectionWords.leave;

type Left = { open_orders: number; messages_not_sent: number };

/** Disconnecting: says what becomes of chats, orders and waiting replies, then asks for the code. */
export function LeaveChannel({ channel, onClose }: { channel: ChannelDetail; onClose: () => void }) {
  const router = useRouter();
  const [isSure, setSure] = useState(false);
  const id = channel.channel_id;
  const act = useMemo(() => ({ purpose: "channel.disconnect", target: id }), [id]);
  const onDone = (left: Left) => {
    onClose();
    notify({
      kind: "done",
      title: words.done(channel.name),
      text: words.doneText(left.messages_not_sent),
    });
    router.refresh();
  };
  if (isSure) {
    return (
      <StepUpDialog<Left>
        act={act}
        send={(proof) => sendJson<Left>(`/api/ceo/channels/${id}`, proof, { method: "DELETE" })}
        onDone={onDone}
        onClose={onClose}
        refusals={words.refusals}
      />
    );
  }
  return (
    <Modal
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.title(channel.name)}
      description={words.text}
      footer={
        <>
          <Button onClick={onClose}>{uiWords.cancel}</Button>
          <Button look="danger" onClick={() => setSure(true)}>
            {words.go}
          </Button>
        </>
      }
    >
      <ul className="grid list-disc gap-2 pt-2 pl-5">
        {channel.open_orders > 0 && <li>{words.points.orders(channel.open_orders)}</li>}
        {channel.waiting_messages > 0 && <li>{words.points.waiting(channel.waiting_messages)}</li>}
        <li>{words.points.stay}</li>
        <li>{words.points.again}</li>
      </ul>
    </Modal>
  );
}
