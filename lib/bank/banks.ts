/**
 * Nigerian institutions that pay and are paid. `code` is the code used in account numbers (NUBAN) and by payment
 * interfaces; `nipCode` is the six-digit prefix of a transfer's session id (NIBSS). Institutions whose `code` is not
 * published reliably are left out: an account number could not be checked against them.
 */
export const BANKS = [
  { code: "044", nipCode: "000014", name: "Access Bank" },
  { code: "050", nipCode: "000010", name: "Ecobank" },
  { code: "070", nipCode: "000007", name: "Fidelity Bank" },
  { code: "011", nipCode: "000016", name: "First Bank" },
  { code: "214", nipCode: "000003", name: "FCMB" },
  { code: "058", nipCode: "000013", name: "GTBank" },
  { code: "301", nipCode: "000006", name: "Jaiz Bank" },
  { code: "082", nipCode: "000002", name: "Keystone Bank" },
  { code: "50211", nipCode: "090267", name: "Kuda" },
  { code: "50515", nipCode: "090405", name: "Moniepoint" },
  { code: "999992", nipCode: "100004", name: "OPay" },
  { code: "999991", nipCode: "100033", name: "PalmPay" },
  { code: "076", nipCode: "000008", name: "Polaris Bank" },
  { code: "101", nipCode: "000023", name: "Providus Bank" },
  { code: "51310", nipCode: "090325", name: "Sparkle" },
  { code: "221", nipCode: "000012", name: "Stanbic IBTC" },
  { code: "232", nipCode: "000001", name: "Sterling Bank" },
  { code: "032", nipCode: "000018", name: "Union Bank" },
  { code: "033", nipCode: "000004", name: "UBA" },
  { code: "215", nipCode: "000011", name: "Unity Bank" },
  { code: "035", nipCode: "000017", name: "Wema Bank (ALAT)" },
  { code: "057", nipCode: "000015", name: "Zenith Bank" },
] as const;
