const NIGERIA = "+234";

/** What stands in the field before anything is typed. */
export const PHONE_START = `${NIGERIA} `;

/**
 * A phone number in groups while it is typed: `0803 123 4567`, `+234 803 123 4567`. The nought of home after the country goes.
 * What is no number stays as it is, for its owner to see.
 */
export function formatPhone(typed: string): string {
  if (/[^\d\s()+.-]/.test(typed)) return typed;
  const digits = typed.replace(/\D/g, "");
  if (digits === "") return typed.trimStart().startsWith("+") ? "+" : "";
  const isInternational = typed.trimStart().startsWith("+") || digits.startsWith("234");
  if (!isInternational) return digits.startsWith("0") ? grouped(digits, [4, 3, 4]) : digits;
  if (!digits.startsWith("234")) return `+${digits}`;
  const local = digits.slice(3).replace(/^0/, "");
  return local === "" ? PHONE_START.trimEnd() : `${NIGERIA} ${grouped(local, [3, 3, 4])}`;
}

/**
 * What the field should hold when the first is typed or pasted into it: behind the country, wherever the cursor was, and in
 * its place where it brings its own.
 */
export function putAfterStart(typed: string): string {
  if (typed === PHONE_START) return typed;
  const isBefore = typed.endsWith(PHONE_START);
  if (!isBefore && !typed.startsWith(PHONE_START)) return typed;
  const given = isBefore ? typed.slice(0, -PHONE_START.length) : typed.slice(PHONE_START.length);
  return given.trimStart().startsWith("+") ? given.trimStart() : PHONE_START + given;
}

/** Whether anything but the country was typed. */
export function isPhoneEmpty(text: string): boolean {
  return !/[^\d\s()+.-]/.test(text) && ["", "234"].includes(text.replace(/\D/g, ""));
}

/** What is beyond the last group stays with it: too long a number is to be seen as one. */
function grouped(digits: string, sizes: readonly number[]): string {
  const groups: string[] = [];
  let at = 0;
  sizes.forEach((size, index) => {
    const end = index === sizes.length - 1 ? digits.length : at + size;
    groups.push(digits.slice(at, end));
    at = end;
  });
  return groups.filter((group) => group !== "").join(" ");
}
