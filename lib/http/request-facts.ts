import { newId } from "@/lib/ids";
import { clientAddress } from "./client-address";

/** Where a request comes from. What a public handler is given in place of a member. */
export type RequestFacts = { requestId: string; ip?: string; agent?: string };

/** A new request id (never one the client sends), the client's address and agent. */
export function requestFacts(request: Request): RequestFacts {
  return {
    requestId: newId("request"),
    ip: clientAddress(request.headers),
    agent: request.headers.get("user-agent")?.slice(0, 300) ?? undefined,
  };
}
