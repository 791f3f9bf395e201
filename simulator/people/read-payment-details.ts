/** What a business asked a buyer to pay, as far as its message says it. */
export interface PaymentDetails {
  amountKobo?: number;
  account?: string;
  name?: string;
  bank?: string;
  reference?: string;
}

const NAIRA = /(?:₦|NGN|\bN)\s?(\d[\d,]*)(?:\.(\d{2}))?/g;

/** Reads amount, account, name, bank and reference from a message, written as lines or as `Bank | Account | Name | …`. */
export function readPaymentDetails(text: string): PaymentDetails {
  const plain = text.replace(/[*_~`]/g, "");
  const pieces = plain.split(/[|\n]/).map((piece) => piece.trim());
  const place = pieces.findIndex((piece) => /(^|\D)\d{10}(\D|$)/.test(piece));
  const account = /(?:^|\D)(\d{10})(?:\D|$)/.exec(pieces[place] ?? "")?.[1];
  const inOneLine = plain
    .split("\n")
    .some((line) => line.includes("|") && account !== undefined && line.includes(account));
  return {
    amountKobo: amountOf(pieces),
    account,
    name:
      labelled(pieces, /^(?:account )?name$|^beneficiary$/i) ?? (inOneLine ? pieces[place + 1] : undefined),
    bank: labelled(pieces, /^bank(?: name)?$/i) ?? (inOneLine ? pieces[place - 1] : undefined),
    reference: /\bTG-[A-Z0-9]+(?:-[A-Z0-9]+)*/.exec(plain)?.[0],
  };
}

/** The amount on a line that says so, else the largest one: prices of single things are smaller than the sum. */
function amountOf(pieces: string[]): number | undefined {
  const labelledPieces = pieces.filter((piece) => /amount|total|pay/i.test(piece));
  const amounts = (from: string[]) =>
    from
      .flatMap((piece) => [...piece.matchAll(NAIRA)])
      .map((match) => {
        return Number((match[1] ?? "0").replaceAll(",", "")) * 100 + Number(match[2] ?? 0);
      });
  const found = amounts(labelledPieces);
  const all = found.length > 0 ? found : amounts(pieces);
  return all.length > 0 ? Math.max(...all) : undefined;
}

function labelled(pieces: string[], label: RegExp): string | undefined {
  for (const piece of pieces) {
    const [, key, value] = /^([^:]{2,24}):\s*(.+)$/.exec(piece) ?? [];
    const bareKey = key?.replace(/^[^\p{L}]+/u, "").trim();
    if (bareKey && value && label.test(bareKey)) return value.trim();
  }
  return undefined;
}
