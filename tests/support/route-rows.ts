/** Things of Ada's business that addresses and bodies name; orders and conversations are Femi's. */
export type Things = Record<
  | "order"
  | "receipt"
  | "escalation"
  | "conversation"
  | "contact"
  | "product"
  | "vendor"
  | "heldMessage"
  | "bankAccount"
  | "channel"
  | "passkey"
  | "session",
  string
>;

export type Row = {
  /** What the address names, in its order. */
  ids?: (keyof Things)[];
  query?: string;
  /** A sound body: what is refused is refused for who asks, never for what is asked. */
  body?: (things: Things) => unknown;
  /** Said when the body, not the address, names a thing of Ada's. */
  names?: true;
  /** A body that is no JSON. */
  raw?: { type: string; bytes: Uint8Array };
  /** Said when only a CEO may, though any member may ask. */
  isForCeo?: true;
  /** What those who may get, where the thing's own state says no. */
  own?: number;
  /** Said when the thing is the owner's own, though members of any role have such things. */
  isAdas?: true;
  /** Said when every vendor of the business may reach the thing, not the one it was given to alone. */
  isShared?: true;
};

const CODE = { challenge_id: "chl_00000000000000000000000000", otp: "000000" };

/**
 * Every way in that wants a session. The test compares this list with the routes of the build: a new route without a row
 * fails it.
 */
export const ROWS: Record<string, Row> = {
  "POST /api/auth/challenges": {
    isForCeo: true,
    body: ({ escalation }) => ({ purpose: "escalation.approve", target: escalation }),
  },
  "GET /api/auth/membership": {},
  "POST /api/auth/membership": { body: () => ({ ceo_id: "ceo_unknown", role: "CEO" }), own: 404 },
  "GET /api/auth/passkeys": {},
  "POST /api/auth/passkeys": {
    body: () => ({
      name: "Phone",
      credential: {
        id: "AAAA",
        rawId: "AAAA",
        type: "public-key",
        response: { clientDataJSON: "AAAA", attestationObject: "AAAA" },
        clientExtensionResults: {},
      },
    }),
    own: 400,
  },
  "DELETE /api/auth/passkeys": { body: ({ passkey }) => ({ passkey_id: passkey }), names: true },
  "POST /api/auth/passkeys/options": { body: () => ({}) },
  "DELETE /api/auth/passkeys/{passkey_id}": { ids: ["passkey"], own: 404 },
  "GET /api/auth/sessions": {},
  "DELETE /api/auth/sessions": {},
  "DELETE /api/auth/sessions/{session_id}": { ids: ["session"], isAdas: true },
  "POST /api/auth/sign-out": {},
  "POST /api/auth/sign-out-everywhere": {},
  "GET /api/ceo/audit": {},
  "GET /api/ceo/audit/export": { query: "format=json" },
  "GET /api/ceo/audit/verify": {},
  "GET /api/ceo/bank-accounts": {},
  "POST /api/ceo/bank-accounts": {
    body: () => ({ bank_code: "011", account_number: "3047912558", account_name: "ADA FASHION", ...CODE }),
  },
  "DELETE /api/ceo/bank-accounts/{id}": { ids: ["bankAccount"], body: () => CODE },
  "GET /api/ceo/channels": {},
  "GET /api/ceo/channels/{id}": { ids: ["channel"] },
  "DELETE /api/ceo/channels/{id}": { ids: ["channel"], body: () => CODE },
  "POST /api/ceo/channels/{id}/check": { ids: ["channel"] },
  "POST /api/ceo/channels/{id}/test-message": { ids: ["channel"], body: () => ({}) },
  "POST /api/ceo/channels/select": {
    body: () => ({ selection_id: "sel_unknown", external_ids: ["1"] }),
    own: 404,
  },
  "POST /api/ceo/chatbot/preview": { body: () => ({ messages: [{ text: "Hi" }] }) },
  "GET /api/ceo/chatbot/settings": {},
  "PUT /api/ceo/chatbot/settings": { body: () => ({ tone: "casual" }) },
  "GET /api/ceo/contacts": {},
  "GET /api/ceo/contacts/{id}": { ids: ["contact"] },
  "PATCH /api/ceo/contacts/{id}": { ids: ["contact"], body: () => ({ name: "Chinedu" }) },
  "GET /api/ceo/contacts/{id}/audit-log": { ids: ["contact"] },
  "GET /api/ceo/contacts/{id}/messages": { ids: ["contact"] },
  "GET /api/ceo/delivery": {},
  "PUT /api/ceo/delivery": { body: () => ({ fee_kobo: 150_000, days: 3 }) },
  "GET /api/ceo/escalations": {},
  "GET /api/ceo/escalations/{id}": { ids: ["escalation"] },
  "POST /api/ceo/escalations/{id}/decision": {
    ids: ["escalation"],
    body: () => ({ action: "approve", credit_seen: true }),
  },
  "POST /api/ceo/held-messages/{id}/release": { ids: ["heldMessage"] },
  "POST /api/ceo/held-messages/{id}/discard": { ids: ["heldMessage"] },
  "GET /api/ceo/money-settings": {},
  "PUT /api/ceo/money-settings": { body: () => ({ reminder_hours: 6, lapse_hours: 48 }) },
  "PUT /api/ceo/money-settings/threshold": { body: () => ({ escalation_threshold_kobo: 50_000_000 }) },
  "GET /api/ceo/oauth/meta/authorize": { query: "platform=whatsapp" },
  "GET /api/ceo/oauth/meta/callback": { query: "code=none&state=none" },
  "GET /api/ceo/overview": {},
  "GET /api/ceo/profile": {},
  "PATCH /api/ceo/profile": { body: () => ({ name: "Ada" }) },
  "POST /api/ceo/profile/phone": { body: () => ({}) },
  "POST /api/ceo/profile/email": { body: () => CODE },
  "GET /api/ceo/trouble": {},
  "POST /api/ceo/trouble/seen": { body: () => ({ all: true }) },
  "GET /api/ceo/vendors": {},
  "POST /api/ceo/vendors": { body: () => ({ name: "Femi", phone: "+2348030009999" }) },
  "DELETE /api/ceo/vendors/{vendor_id}": { ids: ["vendor"], body: () => CODE },
  "PATCH /api/ceo/vendors/{vendor_id}": { ids: ["vendor"], body: () => ({ status: "active" }) },
  "GET /api/conversations": {},
  "GET /api/conversations/{id}/messages": { ids: ["conversation"] },
  "POST /api/conversations/{id}/messages": { ids: ["conversation"], body: () => ({ text: "Hello" }) },
  "POST /api/conversations/{id}/read": {
    ids: ["conversation"],
    body: () => ({ message_id: "msg_unknown" }),
    own: 404,
  },
  "POST /api/conversations/{id}/take": { ids: ["conversation"] },
  "POST /api/conversations/{id}/hand-back": { ids: ["conversation"] },
  "GET /api/events": {},
  "GET /api/orders": { query: "limit=200" },
  "GET /api/orders/{order_id}": { ids: ["order"] },
  "POST /api/orders/{order_id}/status": { ids: ["order"], body: () => ({ status: "SHIPPED" }) },
  "POST /api/orders/{order_id}/vendor": { ids: ["order"], body: ({ vendor }) => ({ vendor_id: vendor }) },
  "POST /api/orders/{order_id}/dispute": {
    ids: ["order"],
    body: () => ({ action: "settle", note: "Sent again" }),
    own: 409,
  },
  "GET /api/orders/{order_id}/invoice": { ids: ["order"], own: 404 },
  "GET /api/products": {},
  "POST /api/products": { body: () => ({ name: "Wrapper", price_kobo: 500_000 }) },
  "GET /api/products/{id}": { ids: ["product"], isShared: true },
  "PATCH /api/products/{id}": { ids: ["product"], body: () => ({ stock: null }) },
  "DELETE /api/products/{id}": { ids: ["product"] },
  "GET /api/products/{id}/picture": { ids: ["product"], isShared: true, own: 404 },
  "PUT /api/products/{id}/picture": {
    ids: ["product"],
    raw: { type: "image/png", bytes: Buffer.from("no picture") },
    own: 415,
  },
  "DELETE /api/products/{id}/picture": { ids: ["product"] },
  "GET /api/products/export": {},
  "POST /api/products/import": {
    raw: { type: "text/csv", bytes: Buffer.from("name,price\nWrapper,5000\n") },
  },
  "GET /api/vendor/orders/{order_id}/messages": { ids: ["order"] },
  "POST /api/vendor/orders/{order_id}/messages": { ids: ["order"], body: () => ({ text: "Hello" }) },
  "POST /api/vendor/orders/{order_id}/pictures": {
    ids: ["order"],
    raw: { type: "image/jpeg", bytes: new Uint8Array([1, 2, 3]) },
    own: 415,
  },
  "GET /api/messages/{id}/picture": { ids: ["heldMessage"], own: 404 },
  "GET /api/push/settings": {},
  "PUT /api/push/settings": { body: () => ({ quiet_from: "22:00" }) },
  "POST /api/push/subscriptions": {
    body: () => ({ endpoint: "https://push.example.com/a", keys: { p256dh: "AAAA", auth: "AAAA" } }),
    own: 400,
  },
  "DELETE /api/push/subscriptions": { body: () => ({}) },
  "GET /api/receipts/{id}": { ids: ["receipt"] },
  "DELETE /api/receipts/{id}": { ids: ["receipt"], body: () => ({ reason: "Not ours", ...CODE }) },
  "GET /api/receipts/{id}/file": { ids: ["receipt"] },
  "POST /api/vendor/orders/{order_id}/verify": { ids: ["order"], body: () => ({ action: "approve" }) },
  "GET /api/vendor/receipts": { query: "state=waiting" },
};

/** Ways in without a session, each with what stands in its place. */
export const OPEN: Record<string, string> = {
  "GET /api/auth/{nextauth}": "next-auth's own: csrf, session",
  "POST /api/auth/{nextauth}": "next-auth's own: sign-in by a code, sign-out",
  "POST /api/auth/vendor/login": "asks for a code; the same answer for strangers",
  "POST /api/auth/verify-otp": "the code",
  "POST /api/ceo/login": "asks for a code; the same answer for strangers",
  "POST /api/ceo/register": "asks for codes",
  "GET /api/cron/work": "CRON_SECRET",
  "POST /api/cron/work": "CRON_SECRET",
  "POST /api/auth/passkeys/sign-in-options": "a challenge; the same for strangers",
  "POST /api/auth/recovery": "asks for a code; the same answer for strangers",
  "POST /api/auth/recovery/confirm": "the code",
  "DELETE /api/auth/recovery/{recovery_id}": "the stop link's token",
  "POST /api/auth/recovery/{recovery_id}/phone": "the grant that waited a day",
  "POST /api/auth/undo": "the undo link's token",
  "GET /api/health/live": "says nothing of anybody",
  "GET /api/health/ready": "says nothing of anybody",
  "GET /api/integrations/webhook/instagram": "the verify token",
  "POST /api/integrations/webhook/instagram": "the app's signature",
  "GET /api/integrations/webhook/whatsapp": "the verify token",
  "POST /api/integrations/webhook/whatsapp": "the app's signature",
  "POST /api/integrations/meta/data-deletion": "the app's signature",
  "POST /api/integrations/meta/deauthorize": "the app's signature",
  "POST /api/payout-stops/{token}": "the stop link's token",
  "GET /api/metrics": "counts; names nobody",
  "GET /api/openapi.json": "public documentation",
  "PUT /api/uploads/{token}": "the upload link's token",
};
