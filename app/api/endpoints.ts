import * as analytics from "@/lib/analytics/endpoints";
import * as audit from "@/lib/audit/endpoints";
import * as auth from "@/lib/auth/endpoints";
import * as passkeys from "@/lib/auth/passkeys/endpoints";
import * as profile from "@/lib/auth/profile/endpoints";
import * as recovery from "@/lib/auth/recovery/endpoints";
import * as bank from "@/lib/bank/endpoints";
import * as catalogue from "@/lib/catalogue/endpoints";
import * as channels from "@/lib/channels/endpoints";
import * as connections from "@/lib/connections/endpoints";
import * as contacts from "@/lib/contacts/endpoints";
import * as conversation from "@/lib/conversation/endpoints";
import { type Endpoint, endpoint } from "@/lib/endpoint";
import * as escalations from "@/lib/escalations/endpoints";
import * as health from "@/lib/health/endpoints";
import * as live from "@/lib/live/endpoints";
import * as members from "@/lib/members/endpoints";
import * as messaging from "@/lib/messaging/endpoints";
import * as negotiation from "@/lib/negotiation/endpoints";
import * as orders from "@/lib/orders/endpoints";
import * as push from "@/lib/push/endpoints";
import * as receipts from "@/lib/receipts/endpoints";
import * as trouble from "@/lib/trouble/endpoints";

/** What answers outside the JSON envelope and has no module of its own to be described in. */
const bare = [
  ...(["whatsapp", "instagram"] as const).flatMap((platform) => [
    endpoint({
      method: "GET",
      path: `/api/integrations/webhook/${platform}`,
      summary: `Meta's handshake for ${platform} webhooks`,
      auth: "public",
      answers: "text/plain",
    }),
    endpoint({
      method: "POST",
      path: `/api/integrations/webhook/${platform}`,
      summary: `Meta's ${platform} events, signed`,
      auth: "public",
      answers: "text/plain",
    }),
  ]),
  ...(["GET", "POST"] as const).map((method) =>
    endpoint({
      method,
      path: "/api/auth/{nextauth}",
      summary: "The browser's sign-in: csrf, session, callback/otp, signout",
      auth: "public",
      answers: "application/json",
    }),
  ),
  endpoint({
    method: "GET",
    path: "/api/openapi.json",
    summary: "This document",
    auth: "public",
    answers: "application/json",
  }),
];

/** The links that people without an account are given: pages, and the file that is sent to one. */
export const LINKS: readonly Endpoint[] = [
  endpoint({
    method: "GET",
    path: "/t/{token}",
    summary: "The public page of an order; to its buyer, with the paper",
    auth: "public",
    answers: "text/html",
  }),
  endpoint({
    method: "GET",
    path: "/u/{token}",
    summary: "The page on which a buyer sends a proof of payment",
    auth: "public",
    answers: "text/html",
  }),
  { ...receipts.sendUploadEndpoint, path: "/u/{token}" },
];

const modules: Record<string, unknown>[] = [
  analytics,
  audit,
  auth,
  bank,
  catalogue,
  channels,
  connections,
  contacts,
  conversation,
  escalations,
  health,
  live,
  members,
  messaging,
  negotiation,
  orders,
  passkeys,
  profile,
  push,
  receipts,
  recovery,
  trouble,
];

/** Every way in over HTTP. A test compares it with the routes under app/api. */
export const ENDPOINTS: readonly Endpoint[] = inOrder([
  ...modules.flatMap((module) => Object.values(module)),
  ...bare,
]);

function inOrder(found: unknown[]): Endpoint[] {
  const endpoints = found.flat().filter(isEndpoint);
  const byAddress = new Map(endpoints.map((one) => [`${one.path} ${one.method}`, one]));
  return [...byAddress.values()].sort(
    (a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
  );
}

function isEndpoint(value: unknown): value is Endpoint {
  return (
    typeof value === "object" && value !== null && "method" in value && "path" in value && "auth" in value
  );
}
