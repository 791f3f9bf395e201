"use client";

import { type FormEvent, useState } from "react";
import { formatNaira } from "@/lib/money";
import {
  type NegotiationView,
  previewPrice,
  type QuickActionInput,
  type TypedNaira,
  typedNaira,
} from "@/lib/negotiation/schema";
import { negotiationWords } from "@/lib/words/en/negotiation";
import { buyersOpen, isFreeNow } from "./price-facts";

export type PriceAction = "confirm_price" | "counter_offer" | "ask_ceo";

type Options = {
  action: PriceAction;
  negotiation: NegotiationView;
  onSend: (action: QuickActionInput) => void;
  onAskInstead: () => void;
};

/** A price while it is typed: what it comes to, and whether only the owner can allow it. */
export function usePriceForm({ action, negotiation, onSend, onAskInstead }: Options) {
  const [typed, type] = useState(() => prefilled(action, negotiation));
  const [isPiece, setPiece] = useState(false);
  const [isFree, setFree] = useState(() => isFreeNow(negotiation));
  const [notes, setNotes] = useState("");
  const [wasWrong, setWrong] = useState(false);
  const amount = typedNaira(typed);
  const kobo = typeof amount === "object" ? amount.kobo : null;
  const named = kobo === null ? {} : isPiece ? { unitPriceKobo: kobo } : { amountKobo: kobo };
  const result = previewPrice(negotiation, { ...named, freeDelivery: isFree });
  const needsOwner = action !== "ask_ceo" && result?.isBelow === true;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (needsOwner) return onAskInstead();
    if (kobo === null || result === null) return setWrong(true);
    const word = action === "ask_ceo" ? notes.trim() : "";
    onSend({
      quick_action: action,
      ...(isPiece ? { unit_price_kobo: kobo } : { amount_kobo: kobo }),
      free_delivery: isFree,
      ...(word ? { notes: word } : {}),
    });
  };
  const setTyped = (text: string) => {
    type(text);
    setWrong(false);
  };
  const wrong = wasWrong && result === null ? sayWrong(amount) : undefined;
  return {
    typed,
    setTyped,
    isPiece,
    setPiece,
    isFree,
    setFree,
    notes,
    setNotes,
    result,
    needsOwner,
    wrong,
    submit,
  };
}

/** What is wrong with an amount that is none; a plain one that this order cannot have asks for another. */
function sayWrong(amount: TypedNaira): string {
  return negotiationWords.sheet.wrong[typeof amount === "object" ? "nothing" : amount];
}

/** The buyer's open price, else the one that stands; a counter-offer begins empty. */
function prefilled(action: PriceAction, negotiation: NegotiationView): string {
  if (action === "counter_offer") return "";
  const kobo = buyersOpen(negotiation)?.total_kobo ?? negotiation.total_kobo;
  return formatNaira(kobo).slice(1);
}
