import { createHash } from "node:crypto";
import type { IdentityChangeItem, Json, StatusItem, UnhandledReason, WebhookItem } from "./item";
import { field, idOf, isObject, type JsonObject, storableJson, textOf } from "./read-json";
import { definedOnly, errorsOf, phoneOf, timeOf } from "./read-values";
import { readWhatsAppContent } from "./whatsapp-content";
import { personOf } from "./whatsapp-people";

/** Where an event stood: what its neighbours in the same change say about it. */
export type Surroundings = {
  channelExternalId: string | undefined;
  contacts: unknown;
  entryTime: Date | undefined;
};

const STATUSES = new Set(["sent", "delivered", "read", "played", "failed"]);

/** One element of `messages[]`. */
export function readMessage(value: unknown, around: Surroundings): WebhookItem {
  const base = readBase(value, around);
  if ("type" in base) return base;
  const { message, payload, channelExternalId, externalId, at } = base;
  if (field(message, "type") === "system") return readSystemMessage(base, around);
  const from = personOf(field(message, "from"), field(message, "from_user_id"), around.contacts);
  if (from === undefined) return unhandled("no_sender", payload, channelExternalId);
  const errors = errorsOf(field(message, "errors"));
  return definedOnly({
    type: "message" as const,
    platform: "whatsapp" as const,
    channelExternalId,
    externalId,
    from,
    sentAt: at,
    ...readWhatsAppContent(message),
    errors: errors.length > 0 ? errors : undefined,
    payload,
  });
}

/** One element of `message_echoes[]`: the shop's owner typed in her own phone. */
export function readEcho(value: unknown, around: Surroundings): WebhookItem {
  const base = readBase(value, around);
  if ("type" in base) return base;
  const { message, payload, channelExternalId, externalId, at } = base;
  const to = personOf(field(message, "to"), field(message, "to_user_id"), around.contacts);
  if (to === undefined) return unhandled("no_sender", payload, channelExternalId);
  return {
    type: "echo",
    platform: "whatsapp",
    channelExternalId,
    externalId,
    to,
    sentAt: at,
    ...readWhatsAppContent(message),
    payload,
  };
}

/** One element of `statuses[]`. */
export function readStatus(value: unknown, around: Surroundings): WebhookItem {
  const base = readBase(value, around);
  if ("type" in base) return base;
  const { message, payload, channelExternalId, externalId, at } = base;
  if (field(message, "recipient_type") === "group") return unhandled("group", payload, channelExternalId);
  const status = field(message, "status");
  if (typeof status !== "string" || !STATUSES.has(status)) {
    return unhandled("unknown_status", payload, channelExternalId);
  }
  return definedOnly<StatusItem>({
    type: "status",
    platform: "whatsapp",
    channelExternalId,
    externalId,
    status: status as StatusItem["status"],
    at,
    recipient: personOf(field(message, "recipient_id"), field(message, "recipient_user_id"), []) ?? {},
    callbackData: textOf(field(message, "biz_opaque_callback_data"), 512),
    errors: errorsOf(field(message, "errors")),
  });
}

/** One element of `user_id_update[]`: the person's user id was replaced. */
export function readUserIdUpdate(value: unknown, around: Surroundings): WebhookItem {
  const payload = storableJson(value);
  if (payload === undefined) return unhandled("too_deep", null, around.channelExternalId);
  if (around.channelExternalId === undefined) return unhandled("no_channel", payload);
  const ids = field(value, "user_id");
  const from = personOf(field(value, "wa_id"), field(ids, "previous"), []);
  const at = timeOf(field(value, "timestamp")) ?? around.entryTime;
  const newUserId = idOf(field(ids, "current"));
  if (from === undefined || newUserId === undefined || at === undefined) {
    return unhandled("malformed", payload, around.channelExternalId);
  }
  return {
    type: "identity_change",
    platform: "whatsapp",
    channelExternalId: around.channelExternalId,
    externalId: `user_id_update.${digest(from.userId, from.phone, newUserId)}`,
    change: "user_id",
    from,
    newUserId,
    at,
    payload,
  };
}

export function unhandled(
  reason: UnhandledReason,
  payload: Json,
  channelExternalId?: string,
  fieldName?: string,
): WebhookItem {
  return definedOnly({
    type: "unhandled" as const,
    platform: "whatsapp" as const,
    reason,
    field: fieldName,
    channelExternalId,
    payload,
  });
}

type Base = {
  message: JsonObject;
  payload: Json;
  channelExternalId: string;
  externalId: string;
  at: Date;
};

function readBase(value: unknown, around: Surroundings): Base | WebhookItem {
  const payload = storableJson(value);
  const channelExternalId = around.channelExternalId;
  if (payload === undefined) return unhandled("too_deep", null, channelExternalId);
  if (!isObject(value)) return unhandled("malformed", payload, channelExternalId);
  if (channelExternalId === undefined) return unhandled("no_channel", payload);
  if (field(value, "group_id") !== undefined) return unhandled("group", payload, channelExternalId);
  const externalId = idOf(field(value, "id"));
  if (externalId === undefined) return unhandled("no_id", payload, channelExternalId);
  const at = timeOf(field(value, "timestamp")) ?? around.entryTime;
  if (at === undefined) return unhandled("no_time", payload, channelExternalId);
  return { message: value, payload, channelExternalId, externalId, at };
}

const CHANGES: Record<string, IdentityChangeItem["change"]> = {
  user_changed_number: "phone",
  customer_changed_number: "phone",
  user_changed_user_id: "user_id",
  customer_identity_changed: "device",
};

function readSystemMessage(base: Base, around: Surroundings): WebhookItem {
  const { message, payload, channelExternalId, externalId, at } = base;
  const system = field(message, "system");
  const name = textOf(field(system, "type"), 64) ?? "";
  const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
  const from = personOf(field(message, "from"), field(message, "from_user_id"), around.contacts);
  if (change === undefined || from === undefined) {
    return unhandled(change === undefined ? "unknown_event" : "no_sender", payload, channelExternalId);
  }
  return definedOnly<IdentityChangeItem>({
    type: "identity_change",
    platform: "whatsapp",
    channelExternalId,
    externalId,
    change,
    from,
    newPhone: phoneOf(field(system, "wa_id")) ?? phoneOf(field(system, "new_wa_id")),
    newUserId: idOf(field(system, "user_id")),
    at,
    payload,
  });
}

function digest(...parts: (string | undefined)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
