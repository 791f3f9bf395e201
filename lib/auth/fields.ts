import { z } from "zod";
import { normalizePhone, whyNoPhone } from "@/lib/phone";
import { normalizeEmail } from "./rules";

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** A name as people write it: no control or direction characters, spaces folded. */
export const personName = z
  .string()
  .transform((text) => text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/g, " ").trim())
  .pipe(z.string().min(1, "is needed").max(100, "is too long"));

/** An address in its one form. */
export const email = normalized(normalizeEmail, "does not look like an email address");
/** A mobile number as E.164. */
export const phone = normalized((text) => normalizePhone(text), whyNoPhone);

type Message = string | ((text: string) => string);

function normalized(read: (text: string) => string | null, message: Message) {
  return z.string().max(300).transform(orIssue(read, message));
}

/** A transformation that says `message` where `read` finds nothing. */
export function orIssue<T>(read: (text: string) => T | null, message: Message) {
  return (text: string, context: z.RefinementCtx): T => {
    const value = read(text);
    if (value !== null) return value;
    context.addIssue({ code: "custom", message: typeof message === "string" ? message : message(text) });
    return z.NEVER;
  };
}
