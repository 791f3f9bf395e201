import { AppError } from "@/lib/errors";
import type { Context, Role } from "./context";

/** Who may do what: the one table. `SYSTEM` is the bot and the worker acting for the business. */
const PERMISSIONS = {
  "order.read": ["CEO", "VENDOR", "SYSTEM", "PUBLIC"],
  "order.place": ["SYSTEM"],
  "order.assign": ["CEO"],
  "order.progress": ["CEO", "VENDOR", "SYSTEM"],
  "receipt.read": ["CEO", "VENDOR", "SYSTEM"],
  "receipt.submit": ["SYSTEM"],
  "receipt.upload": ["PUBLIC"],
  "receipt.review": ["CEO", "VENDOR"],
  "receipt.original": ["CEO"],
  "receipt.delete": ["CEO"],
  "escalation.read": ["CEO"],
  "escalation.open": ["CEO", "VENDOR", "SYSTEM"],
  "escalation.decide": ["CEO"],
  "conversation.read": ["CEO", "VENDOR", "SYSTEM"],
  "conversation.answer": ["CEO", "VENDOR", "SYSTEM"],
  "contact.read": ["CEO"],
  "contact.write": ["SYSTEM", "CEO"],
  "trouble.read": ["CEO"],
  "chatbot.preview": ["CEO"],
  "chatbot.read": ["CEO"],
  "chatbot.write": ["CEO"],
  "catalogue.read": ["CEO", "VENDOR", "SYSTEM"],
  "catalogue.write": ["CEO"],
  "audit.read": ["CEO"],
  "audit.export": ["CEO"],
  "overview.read": ["CEO"],
  "bank-account.manage": ["CEO"],
  "bank-account.stop": ["PUBLIC"],
  "money-settings.change": ["CEO"],
  "message.release": ["CEO"],
  "member.manage": ["CEO"],
  "profile.manage": ["CEO"],
  "passkey.manage": ["CEO"],
  "channel.read": ["CEO"],
  "channel.manage": ["CEO"],
  "channel.check": ["CEO", "SYSTEM"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether this role may do this at all; what exactly is seen is decided by the database's policies. */
export function may(ctx: Context, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(ctx.role);
}

/** Throws `forbidden` unless {@link may}. The first line of every verb. */
export function authorize(ctx: Context, permission: Permission): void {
  if (!may(ctx, permission)) throw new AppError("forbidden", "Your role does not allow this.");
}
