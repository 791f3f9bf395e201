import { hearAddressChange } from "./addresses";
import { sendCode } from "./codes";
import { add, type Done, type Draft, phrase, tell } from "./draft";
import { findDetails, withoutDetails } from "./find-details";
import { chooseProducts } from "./match-products";
import type { Understanding } from "./meaning";
import { missingDetails } from "./missing-details";
import { NOTHING_GIVEN, startRegistration, takeDetails } from "./registration";
import { shopFor } from "./shopping";
import { fallBack, greet } from "./small-talk";
import type { MessageEvent } from "./types";
import { hints } from "./understand";

export function hearRegister(draft: Draft): Done {
  const { name, verifiedUntil } = draft.facts.contact;
  const verified = verifiedUntil !== null && verifiedUntil !== undefined && verifiedUntil > draft.now;
  if (name && verified && missingDetails(draft).length === 0)
    return tell(draft, "already_registered", { name });
  startRegistration(draft);
}

export function hearDetails(draft: Draft, message: MessageEvent): Done {
  const text = message.text ?? "";
  const { contact } = draft.facts;
  if (goesOnRegistering(draft, text)) return;
  if (missingDetails(draft).includes("name")) {
    draft.state.pending ??= { kind: "register" };
    draft.state.registration ??= { ...NOTHING_GIVEN };
    draft.state.asked = { kind: "details" };
    if (takeDetails(draft, text)) return;
    return startRegistration(draft);
  }
  const found = findDetails(text, new Set());
  if (!found.name || found.name === contact.name)
    return greet(draft, { intent: "greet", confidence: 1, slots: {}, language: null });
  add(draft, { type: "setContact", name: found.name });
  tell(draft, "details_corrected", {});
}

/** A registration that rests (a person was called) goes on when its facts come after all. */
function goesOnRegistering(draft: Draft, text: string): boolean {
  const { registration, pending } = draft.state;
  const registering = pending?.kind === "register" || pending?.kind === "order";
  if (!registering || registration === null || missingDetails(draft).length === 0) return false;
  draft.state.asked = { kind: "details" };
  return takeDetails(draft, text);
}

export function hearAddress(draft: Draft, message: MessageEvent, understood: Understanding): Done {
  const text = message.text ?? "";
  if (goesOnRegistering(draft, text)) return;
  const goods = chooseProducts(text, draft.facts.catalogue.candidates).kind === "found";
  if (goods && hints(text, "order")) return orderTo(draft, text, understood);
  if (missingDetails(draft).includes("name")) return hearDetails(draft, message);
  hearAddressChange(draft, message, understood);
}

/** A first phone number is noted; another one than the known asks for a fresh code (P6.4). */
export function hearPhone(draft: Draft, message: MessageEvent): Done {
  if (goesOnRegistering(draft, message.text ?? "")) return;
  const { phone } = findDetails(message.text ?? "", new Set(["phone"]));
  const known = draft.facts.contact.phone;
  if (!phone) return fallBack(draft);
  if (!known) add(draft, { type: "setContact", phone });
  if (!known || known === phone) return tell(draft, "phone_saved", {});
  draft.state.pending = { kind: "change_phone", phone };
  sendCode(draft, "phone", phrase(draft, "code_sent_change", { name: draft.facts.contact.name ?? "" }));
}

/** "2 caps, deliver to 7 Bode Thomas": the address is noted first, then the goods are ordered. */
function orderTo(draft: Draft, text: string, understood: Understanding): Done {
  const { address, name } = findDetails(text, new Set());
  if (address && draft.facts.contact.name) add(draft, { type: "setContact", address });
  else if (address) {
    const known = { ...NOTHING_GIVEN, ...draft.state.registration };
    draft.state.registration = { ...known, address, name: name ?? known.name };
  }
  shopFor(draft, withoutDetails(text), understood, { firm: true, priceAsked: false, stockAsked: false });
}
