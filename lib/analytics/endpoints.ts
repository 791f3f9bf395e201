import { endpoint } from "@/lib/endpoint";
import { overviewView } from "./schema";

export const overviewEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/overview",
  summary: "The numbers of the CEO's start page",
  auth: "ceo",
  data: overviewView,
});
