import { z } from "zod";

/** What the page of the bot's voice speaks with the API. */
export type { PreviewResult } from "./preview/schema";
export type { ProductLines } from "./rules/own-lines";
export type { ChatbotSettings, ChatbotSettingsChange, SavedSettings } from "./settings/schema";

/** Raised when an older stored state can no longer be read as it is; `parseState` then starts afresh. */
const STATE_VERSION = 1;

const wantedItem = z.object({
  productId: z.string(),
  quantity: z.number().int().positive(),
  /** False while only the price was asked: the next product spoken of takes its place. */
  firm: z.boolean(),
});

/** What the bot asked last: a bare answer is understood by it (P6.2). */
const askedSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("details") }),
  z.object({ kind: z.literal("code") }),
  z.object({ kind: z.literal("which_item") }),
  z.object({
    kind: z.literal("which_product"),
    productIds: z.array(z.string()),
    quantity: z.number().int().nullable(),
  }),
  z.object({ kind: z.literal("order_offer"), items: z.array(wantedItem) }),
  z.object({
    kind: z.literal("which_order"),
    purpose: z.enum(["receipt", "confirm", "cancel", "address", "account"]),
    orderIds: z.array(z.string()),
    messageRefs: z.array(z.string()),
    text: z.string().nullable(),
  }),
  z.object({ kind: z.literal("receipt"), orderId: z.string().nullable() }),
  z.object({ kind: z.literal("confirm_address"), orderId: z.string() }),
  z.object({ kind: z.literal("new_address"), orderId: z.string().nullable() }),
  z.object({ kind: z.literal("delivery"), orderId: z.string() }),
  z.object({ kind: z.literal("dispute_words"), orderId: z.string() }),
  z.object({ kind: z.literal("offer"), orderId: z.string(), offerId: z.string() }),
]);

/** What an accepted one-time code sets free. */
const pendingSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("register") }),
  z.object({ kind: z.literal("order") }),
  z.object({ kind: z.literal("change_address"), orderId: z.string(), address: z.string() }),
  z.object({ kind: z.literal("confirm_address"), orderId: z.string(), address: z.string() }),
  z.object({ kind: z.literal("change_phone"), phone: z.string() }),
]);

/** The state of one conversation, JSON only (times are ISO 8601), kept in the conversation's row. */
export const conversationStateSchema = z.object({
  version: z.literal(STATE_VERSION),
  /** Who answers: the bot, or a person who took over (P6.7). */
  mode: z.enum(["bot", "person"]),
  /** The person's last act while `mode` is "person"; the bot is back 30 quiet minutes later. */
  personAt: z.string().nullable(),
  lastActivityAt: z.string().nullable(),
  /** How the buyer writes; null until the first text tells. */
  language: z.enum(["en", "pcm"]).nullable(),
  asked: askedSchema.nullable(),
  /** Answers in a row that did not fit what was asked; 3, then a person. */
  retries: z.number().int().min(0),
  /** Texts in a row that nothing was understood of: the same apology is not made again and again. */
  misunderstood: z.number().int().min(0).default(0),
  /** Facts gathered by the registration that is under way, or null. */
  registration: z
    .object({
      name: z.string().nullable(),
      address: z.string().nullable(),
      phone: z.string().nullable(),
      /** Whether the line on what happens with these facts has been said (P13.6). */
      consentSaid: z.boolean(),
    })
    .nullable(),
  pending: pendingSchema.nullable(),
  /** A code was accepted at this time and no order or change has used it yet. */
  codeAcceptedAt: z.string().nullable(),
  wanted: z.array(wantedItem),
  /** The price named (or only asked to come down) for what is wanted: its order is agreed on before it is paid (P8). */
  bargain: z
    .object({ kobo: z.number().int().nullable(), isEach: z.boolean(), freeDelivery: z.boolean() })
    .nullable()
    .default(null),
  /** The product last spoken of: "e still dey available?" is about it. */
  lastProductId: z.string().nullable(),
  lastOrderId: z.string().nullable(),
  /** Kinds the bot cannot use and has said so about, once each (P5.9). */
  unsupportedSaid: z.array(z.string()),
  outOfHoursSaidAt: z.string().nullable(),
});

export type ConversationState = z.infer<typeof conversationStateSchema>;
export type Asked = z.infer<typeof askedSchema>;
export type Pending = z.infer<typeof pendingSchema>;
export type WantedItem = z.infer<typeof wantedItem>;

/** The state of a conversation in which nothing has been said. */
export function freshState(): ConversationState {
  return {
    version: STATE_VERSION,
    mode: "bot",
    personAt: null,
    lastActivityAt: null,
    language: null,
    asked: null,
    retries: 0,
    misunderstood: 0,
    registration: null,
    pending: null,
    codeAcceptedAt: null,
    wanted: [],
    bargain: null,
    lastProductId: null,
    lastOrderId: null,
    unsupportedSaid: [],
    outOfHoursSaidAt: null,
  };
}

/** Reads a stored state; what is missing, of another version or damaged gives a fresh one, never an error. */
export function parseState(stored: unknown): ConversationState {
  const parsed = conversationStateSchema.safeParse(stored);
  return parsed.success ? parsed.data : freshState();
}

/** Products the state speaks of: the caller loads them among the candidates of the next turn. */
export function productIdsInState(state: ConversationState): string[] {
  const asked = state.asked;
  const ids = [
    ...state.wanted.map((item) => item.productId),
    ...(state.lastProductId ? [state.lastProductId] : []),
    ...(asked?.kind === "which_product" ? asked.productIds : []),
    ...(asked?.kind === "order_offer" ? asked.items.map((item) => item.productId) : []),
  ];
  return [...new Set(ids)];
}
