"use client";

import { RotateCcw, SendHorizontal } from "lucide-react";
import { type FormEvent, Fragment, useEffect, useRef, useState } from "react";
import { BareInput } from "@/components/ui/bare-input";
import { Bubble, TypingBubble } from "@/components/ui/bubble";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { PhoneFrame } from "@/components/ui/phone-frame";
import { chatbotWords } from "@/lib/words/en/chatbot";
import type { PreviewTurn, usePreview } from "./use-preview";

const words = chatbotWords.preview;
/** What the preview plays at most. */
const MESSAGES_MAX = 20;
const MESSAGE_CHARACTERS = 4_096;

type Props = {
  business: string;
  messages: readonly string[];
  preview: ReturnType<typeof usePreview>;
  /** The turn that must be in view; otherwise it is the last. */
  spot?: number;
  onSend: (text: string) => void;
  onReset: () => void;
};

/** A buyer's phone: what they write and what the bot would answer, with the settings as they stand in the form. */
export function PreviewPhone({ business, messages, preview, spot, onSend, onReset }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer that grows may push the spot out of view
  useEffect(() => {
    if (spot === undefined) return;
    frame.current?.querySelector(`[data-turn="${spot}"]`)?.scrollIntoView({ block: "nearest" });
  }, [spot, preview.turns]);

  const isFull = messages.length >= MESSAGES_MAX;
  const { turns, state, isOffline } = preview;
  const waiting = messages.slice(turns.length);
  return (
    <div ref={frame} className="grid justify-items-center gap-2">
      <PhoneFrame
        name={business}
        note={words.note}
        label={words.label(business)}
        chatLabel={words.chat}
        className="max-lg:h-[clamp(18rem,calc(100dvh-20.5rem),38rem)] max-lg:max-w-none lg:h-[min(38rem,calc(100dvh-15.5rem))]"
        footer={<Composer isFull={isFull} onSend={onSend} onReset={onReset} />}
      >
        {turns.map((turn, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a turn is known by its place in the chat
          <div key={at} data-turn={at} className="flex flex-col gap-2">
            <Turn turn={turn} onPress={at === turns.length - 1 && !isFull ? onSend : undefined} />
          </div>
        ))}
        {waiting.map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Bubble key={turns.length + at} from="out">
            {text}
          </Bubble>
        ))}
        {waiting.length > 0 && state === "waiting" && <TypingBubble />}
      </PhoneFrame>
      <div className="min-h-6 text-center text-14">
        {isOffline && <p className="text-marigold-ink">{words.offline}</p>}
        {isFull && <p className="text-soft">{words.full}</p>}
        {state === "failed" && !isOffline && (
          <p className="flex items-center gap-2 text-laterite-ink">
            {words.failed}
            <Button size="small" look="quiet" onClick={preview.retry}>
              {words.retry}
            </Button>
          </p>
        )}
      </div>
      <Announced turns={turns} />
    </div>
  );
}

/** What was written, each message of the answer, and the buttons under the last one while they can be pressed. */
function Turn({ turn, onPress }: { turn: PreviewTurn; onPress?: (text: string) => void }) {
  return (
    <>
      <Bubble from="out">{turn.in}</Bubble>
      {turn.out.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer is known by its place in the turn
        <Fragment key={at}>
          <Bubble from="in">{text}</Bubble>
        </Fragment>
      ))}
      {turn.out.length === 0 && (
        <p className="self-center rounded-full bg-surface px-3 py-0.5 text-12 text-chat-soft">
          {words.silent}
        </p>
      )}
      {onPress && turn.buttons.length > 0 && (
        <span className="flex max-w-[85%] flex-wrap gap-1.5">
          {turn.buttons.map((title) => (
            <button
              key={title}
              type="button"
              onClick={() => onPress(title)}
              className="reach min-h-9 rounded-full border border-line bg-surface px-3 font-medium text-14 text-lagoon-ink transition-colors hover:border-edge"
            >
              {title}
            </button>
          ))}
        </span>
      )}
    </>
  );
}

type ComposerProps = { isFull: boolean; onSend: (text: string) => void; onReset: () => void };

function Composer({ isFull, onSend, onReset }: ComposerProps) {
  const [text, setText] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || isFull) return;
    onSend(text.trim());
    setText("");
  };
  return (
    <form onSubmit={send} className="flex items-center gap-1">
      <IconButton label={words.reset} onClick={onReset}>
        <RotateCcw aria-hidden />
      </IconButton>
      <BareInput
        aria-label={words.message}
        placeholder={words.message}
        value={text}
        maxLength={MESSAGE_CHARACTERS}
        autoComplete="off"
        enterKeyHint="send"
        onChange={(event) => setText(event.target.value)}
        className="h-11 min-w-0 flex-1"
      />
      <IconButton label={words.send} type="submit" disabled={isFull}>
        <SendHorizontal aria-hidden />
      </IconButton>
    </form>
  );
}

/** Reads the answer to a new message out; a conversation that is merely said anew stays quiet. */
function Announced({ turns }: { turns: readonly PreviewTurn[] }) {
  const count = useRef(turns.length);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const isNew = turns.length > count.current;
    count.current = turns.length;
    if (isNew) setSaid(words.answered(turns.at(-1)?.out.join(" ") || words.silent));
  }, [turns]);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
