import { AUDIT_ACTIONS, type AuditAction } from "../actions";
import type { AuditTopic } from "../schema";

/** What belongs to which topic, by how the action begins. The first that fits counts. */
const BEGINNINGS: readonly (readonly [AuditTopic, readonly string[]])[] = [
  ["looks", ["CONTACT_VIEWED", "CONVERSATION_VIEWED", "FILE_", "AUDIT_"]],
  ["payments", ["RECEIPT_", "UPLOAD_", "ESCALATION_", "BANK_", "THRESHOLD_", "PAYMENT_"]],
  ["orders", ["ORDER_", "OFFER_", "CONFIRMATION_"]],
  [
    "sign_in",
    ["CEO_", "CONTACT_WAY_", "SIGNED_", "SESSION_", "OTP_", "PASSKEY_", "PROFILE_", "RECOVERY_", "PUSH_"],
  ],
  ["shop", ["CHATBOT_", "VENDOR_", "PRODUCT", "CHANNEL_", "META_", "DELIVERY_"]],
  ["buyers", ["BUYER_", "CONTACT_", "CONSENT_", "DATA_", "PERSON_"]],
];

/** The topic a person would look for an action under; `messages` takes what is left: chats, refused webhooks. */
export function topicOf(action: string): AuditTopic {
  const found = BEGINNINGS.find(([, beginnings]) =>
    beginnings.some((beginning) => action.startsWith(beginning)),
  );
  return found?.[0] ?? "messages";
}

/** Every action of a topic. */
export function actionsOf(topic: AuditTopic): AuditAction[] {
  return (Object.keys(AUDIT_ACTIONS) as AuditAction[]).filter((action) => topicOf(action) === topic);
}
