"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { type Problem, sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import type { ChannelDetail, TestMessageResult } from "@/lib/connections/schema";
import { connectionWords } from "@/lib/words/en/connections";
import { uiWords } from "@/lib/words/en/ui";

const words = connectionWords.test;

type Props = { channel: ChannelDetail; onClose: () => void };

/** Asks to whom, sends, and says how it went; where the 24 hours are over, what to do and a link that does it. */
export function TestMessage({ channel, onClose }: Props) {
  const formId = useId();
  const { to, setTo, busy, trouble, send } = useTest(channel, onClose);
  const { platform } = channel;
  return (
    <Modal
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.title(channel.name)}
      description={words.text[platform]}
      footer={
        <>
          <Button onClick={onClose}>{uiWords.cancel}</Button>
          <Button look="primary" type="submit" form={formId} busy={busy}>
            {words.send}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate className="grid gap-4 pt-2">
        <TextField
          name="to"
          type={platform === "whatsapp" ? "tel" : "text"}
          inputMode={platform === "whatsapp" ? "tel" : "text"}
          autoComplete="off"
          autoCapitalize="none"
          maxLength={80}
          label={words.label[platform]}
          hint={words.hint[platform]}
          optional={platform === "whatsapp"}
          value={to}
          onChange={(event) => setTo(event.target.value)}
          error={trouble?.field}
        />
        {trouble?.text && (
          <div role="alert" className="grid gap-2 rounded-control bg-marigold-wash p-3 text-marigold-ink">
            <p>{trouble.text}</p>
            {trouble.chatLink && (
              <a
                href={trouble.chatLink}
                target="_blank"
                rel="noreferrer"
                className="inline-flex min-h-11 w-fit items-center font-semibold underline"
              >
                {words.openChat}
              </a>
            )}
          </div>
        )}
      </form>
    </Modal>
  );
}

type Trouble = { field?: string; text?: string; chatLink?: string };

function useTest(channel: ChannelDetail, onSent: () => void) {
  const [to, put] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const setTo = (value: string) => {
    put(value);
    setTrouble(undefined);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const path = `/api/ceo/channels/${channel.channel_id}/test-message`;
    const answer = await sendJson<TestMessageResult>(path, to.trim() ? { to: to.trim() } : {});
    setBusy(false);
    if (!answer.ok) return setTrouble(troubleOf(answer.problem));
    const { state, to: masked } = answer.data;
    const isSent = state === "sent";
    notify({
      kind: isSent ? "done" : "news",
      title: isSent ? words.sent : words.onItsWay,
      text: isSent ? words.sentText(masked) : words.onItsWayText(masked),
    });
    setTrouble(undefined);
    onSent();
  };
  return { to, setTo, busy, trouble, send };
}

function troubleOf(problem: Problem): Trouble {
  const field = problem.fields.to;
  if (field) return { field };
  if (problem.code === "offline") return { text: words.offline };
  const link = problem.extra.chat_link;
  return {
    text: problem.detail ?? connectionWords.failed,
    ...(typeof link === "string" && link.startsWith("https://") ? { chatLink: link } : {}),
  };
}
