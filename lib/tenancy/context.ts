import { newId } from "@/lib/ids";

/** Who acts. `contact` is a buyer or client in chat; `bot` and `worker` act for the business itself. */
export type ActorKind = "ceo" | "vendor" | "contact" | "bot" | "worker" | "operator" | "public";
export type Actor = { readonly kind: ActorKind; readonly id: string };

export type Role = "CEO" | "VENDOR" | "SYSTEM" | "PUBLIC";

declare const minted: unique symbol;

/**
 * The right to act in one business. Without one nothing of a tenant can be read or written; only the doors below
 * make one: a session, a channel's webhook or job, a signed public link.
 */
export type Context = {
  readonly [minted]: true;
  readonly ceoId: string;
  /** Limits what is seen to this vendor's orders; null sees the whole business. */
  readonly vendorScope: string | null;
  readonly role: Role;
  readonly actor: Actor;
  readonly requestId: string;
  readonly origin: { readonly ip?: string; readonly agent?: string };
};

/** A signed-in member: role, business and vendor row come from the session row re-read for this very request. */
export type MemberContext = Context & {
  readonly role: "CEO" | "VENDOR";
  readonly identityId: string;
  readonly sessionId: string;
  readonly vendorId: string;
  readonly memberName: string;
  readonly businessName: string;
  readonly businessKind: "shop" | "casework";
  readonly timeZone: string;
};

export type SessionFacts = {
  sessionId: string;
  identityId: string;
  role: "CEO" | "VENDOR";
  ceoId: string;
  vendorId: string;
  memberName: string;
  businessName: string;
  businessKind: "shop" | "casework";
  timeZone: string;
};

type RequestFacts = { requestId: string; ip?: string; agent?: string };

/** The door of sessions. A CEO sees her whole business; a vendor their own orders. */
export function memberContext(session: SessionFacts, request: RequestFacts): MemberContext {
  const isCeo = session.role === "CEO";
  return {
    ...session,
    vendorScope: isCeo ? null : session.vendorId,
    actor: { kind: isCeo ? "ceo" : "vendor", id: isCeo ? session.ceoId : session.vendorId },
    requestId: request.requestId,
    origin: { ip: request.ip, agent: request.agent },
  } as MemberContext;
}

/** The door of jobs and webhooks: the business itself acts, through its bot or the worker. */
export function systemContext(ceoId: string, actor: Actor, requestId: string = newId("request")): Context {
  return { ceoId, vendorScope: null, role: "SYSTEM", actor, requestId, origin: {} } as Context;
}

/** The door of signed public links: may look at one order's public facts, nothing else. */
export function publicContext(ceoId: string, request: RequestFacts): Context {
  return {
    ceoId,
    vendorScope: null,
    role: "PUBLIC",
    actor: { kind: "public", id: "link" },
    requestId: request.requestId,
    origin: { ip: request.ip, agent: request.agent },
  } as Context;
}

/** The same business and request, with somebody else named as the one who acted (a buyer in chat, the bot). */
export function actingAs(ctx: Context, actor: Actor): Context {
  return { ...ctx, actor };
}
