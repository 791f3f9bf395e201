import { tokenPlaceOf } from "@/lib/connections/candidates";
import { pinPlace } from "@/lib/connections/prepare-asset";
import { outboxPlace } from "@/lib/messaging/queue-message";
import { placeOf } from "@/lib/notices/queue-notice";
import { targetPlace } from "@/lib/push/subscriptions";

/** A column that holds text sealed with ENCRYPTION_KEYS, and how a row tells its place. */
export type SealedColumn = {
  table: string;
  column: string;
  /** The rest of the primary key, beside the tenant. */
  keys: readonly [string, ...string[]];
  /** Whether its rows belong to a business, or to none. */
  scope: "tenant" | "platform";
  place: (ceoId: string, keys: readonly string[]) => string[];
};

/**
 * Every sealed column but the channels' tokens, which may be kept elsewhere (`lib/channels/channel-token.ts`). A test compares
 * this list with the database: a column that is missing here would be lost with its key.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  {
    table: "channel_candidates",
    column: "token_sealed",
    keys: ["selection_id", "external_id"],
    scope: "tenant",
    place: (ceoId, [selectionId = "", externalId = ""]) => tokenPlaceOf({ ceoId }, selectionId, externalId),
  },
  {
    table: "channel_pins",
    column: "pin_sealed",
    keys: ["external_id"],
    scope: "tenant",
    place: (ceoId, [externalId = ""]) => pinPlace(ceoId, externalId),
  },
  {
    table: "outbox",
    column: "sealed",
    keys: ["message_id"],
    scope: "tenant",
    place: (ceoId, [messageId = ""]) => outboxPlace(ceoId, messageId),
  },
  {
    table: "push_subscriptions",
    column: "target_sealed",
    keys: ["id"],
    scope: "tenant",
    place: (ceoId, [id = ""]) => targetPlace(ceoId, id),
  },
  {
    table: "notices",
    column: "recipient_sealed",
    keys: ["id"],
    scope: "platform",
    place: (_, [id = ""]) => placeOf(id, "recipient"),
  },
  {
    table: "notices",
    column: "content_sealed",
    keys: ["id"],
    scope: "platform",
    place: (_, [id = ""]) => placeOf(id, "content"),
  },
];
