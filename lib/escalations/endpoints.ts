import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { decisionInput, decisionResult, escalationFilter, escalationView } from "./schema";

export const listEscalationsEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/escalations",
  summary: "List escalations, the newest first",
  auth: "ceo",
  query: escalationFilter,
  data: z.object({ items: z.array(escalationView), next_cursor: z.string().nullable() }),
});

export const getEscalationEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/escalations/{id}",
  summary: "Read one escalation",
  auth: "ceo",
  data: escalationView,
});

export const decideEscalationEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/escalations/{id}/decision",
  summary: "Approve or reject an escalated order, with a code",
  description:
    "The code is asked for with purpose `escalation.approve` or `escalation.reject` and the escalation as target. It is void once the order's amount, beneficiary or receipts change. Approve needs `credit_seen: true`.",
  auth: "ceo",
  body: decisionInput,
  data: decisionResult,
  sensitive: "escalation.approve, escalation.reject",
});
