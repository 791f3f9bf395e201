import { findBank } from "./banks";

const WEIGHTS = [3, 7, 3, 3, 7, 3, 3, 7, 3, 3, 7, 3, 3, 7, 3] as const;

/**
 * Whether a 10-digit account number fits its institution by the check digit of CBN's NUBAN standard (2020 revision: a
 * six-digit institution prefix, then the nine digits of the serial, weights 3-7-3). Null when the number or the code has
 * another shape.
 */
export function fitsNuban(bankCode: string, accountNumber: string): boolean | null {
  if (!/^\d{10}$/.test(accountNumber)) return null;
  const prefix = institutionPrefix(bankCode);
  if (prefix === null) return null;
  const digits = `${prefix}${accountNumber.slice(0, 9)}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return (10 - (sum % 10)) % 10 === Number(accountNumber[9]);
}

/**
 * Whether a person should look again before this account is used: its last digit does not fit the bank. A warning, never
 * a refusal, and never for wallets, whose numbers are phone numbers.
 */
export function looksMistyped(bankCode: string, accountNumber: string): boolean {
  if (findBank(bankCode)?.checksDigit === false) return false;
  return fitsNuban(bankCode, accountNumber) === false;
}

function institutionPrefix(bankCode: string): string | null {
  if (/^\d{3}$/.test(bankCode)) return `000${bankCode}`;
  if (/^\d{5}$/.test(bankCode)) return `9${bankCode}`;
  return /^\d{6}$/.test(bankCode) ? bankCode : null;
}
