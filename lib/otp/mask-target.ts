import { maskEmail, maskPhone } from "@/lib/phone";
import type { Target } from "./rules";

const MASKS: Record<string, (value: string) => string> = {
  phone: maskPhone,
  email: maskEmail,
  account_number: (value) => `***${value.slice(-4)}`,
};

/** A target as it may be kept and told: what names a person or an account is hidden but for its end. */
export function maskTarget(target: Target): Target {
  return Object.fromEntries(
    Object.entries(target).map(([name, value]) => {
      const mask = Object.hasOwn(MASKS, name) ? MASKS[name] : undefined;
      return [name, mask && typeof value === "string" ? mask(value) : value];
    }),
  );
}
