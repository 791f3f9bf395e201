import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { troubleFilter, troublePage, troubleSeenInput } from "./schema";

export const listTroubleEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/trouble",
  summary: "What went wrong in the last 30 days, the newest first, and what to do about it",
  auth: "ceo",
  query: troubleFilter,
  data: troublePage,
});

export const markTroubleSeenEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/trouble/seen",
  summary: "Put aside what was seen",
  description: "What goes wrong once more shows up again.",
  auth: "ceo",
  body: troubleSeenInput,
  data: z.object({ seen: z.int() }),
});
