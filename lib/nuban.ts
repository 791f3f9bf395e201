const WEIGHTS = [3, 7, 3, 3, 7, 3, 3, 7, 3, 3, 7, 3, 3, 7, 3] as const;

/**
 * Whether a 10-digit account number fits its bank by the check digit of CBN's NUBAN standard
 * (2020 revision: six-digit institution prefix, weights 3-7-3). Null when the number or code has another
 * shape. A misfit is a warning, never a refusal: wallets such as OPay use phone numbers.
 */
export function fitsNuban(bankCode: string, accountNumber: string): boolean | null {
  if (!/^\d{10}$/.test(accountNumber)) return null;
  const prefix = institutionPrefix(bankCode);
  if (prefix === null) return null;
  const digits = `${prefix}${accountNumber.slice(0, 9)}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return (10 - (sum % 10)) % 10 === Number(accountNumber[9]);
}

function institutionPrefix(bankCode: string): string | null {
  if (/^\d{3}$/.test(bankCode)) return `000${bankCode}`;
  if (/^\d{5}$/.test(bankCode)) return `9${bankCode}`;
  return /^\d{6}$/.test(bankCode) ? bankCode : null;
}
