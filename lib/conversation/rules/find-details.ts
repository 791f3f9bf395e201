import { normalizePhone } from "@/lib/phone";
import { FILLERS, NUMBER_WORDS } from "../language/lexicons";
import { cleanAddress, cleanName, hasMarkup, stripInvisible } from "./clean-text";
import { wordsOf } from "./fold-text";

export type Detail = "name" | "address" | "phone";

export interface FoundDetails {
  name?: string;
  address?: string;
  phone?: string;
  /** Something was given that no name or address can hold: markup or a link. */
  refused: boolean;
}

const PHONE = /(?:\+|\b)[\doO][\doO\s().-]{8,17}\d\b/g;
const PHONE_LABEL =
  /(?:\b(?:and\s+)?(?:my\s+)?(?:phone|number|whatsapp|tel|mobile)(?:\s+number)?\s*(?:is|na|be|[:=-])?)\s*$/i;
const NAME_LABEL =
  /(?:\bmy\s+(?:full\s+)?names?\s+(?:is|na|be|are)|\bnames?\s*(?:[:=]|-\s|\bna\b|\bis\b)|\bi\s*am\b|\bi['’]m\b|\bcall\s+me\b|\bthis\s+is\b|\bit['’]?s\b)\s*/i;
const ADDRESS_LABEL =
  /(?:\b(?:my\s+)?(?:new\s+)?(?:delivery\s+)?address\s*(?:is\b|na\b|be\b|to\b|[:=]|-\s)|\bdeliver(?:\s+(?:it|am|to me))?\s+(?:to|at)\b|\b(?:send|bring|carry)\s+(?:am|it)\s+(?:come|go|to)\b|\bship\s+(?:it\s+)?to\b|\bi\s+(?:live|stay|dey\s+stay|dey)\s+(?:at|for|in)\b)\s*/i;
const PLACE =
  /\b(?:street|str?|road|rd|avenue|ave|close|crescent|cres|lane|way|drive|estate|junction|bus\s?stop|market|plaza|house|flat|block|plot|phase|gra|off|opposite|opp|beside|behind|lagos|ikeja|lekki|ajah|surulere|yaba|ikorodu|abuja|ibadan|oshodi|festac|apapa|mushin|ikoyi|vi|victoria\s+island|gbagada|maryland|magodo|ogba|agege|egbeda|isolo|ojota|ketu|berger|sango|badagry|epe|port\s?harcourt|ph|enugu|kano|kaduna|benin|warri|owerri|aba|onitsha|abeokuta|jos|uyo|calabar)\b/i;
/** Words that say something; no name holds them. */
const NO_NAME = new Set(
  (
    "i we you u una my your dey wan want wanna buy pay send get need make how wetin what when why can cant could please pls abeg " +
    "dont cannot much discount not dozen pieces"
  ).split(" "),
);
const NUMBER_FIRST = /^(?:no\.?|number|num|plot|block|flat|house|suite|shop|km)?\s*\d/i;

/** Whether a text is clearly an address: a number and a word of places, and no question. */
export function looksLikeAddress(text: string): boolean {
  return /\d/.test(text) && PLACE.test(text) && !text.includes("?") && text.length <= 260;
}

/** Whether a bare text can be an address at all: several words, a number, comma or word of places, and no question. */
export function mayBeAddress(text: string): boolean {
  return (/[\d,]/.test(text) || PLACE.test(text)) && !text.includes("?") && /\S[ ,\n]+\S/.test(text.trim());
}

/** Whether a text of several words names a place, numbered or not: "Opposite First Bank, Ikeja". */
export function soundsLikePlace(text: string): boolean {
  return PLACE.test(text) && /\S[ ,]+\S/.test(text.trim()) && !text.includes("?") && text.length <= 260;
}

/**
 * The facts about a person in one text, of those still `wanted`: "Chinedu, 123 Lagos St, Ikeja" fills two. Labelled
 * facts ("my name na …") are found whether wanted or not; bare ones only fill what is wanted.
 */
export function findDetails(text: string, wanted: ReadonlySet<Detail>): FoundDetails {
  const typed = stripInvisible(text).trim();
  if (hasMarkup(typed)) return { refused: true };
  const found: FoundDetails = { refused: false };
  const rest = takeLabelled(takePhone(typed, found), found);
  const bare = rest.replace(/^[\s,.;:-]+|[\s,;:-]+$/g, "");
  if (bare !== "") takeBare(bare, wanted, found);
  return found;
}

/** A text without the phone number, name and address that are introduced in it: "12 Allen Avenue" counts no goods. */
export function withoutDetails(text: string): string {
  const found: FoundDetails = { refused: false };
  return takeLabelled(takePhone(stripInvisible(text).trim(), found), found);
}

/** The first phone number in a text, in E.164, or null. */
export function phoneIn(text: string): string | null {
  const found: FoundDetails = { refused: false };
  takePhone(text, found);
  return found.phone ?? null;
}

function takePhone(text: string, found: FoundDetails): string {
  for (const match of text.matchAll(PHONE)) {
    const phone = normalizePhone(match[0].trim());
    if (!phone) continue;
    found.phone = phone;
    const before = text.slice(0, match.index).replace(PHONE_LABEL, "");
    return `${before.replace(/[\s,;]+$/, "")}\n${text.slice(match.index + match[0].length)}`.trim();
  }
  return text;
}

function takeLabelled(text: string, found: FoundDetails): string {
  let rest = text;
  const address = ADDRESS_LABEL.exec(rest);
  if (address) {
    const after = rest.slice(address.index + address[0].length);
    const cut = NAME_LABEL.exec(after)?.index ?? after.length;
    const clean = cleanAddress(after.slice(0, cut).replace(/[\s,.]*(?:\band\b)?[\s,.]*$/i, ""));
    if (clean) {
      found.address = clean;
      rest = `${rest.slice(0, address.index).replace(/\s+and\s*$/i, "")}\n${after.slice(cut)}`.trim();
    }
  }
  const name = NAME_LABEL.exec(rest);
  if (!name) return rest;
  const after = rest.slice(name.index + name[0].length);
  const said = /^[^,;.\n\d]*/.exec(after)?.[0].replace(/\s+(?:and|number|phone)\b.*$/i, "") ?? "";
  const clean = cleanName(said);
  if (!clean) return rest;
  found.name = clean;
  return `${rest.slice(0, name.index)}\n${after.slice(said.length)}`
    .replace(/^\s*(?:no|sorry|hi|hello)\b[\s,.]*/i, "")
    .trim();
}

function takeBare(text: string, wanted: ReadonlySet<Detail>, found: FoundDetails): void {
  const needsName = wanted.has("name") && !found.name;
  const needsAddress = wanted.has("address") && !found.address;
  if (needsName && needsAddress) takeBoth(text, found);
  else if (needsName && looksLikeAddress(text) && startsWithName(text)) takeBoth(text, found);
  else if (needsName) {
    const name = cleanName(text.split(/[,;\n]/)[0] ?? "");
    if (name && !looksLikeAddress(text) && !isSmallTalk(name)) found.name = name;
  } else if (needsAddress) {
    const address = cleanAddress(text);
    if (address && mayBeAddress(text) && !isNoPlace(text)) found.address = address;
  }
}

/** "Uche, 7 Ogui Road, Enugu" where only the name was to be told: the address is told anew. */
function startsWithName(text: string): boolean {
  const [first = "", ...others] = text.split(/[,;\n]/);
  return others.length > 0 && !/\d/.test(first) && !PLACE.test(first);
}

function takeBoth(text: string, found: FoundDetails): void {
  const [first = "", ...others] = text.split(/\s*[,;\n]+\s*/).filter((part) => part !== "");
  const glued =
    /^([\p{L} .'’-]{2,60}?)\s+((?:no\.?\s*|number\s+|plot\s+|block\s+|flat\s+|house\s+)?\d.*)$/isu.exec(
      first,
    );
  if (NUMBER_FIRST.test(first) || (others.length === 0 && !glued && PLACE.test(first))) {
    assign(found, null, text);
  } else if (glued) {
    assign(found, glued[1] ?? null, [glued[2], ...others].join(", "));
  } else {
    assign(found, first, others.join(", "));
  }
}

/** "I want it" is three words and no name; no more are "I go pay" and "how far una". */
function isSmallTalk(text: string): boolean {
  const words = wordsOf(text);
  return (
    words.some((word) => NO_NAME.has(word)) || words.every((word) => isFiller(word) || NUMBER_WORDS.has(word))
  );
}

function assign(found: FoundDetails, name: string | null, address: string): void {
  const cleanedName = name === null ? null : cleanName(name);
  const cleanedAddress = address === "" ? null : cleanAddress(address);
  if (cleanedName && !isSmallTalk(cleanedName)) found.name = cleanedName;
  // What follows words that are no name ("I want it, before Friday") must be clearly a place.
  const isName = name === null || (cleanedName && !isSmallTalk(cleanedName));
  if (!isName && !PLACE.test(address)) return;
  if (cleanedAddress && !isNoPlace(cleanedAddress)) found.address = cleanedAddress;
}

/** "5 of them" has a number and no place, "my phone is 0802" neither. */
function isNoPlace(text: string): boolean {
  if (/\bmy\s+(?:phone|number|whatsapp|tel|mobile)\b/i.test(text)) return true;
  return wordsOf(text).every((word) => /^\d+$/.test(word) || isFiller(word) || NUMBER_WORDS.has(word));
}

/** "hellooo" is drawn out, and the same word. */
function isFiller(word: string): boolean {
  return FILLERS.has(word) || FILLERS.has(word.replace(/(\p{L})\1+$/u, "$1"));
}
