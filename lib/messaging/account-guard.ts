import { normalizePhone } from "@/lib/phone";
import { withPlainDigits } from "./plain-digits";

const ACCOUNT_DIGITS = 10;

/** A group of digits and where it stands. */
type Group = { digits: string; at: number; end: number };

const SIZE_STEP_MAX = 4;

/** Groups with only a few signs between them, as people split a long number. */
const GAP = /^[^\p{L}\p{N}]{1,4}$/u;

/** Where money can be sent to a phone number: with such a word beside it, a phone number is an account. */
const PAYS_TO_PHONE =
  /\b(?:o\s?pay|palm\s?pay|paga|momo|smart\s?cash|9\s?psb|moniepoint|kuda|wallet|acc(?:oun)?t|acct|a\/c|aza)\b/iu;

/** What looks like a long number when it stands together, and is none: round prices, order references, dates, times. */
const HARMLESS = [
  /(?<![\d,.])[1-9]\d{0,2}(?:,\d{3})*,\d00(?:\.\d{2})?(?![\d,]*\d)/gu,
  /(?<![\d,.])[1-9]\d{0,4}00(?!\d|[,.]\d)/gu,
  /\bTG[\s-]?\d{4,5}\b/giu,
  /\b(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:20)?\d\d\b/gu,
  /\b20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b/gu,
  /\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b/gu,
];

/**
 * Whether a text names an account number that is none of `ownAccounts` (P7.5). Nigerian account numbers have ten digits (CBN
 * NUBAN), here however they are split or written. A phone number, an order's reference, prices, dates and lists of sizes are
 * not taken for one, unless a word about accounts stands beside the phone number: wallets use those. In doubt it is one.
 */
export function foreignAccountIn(text: string, ownAccounts: readonly string[]): boolean {
  const plain = withPlainDigits(text);
  const takesPhones = PAYS_TO_PHONE.test(plain);
  const harmless = HARMLESS.flatMap((shape) => [...plain.matchAll(shape)]).map((found) => ({
    at: found.index,
    end: found.index + found[0].length,
  }));
  const isHarmless = (group: Group) => harmless.some((span) => span.at <= group.at && group.end <= span.end);
  return runsOf(plain).some((run) => {
    const phones = phonesIn(run, plain);
    if (takesPhones && phones.some(({ number }) => !ownAccounts.includes(number.slice(-ACCOUNT_DIGITS))))
      return true;
    return stretchesOf(run, (digits) => digits.length === ACCOUNT_DIGITS).some(
      ({ from, to, digits }) =>
        !ownAccounts.includes(digits) &&
        !phones.some((phone) => phone.from <= from && to <= phone.to) &&
        !run.slice(from, to + 1).every(isHarmless) &&
        !isAscending(run.slice(from, to + 1)),
    );
  });
}

/** The groups of digits of a text, those that stand together in one run. */
function runsOf(plain: string): Group[][] {
  const runs: Group[][] = [];
  for (const match of plain.matchAll(/\d+/gu)) {
    const group = { digits: match[0], at: match.index, end: match.index + match[0].length };
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && GAP.test(plain.slice(last.end, group.at))) run.push(group);
    else runs.push([group]);
  }
  return runs;
}

type Stretch = { from: number; to: number; digits: string };

const STRETCH_DIGITS_MAX = 15;

/** Every stretch of whole groups in a run whose digits together are what is looked for. */
function stretchesOf(run: readonly Group[], isWanted: (digits: string) => boolean): Stretch[] {
  return run.flatMap((_, from) => {
    const found: Stretch[] = [];
    let digits = "";
    for (let to = from; to < run.length && digits.length < STRETCH_DIGITS_MAX; to += 1) {
      digits += run[to]?.digits ?? "";
      if (isWanted(digits)) found.push({ from, to, digits });
    }
    return found;
  });
}

/** Mobile numbers as they are written here (0803…, 234803…, 2340803…), and any country's behind a plus. */
const MOBILE = /^(?:0|234|2340|00234)[789][01]\d{8}$/;

function phonesIn(run: readonly Group[], plain: string): (Stretch & { number: string })[] {
  return stretchesOf(run, (digits) => digits.length > ACCOUNT_DIGITS)
    .filter(
      ({ from, digits }) =>
        MOBILE.test(digits) ||
        (plain[(run[from]?.at ?? 0) - 1] === "+" && normalizePhone(`+${digits}`) !== null),
    )
    .map((stretch) => ({ ...stretch, number: stretch.digits }));
}

/** Sizes: "36 38 40 42 44", each as much more than the one before. */
function isAscending(groups: readonly Group[]): boolean {
  const step = Number(groups[1]?.digits) - Number(groups[0]?.digits);
  return (
    step > 0 &&
    step <= SIZE_STEP_MAX &&
    groups.every(
      ({ digits }, at) =>
        digits.length === 2 && (at === 0 || Number(digits) - Number(groups[at - 1]?.digits) === step),
    )
  );
}
