import type { AccountItem, UnhandledReason, WebhookItem } from "./item";
import { field, idOf, isObject, type JsonObject, listOf, storableJson, textOf } from "./read-json";
import { definedOnly, timeOf } from "./read-values";
import {
  readEcho,
  readMessage,
  readStatus,
  readUserIdUpdate,
  type Surroundings,
  unhandled,
} from "./whatsapp-events";

/** Fields that report on the account, its numbers and templates, and people's marketing preferences. */
const ACCOUNT_FIELDS =
  /^(account_\w+|business_\w+|message_template_\w+|template_\w+|phone_number_\w+|security|user_preferences|payment_configuration_update|partner_solutions)$/;

const SET_ASIDE: Record<string, UnhandledReason> = {
  history: "history",
  smb_app_state_sync: "contacts_sync",
  standby: "standby",
  messaging_handovers: "handover",
  calls: "calls",
  group_lifecycle_update: "group",
  group_participants_update: "group",
  group_settings_update: "group",
  group_status_update: "group",
};

/** Lists inside a change's value, with the reader of one element. */
const LISTS = [
  ["messages", readMessage],
  ["statuses", readStatus],
  ["message_echoes", readEcho],
  ["user_id_update", readUserIdUpdate],
] as const;

/** Everything one POST for object "whatsapp_business_account" says, in the order it says it. */
export function* readWhatsAppBody(body: JsonObject): Generator<WebhookItem> {
  for (const entry of listOf(field(body, "entry"))) {
    const changes = listOf(field(entry, "changes"));
    if (changes.length === 0) yield unhandled("empty", storableJson(entry) ?? null);
    for (const change of changes) yield* readChange(change, entry);
  }
}

function* readChange(change: unknown, entry: unknown): Generator<WebhookItem> {
  const value = field(change, "value");
  const name = textOf(field(change, "field"), 64);
  const around: Surroundings = {
    channelExternalId: idOf(field(field(value, "metadata"), "phone_number_id")),
    contacts: field(value, "contacts"),
    entryTime: timeOf(field(entry, "time")),
  };
  const setAside = name !== undefined && Object.hasOwn(SET_ASIDE, name) ? SET_ASIDE[name] : undefined;
  // The field is asked first: history also carries messages[], which are old and must wake nobody.
  if (setAside !== undefined) return yield whole(setAside, name, value, around);
  if (name !== undefined && ACCOUNT_FIELDS.test(name)) return yield readAccount(name, value, entry, around);
  let found = 0;
  for (const [key, read] of LISTS) {
    for (const element of listOf(field(value, key))) {
      found += 1;
      yield read(element, around);
    }
  }
  if (field(value, "calls") !== undefined) yield whole("calls", name, field(value, "calls"), around);
  else if (found === 0) yield nothingFound(name, value, around);
}

function nothingFound(name: string | undefined, value: unknown, around: Surroundings): WebhookItem {
  if (field(value, "errors") !== undefined) return whole("value_errors", name, value, around);
  const isKnown = name === undefined || name === "messages" || name === "smb_message_echoes";
  return whole(isKnown && isObject(value) ? "empty" : "unknown_field", name, value, around);
}

function whole(
  reason: UnhandledReason,
  name: string | undefined,
  value: unknown,
  around: Surroundings,
): WebhookItem {
  const payload = storableJson(value);
  const why = payload === undefined ? "too_deep" : reason;
  return unhandled(why, payload ?? null, around.channelExternalId, name);
}

function readAccount(name: string, value: unknown, entry: unknown, around: Surroundings): WebhookItem {
  const payload = storableJson(value);
  if (payload === undefined) return unhandled("too_deep", null, around.channelExternalId, name);
  return definedOnly<AccountItem>({
    type: "account",
    platform: "whatsapp",
    field: name,
    wabaId: idOf(field(entry, "id")) ?? null,
    channelExternalId: around.channelExternalId,
    event: textOf(field(value, "event"), 128) ?? textOf(field(value, "decision"), 128),
    at: around.entryTime ?? null,
    payload,
  });
}
