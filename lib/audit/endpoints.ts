import { endpoint } from "@/lib/endpoint";
import { auditPage, auditQuery, auditVerdict, exportQuery } from "./schema";

export const listAuditEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/audit",
  summary: "The audit log, newest first",
  description:
    "`action` matches exactly, `actor` and `subject` take an id or a kind (`subject` an order's reference too), `from` and `to` a day in the business's time zone or a moment, `q` words that must all be found. A search for words looks at 20,000 entries at a time: a page may be empty and still have a `next_cursor`.",
  auth: "ceo",
  query: auditQuery,
  data: auditPage,
});

export const verifyAuditEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/audit/verify",
  summary: "Verify every entry and name the first that does not fit",
  description:
    "With `Accept: application/x-ndjson` the answer is a line `{entries, of}` for every 2,000 entries and the verdict as the last line.",
  auth: "ceo",
  data: auditVerdict,
});

export const exportAuditEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/audit/export",
  summary: "The audit log as a file",
  description:
    "`json` carries all that an offline verification needs: entries, salts, signed checkpoints, public key. A chain is proved whole or not at all, so it takes no filter. `csv` is for reading and spreadsheets, `pdf` for paper, with the newest 1,000 entries that fit; both take the filters of the log.",
  auth: "ceo",
  query: exportQuery,
  answers: "application/json",
});
