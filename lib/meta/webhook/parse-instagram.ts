import { readInstagramEvent } from "./instagram-events";
import type { UnhandledItem, UnhandledReason, WebhookItem } from "./item";
import { field, idOf, isObject, type JsonObject, listOf, storableJson, textOf } from "./read-json";
import { definedOnly, timeOf } from "./read-values";

/** Change fields whose value is one messaging item, as `messaging[]` would hold it. */
const MESSAGING_FIELDS = new Set([
  "messages",
  "messaging_postbacks",
  "messaging_seen",
  "messaging_referral",
  "message_reactions",
  "message_edit",
]);

/** Everything one POST for object "instagram" says. */
export function* readInstagramBody(body: JsonObject): Generator<WebhookItem> {
  for (const entry of listOf(field(body, "entry"))) {
    // The dashboard's "Test" button sends entry 0 with made-up people.
    if (field(entry, "id") === "0") yield setAside("dashboard_test", entry);
    else yield* readEntry(entry);
  }
}

function* readEntry(entry: unknown): Generator<WebhookItem> {
  const around = { accountId: idOf(field(entry, "id")), entryTime: timeOf(field(entry, "time")) };
  let found = 0;
  for (const item of listOf(field(entry, "messaging"))) {
    found += 1;
    yield readInstagramEvent(item, around);
  }
  for (const item of listOf(field(entry, "standby"))) {
    found += 1;
    yield setAside("standby", item, around.accountId);
  }
  const flattened = field(entry, "field") === undefined ? [] : [entry];
  for (const change of [...listOf(field(entry, "changes")), ...flattened]) {
    found += 1;
    yield readChange(change, around);
  }
  if (found === 0) yield setAside("empty", entry, around.accountId);
}

function readChange(
  change: unknown,
  around: { accountId: string | undefined; entryTime: Date | undefined },
): WebhookItem {
  const name = textOf(field(change, "field"), 64);
  const value = field(change, "value");
  if (name !== undefined && MESSAGING_FIELDS.has(name) && isObject(value)) {
    return readInstagramEvent(value, around);
  }
  const isComment = name === "comments" || name === "live_comments" || name === "mentions";
  return setAside(isComment ? "comment" : "unknown_field", value, around.accountId, name);
}

/** An item kept for the record only. */
function setAside(
  reason: UnhandledReason,
  value: unknown,
  channelExternalId?: string,
  fieldName?: string,
): UnhandledItem {
  const payload = storableJson(value);
  return definedOnly<UnhandledItem>({
    type: "unhandled",
    platform: "instagram",
    reason: payload === undefined ? "too_deep" : reason,
    field: fieldName,
    channelExternalId,
    payload: payload ?? null,
  });
}
