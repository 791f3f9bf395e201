"use client";

import { clsx } from "clsx";
import { Clock, SendHorizontal } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { CONTROL } from "@/components/ui/bare-input";
import { RequestKey } from "@/components/ui/request-key";
import { sendJson } from "@/components/ui/send-json";
import { chatWords } from "@/lib/words/en/conversation";
import { sayChatRefusal } from "./refusal-words";

const words = chatWords.composer;
const TEXT_MAX = 3_000;

type Props = {
  conversationId: string;
  /** Where it is sent to, when not to the conversation itself. */
  path?: string;
  contactName: string;
  business: string;
  windowOpenUntil: string | null;
  onSent: (text: string, isHeld: boolean) => void;
};

/** Writes as a person. It knows WhatsApp's 24-hour window and says so before anything is typed in vain. */
export function Composer({ conversationId, path, contactName, business, windowOpenUntil, onSent }: Props) {
  const to = path ?? `/api/conversations/${conversationId}/messages`;
  const { text, setText, busy, trouble, send } = useSending(to, onSent);
  const left = useTimeLeft(windowOpenUntil);
  if (left === null) return <Closed hasWritten={windowOpenUntil !== null} />;

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isLaptop = window.matchMedia("(pointer: fine)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || !isLaptop) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      onSubmit={onSubmit}
      className="shrink-0 border-line border-t bg-surface px-3 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      <div className="mx-auto grid max-w-3xl gap-1">
        {trouble && (
          <p
            role="alert"
            className="animate-fade rounded-control bg-laterite-wash px-3 py-2 text-14 text-laterite-ink"
          >
            <span className="font-medium">{trouble.text}</span>{" "}
            {trouble.requestId && <code className="exact select-all text-12">{trouble.requestId}</code>}
          </p>
        )}
        <div className="flex items-end gap-2">
          <textarea
            rows={1}
            value={text}
            maxLength={TEXT_MAX}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            aria-label={words.label(contactName)}
            placeholder={words.placeholder}
            aria-describedby="composer-hint"
            className={clsx(CONTROL, "max-h-40 min-h-12 resize-none py-2.5 [field-sizing:content]")}
          />
          <button
            type="submit"
            aria-label={words.send}
            title={words.send}
            aria-disabled={busy || !text.trim()}
            aria-busy={busy || undefined}
            className="grid size-12 shrink-0 place-items-center rounded-control bg-palm text-on-palm transition-colors hover:bg-palm-deep aria-disabled:opacity-50"
          >
            <SendHorizontal aria-hidden className={clsx("size-5", busy && "animate-breathe")} />
          </button>
        </div>
        <p id="composer-hint" className="flex flex-wrap justify-between gap-x-4 text-12 text-faint">
          <span>{words.says(business)}</span>
          <span className="tabular" suppressHydrationWarning>
            {words.open(left)}
          </span>
        </p>
      </div>
    </form>
  );
}

/** What is typed, and sending it once; it stays in the field when it could not be sent. */
function useSending(path: string, onSent: Props["onSent"]) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<{ text: string; requestId?: string }>();
  const running = useRef(false);
  const [key] = useState(() => new RequestKey());
  const send = async () => {
    const typed = text.trim();
    if (!typed || running.current) return;
    running.current = true;
    setBusy(true);
    setTrouble(undefined);
    const answer = await sendJson<{ held: boolean }>(path, { text: typed }, { headers: key.of(typed) });
    running.current = false;
    setBusy(false);
    if (!answer.ok)
      return setTrouble({ text: sayChatRefusal(answer.problem), requestId: answer.problem.requestId });
    key.done();
    setText("");
    onSent(typed, answer.data.held);
  };
  return { text, setText, busy, trouble, send };
}

function Closed({ hasWritten }: { hasWritten: boolean }) {
  return (
    <div className="shrink-0 border-line border-t bg-surface px-4 pt-3 pb-[max(1rem,env(safe-area-inset-bottom))]">
      <p className="mx-auto flex max-w-3xl items-start gap-2.5 text-14 text-soft">
        <Clock aria-hidden className="mt-0.5 size-4.5 shrink-0 text-marigold-ink" />
        {hasWritten ? words.closed : words.never}
      </p>
    </div>
  );
}

/** How long free text may still be sent, in words; null once the window is closed. */
function useTimeLeft(until: string | null): string | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const minutes = until ? Math.floor((new Date(until).getTime() - now) / 60_000) : 0;
  if (minutes <= 0) return null;
  return chatWords.left(Math.floor(minutes / 60), minutes);
}
