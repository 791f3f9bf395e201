const NAIRA = "\u20a6";

/** Kobo as people write it: `₦12,500` when whole, else `₦12,500.50`. Takes whole kobo (P17.5). */
export function formatNaira(kobo: number): string {
  const sign = kobo < 0 ? "-" : "";
  const whole = Math.floor(Math.abs(kobo) / 100);
  const rest = Math.abs(kobo) % 100;
  const naira = whole.toLocaleString("en-NG");
  return `${sign}${NAIRA}${naira}${rest === 0 ? "" : `.${String(rest).padStart(2, "0")}`}`;
}

/** Kobo with both decimals always shown: `₦12,500.00`, for documents and tables. */
export function formatNairaExact(kobo: number): string {
  const text = formatNaira(kobo);
  return text.includes(".") ? text : `${text}.00`;
}

const AMOUNT =
  /^(?:₦|ngn|n|#|=n=)?\s*(\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.(\d{1,2}))?\s*(k|m|mil|million|thousand)?\s*(?:naira|ngn)?$/i;
const FRACTION = /^(?:₦|ngn|n|#|=n=)?\s*(\d+)\.(\d+)\s*(k|m|mil|million|thousand)\s*(?:naira|ngn)?$/i;

/**
 * An amount as it is typed in chat ("12,500", "₦12500.00", "15k", "1.15m", "N1150000"), in kobo.
 * Gives null for anything else, for zero and for more than ten billion naira.
 */
export function parseNaira(text: string): number | null {
  const trimmed = text.trim();
  const scaled = FRACTION.exec(trimmed);
  const plain = scaled ? null : AMOUNT.exec(trimmed);
  if (!scaled && !plain) return null;
  const kobo = scaled ? scaledKobo(scaled) : plainKobo(plain as RegExpExecArray);
  return Number.isSafeInteger(kobo) && kobo > 0 && kobo <= 1_000_000_000_000 ? kobo : null;
}

function scaledKobo([, whole = "", fraction = "", unit = ""]: RegExpExecArray): number {
  const digits = BigInt(whole + fraction) * BigInt(100 * unitFactor(unit));
  const divisor = 10n ** BigInt(fraction.length);
  return digits % divisor === 0n ? Number(digits / divisor) : Number.NaN;
}

function plainKobo([, whole = "", decimals = "", unit]: RegExpExecArray): number {
  const naira = Number(whole.replace(/[, ]/g, ""));
  return naira * 100 * unitFactor(unit ?? "") + Number(decimals.padEnd(2, "0"));
}

function unitFactor(unit: string): number {
  const lower = unit.toLowerCase();
  if (lower === "k" || lower === "thousand") return 1_000;
  return lower === "" ? 1 : 1_000_000;
}
