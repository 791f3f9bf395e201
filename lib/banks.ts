export type Bank = {
  /** The code in use by payment interfaces, and in account numbers (NUBAN) where `checksDigit`. */
  code: string;
  /** The six digits that a transfer's session id begins with (NIBSS). */
  nipCode: string;
  name: string;
  /** What people type for it, beside its name. */
  aliases?: readonly string[];
  /**
   * False where the last digit of an account number proves nothing: wallets whose numbers are phone numbers, and
   * microfinance banks whose code in account numbers is not published.
   */
  checksDigit?: false;
};

/** Nigerian institutions that pay and are paid, by name. */
export const BANKS: readonly Bank[] = [
  {
    code: "120001",
    nipCode: "120001",
    name: "9PSB",
    aliases: ["9 payment service bank"],
    checksDigit: false,
  },
  { code: "044", nipCode: "000014", name: "Access Bank" },
  { code: "565", nipCode: "100026", name: "Carbon", checksDigit: false },
  { code: "023", nipCode: "000009", name: "Citibank" },
  { code: "050", nipCode: "000010", name: "Ecobank" },
  { code: "51318", nipCode: "090551", name: "FairMoney" },
  { code: "214", nipCode: "000003", name: "FCMB", aliases: ["first city monument bank"] },
  { code: "070", nipCode: "000007", name: "Fidelity Bank" },
  { code: "011", nipCode: "000016", name: "First Bank", aliases: ["fbn"] },
  { code: "103", nipCode: "000027", name: "Globus Bank" },
  { code: "058", nipCode: "000013", name: "GTBank", aliases: ["gtb", "guaranty trust bank"] },
  { code: "120002", nipCode: "120002", name: "Hope PSB", checksDigit: false },
  { code: "301", nipCode: "000006", name: "Jaiz Bank" },
  { code: "082", nipCode: "000002", name: "Keystone Bank" },
  { code: "50211", nipCode: "090267", name: "Kuda" },
  { code: "303", nipCode: "000029", name: "Lotus Bank" },
  { code: "120003", nipCode: "120003", name: "MoMo PSB", aliases: ["mtn"], checksDigit: false },
  { code: "50515", nipCode: "090405", name: "Moniepoint" },
  { code: "999992", nipCode: "100004", name: "OPay", aliases: ["paycom"], checksDigit: false },
  { code: "107", nipCode: "000036", name: "Optimus Bank" },
  { code: "100002", nipCode: "100002", name: "Paga", checksDigit: false },
  { code: "999991", nipCode: "100033", name: "PalmPay", checksDigit: false },
  { code: "104", nipCode: "000030", name: "Parallex Bank" },
  { code: "076", nipCode: "000008", name: "Polaris Bank", aliases: ["skye bank"] },
  { code: "105", nipCode: "000031", name: "PremiumTrust Bank" },
  { code: "101", nipCode: "000023", name: "Providus Bank" },
  { code: "125", nipCode: "090175", name: "Rubies", checksDigit: false },
  { code: "106", nipCode: "000034", name: "Signature Bank" },
  { code: "120004", nipCode: "120004", name: "SmartCash PSB", aliases: ["airtel"], checksDigit: false },
  { code: "51310", nipCode: "090325", name: "Sparkle" },
  { code: "221", nipCode: "000012", name: "Stanbic IBTC" },
  { code: "068", nipCode: "000021", name: "Standard Chartered" },
  { code: "232", nipCode: "000001", name: "Sterling Bank" },
  { code: "100", nipCode: "000022", name: "SunTrust Bank" },
  { code: "302", nipCode: "000026", name: "TAJBank" },
  { code: "102", nipCode: "000025", name: "Titan Trust Bank" },
  { code: "033", nipCode: "000004", name: "UBA", aliases: ["united bank for africa"] },
  { code: "032", nipCode: "000018", name: "Union Bank" },
  { code: "215", nipCode: "000011", name: "Unity Bank" },
  { code: "566", nipCode: "090110", name: "VFD", aliases: ["v bank", "vbank"], checksDigit: false },
  { code: "035", nipCode: "000017", name: "Wema Bank (ALAT)" },
  { code: "057", nipCode: "000015", name: "Zenith Bank" },
];

const byCode = new Map(BANKS.map((bank) => [bank.code, bank]));

/** The institution of a code, or undefined for one that is not in the list. */
export function findBank(code: string): Bank | undefined {
  return byCode.get(code);
}

/**
 * The banks that what is typed may mean, the likeliest first: names that begin with it, then any word that does, then
 * codes. Nothing typed means all of them.
 */
export function searchBanks(typed: string): readonly Bank[] {
  const wanted = plain(typed);
  if (wanted === "") return BANKS;
  return BANKS.map((bank) => ({ bank, rank: rankOf(bank, wanted) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ bank }) => bank);
}

function rankOf({ name, code, aliases = [] }: Bank, wanted: string): number {
  const names = [name, ...aliases].map(plain);
  if (names.some((one) => one.startsWith(wanted) || one.replaceAll(" ", "").startsWith(wanted))) return 0;
  if (names.some((one) => one.split(" ").some((word) => word.startsWith(wanted)))) return 1;
  return code.startsWith(wanted) ? 2 : 3;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
