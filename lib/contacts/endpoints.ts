import { auditPage } from "@/lib/audit/schema";
import { listQuery } from "@/lib/cursor";
import { endpoint } from "@/lib/endpoint";
import { contactChange, contactFilter, contactPage, contactView } from "./schema";

export const listContactsEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/contacts",
  summary: "Search the people who talk to the business, the one seen last first",
  description:
    "`q` looks for the beginnings of names, phones in any form, handles and emails; each word must fit. A page may be short, or empty, and still have a next one.",
  auth: "ceo",
  query: contactFilter,
  data: contactPage,
});

export const getContactEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/contacts/{id}",
  summary: "Read one contact in full",
  description: "The reading is written into the audit log, at most once in ten minutes.",
  auth: "ceo",
  data: contactView,
});

export const changeContactEndpoint = endpoint({
  method: "PATCH",
  path: "/api/ceo/contacts/{id}",
  summary: "Correct a contact's name or email",
  description: "409 `email_taken` when another contact of the business has the email.",
  auth: "ceo",
  body: contactChange,
  data: contactView,
});

export const contactLogEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/contacts/{id}/audit-log",
  summary: "Who looked at a contact, and what happened with them",
  auth: "ceo",
  query: listQuery.omit({ q: true }),
  data: auditPage,
});
