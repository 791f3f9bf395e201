"use client";

import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";
import { TextField } from "@/components/ui/text-field";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { OWN_TEXT_LIMITS } from "@/lib/words/own-text";
import { OwnTextField } from "./own-text-field";
import type { VoiceHands } from "./use-voice";
import type { Question } from "./voice";

const words = chatbotWords.questions;
const PATH = "quick_replies.questions";

/** Questions that buyers often ask, with their answers. */
export function QuestionList({ hands }: { hands: VoiceHands }) {
  const { questions } = hands.voice.quick_replies;
  const set = (changed: Question[]) => hands.set(PATH, changed);
  const remove = (at: number) => {
    set(questions.filter((_, index) => index !== at));
    const undo = { label: words.undo, onClick: () => set(questions) };
    notify({ kind: "news", id: "chatbot-question", title: words.removed, action: undo });
  };
  const isFull = questions.length >= OWN_TEXT_LIMITS.questions;
  return (
    <Card title={words.title}>
      <div className="grid gap-4">
        <p className="text-14 text-soft">
          {questions.length === 0 ? `${words.text} ${words.empty}` : words.text}
        </p>
        <ul className="grid gap-4">
          {questions.map((question, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a question is known by its place, and its fields are controlled
            <li key={at} className="rounded-card border border-line p-4">
              <QuestionFields
                at={at}
                question={question}
                errors={hands.errors}
                onChange={(changed) => set(questions.map((one, index) => (index === at ? changed : one)))}
                onRemove={() => remove(at)}
                onUp={at === 0 ? undefined : () => set(movedUp(questions, at))}
              />
            </li>
          ))}
        </ul>
        <Button
          className="justify-self-start"
          icon={<Plus aria-hidden />}
          disabled={isFull}
          onClick={() => set([...questions, { title: "", answer: "" }])}
        >
          {isFull ? words.full(OWN_TEXT_LIMITS.questions) : words.add}
        </Button>
      </div>
    </Card>
  );
}

type FieldsProps = {
  at: number;
  question: Question;
  errors: Record<string, string>;
  onChange: (question: Question) => void;
  onRemove: () => void;
  onUp?: () => void;
};

function QuestionFields({ at, question, errors, onChange, onRemove, onUp }: FieldsProps) {
  const title = question.title || words.unnamed;
  return (
    <fieldset aria-label={words.item(at + 1)} className="grid gap-4">
      <div className="flex min-h-11 items-center justify-between gap-2">
        <span aria-hidden className="font-medium text-14 text-soft">
          {words.item(at + 1)}
        </span>
        <span className="flex">
          {onUp && (
            <IconButton label={words.up(title)} onClick={onUp}>
              <ArrowUp aria-hidden />
            </IconButton>
          )}
          <IconButton label={words.remove(title)} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        </span>
      </div>
      <TextField
        name={`${PATH}.${at}.title`}
        label={words.ask}
        hint={words.askHint}
        error={errors[`${PATH}.${at}.title`]}
        value={question.title}
        maxLength={OWN_TEXT_LIMITS.title}
        autoComplete="off"
        after={<span className="tabular text-12">{`${question.title.length}/${OWN_TEXT_LIMITS.title}`}</span>}
        onChange={(event) => onChange({ ...question, title: event.target.value })}
      />
      <OwnTextField
        name={`${PATH}.${at}.answer`}
        label={words.answer}
        value={question.answer}
        error={errors[`${PATH}.${at}.answer`]}
        onChange={(answer) => onChange({ ...question, answer })}
      />
    </fieldset>
  );
}

function movedUp(questions: Question[], at: number): Question[] {
  const moved = [...questions];
  moved.splice(at - 1, 2, ...moved.slice(at - 1, at + 1).reverse());
  return moved;
}
