import NextAuth from "next-auth";
import postgres from "postgres";
import { POST as vendorLogin } from "@/app/api/auth/vendor/login/route";
import { POST as verifyOtp } from "@/app/api/auth/verify-otp/route";
import { POST as ceoLogin } from "@/app/api/ceo/login/route";
import { POST as register } from "@/app/api/ceo/register/route";
import { findSession } from "@/lib/auth/find-session";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { optionsFor, type SignInNote } from "@/lib/http/browser-sign-in";
import { markPeer } from "@/lib/http/client-address";
import { requestFacts } from "@/lib/http/request-facts";
import { deviceCookie } from "@/lib/http/sign-in-facts";
import { addVendor } from "@/lib/members/add-vendor";
import { placeOf, type SealedContent } from "@/lib/notices/queue-notice";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import type { TestDatabase } from "./database";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Call = {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  params?: Record<string, string>;
};
// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
export type Answer = { status: number; headers: Headers; body: any; data: any };

/** Somebody at a keyboard: a cookie jar, an address, an agent. */
export class Caller {
  readonly cookies = new Map<string, string>();
  token: string | undefined;

  constructor(
    readonly ip: string = "198.51.100.7",
    readonly agent = "test browser",
  ) {}

  request(path: string, { method = "POST", body, headers = {} }: Call = {}): Request {
    const peer: Record<string, string> = {};
    markPeer(peer, this.ip);
    const jar = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    return new Request(`${env().APP_URL}${path}`, {
      method,
      body: body === undefined ? undefined : isRaw ? (body as string) : JSON.stringify(body),
      headers: {
        "user-agent": this.agent,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(jar ? { cookie: jar } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...peer,
        ...headers,
      },
    });
  }

  async call(handler: Handler, path: string, call: Call = {}): Promise<Answer> {
    const response = await handler(this.request(path, call), { params: Promise.resolve(call.params ?? {}) });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const text = await response.text();
    const body = text ? JSON.parse(text) : {};
    return { status: response.status, headers: response.headers, body, data: body.data };
  }

  keep(setCookie: string): void {
    const [pair = ""] = setCookie.split(";");
    const [name = "", ...value] = pair.split("=");
    if (/max-age=0/i.test(setCookie) || value.join("=") === "") this.cookies.delete(name);
    else this.cookies.set(name, value.join("="));
  }

  register(more: Record<string, unknown> = {}): Promise<Answer> {
    const body = { name: "Ada Obi", company_name: "Ada's Fashion", ...more };
    return this.call(register, "/api/ceo/register", { body });
  }

  login(contact: string): Promise<Answer> {
    return this.call(ceoLogin, "/api/ceo/login", { body: { contact } });
  }

  vendorLogin(phone: string): Promise<Answer> {
    return this.call(vendorLogin, "/api/auth/vendor/login", { body: { phone } });
  }

  verify(body: Record<string, unknown>): Promise<Answer> {
    return this.call(verifyOtp, "/api/auth/verify-otp", { body });
  }

  /** What the page does: next-auth's csrf, then its credentials callback. Gives the stable code of a failure. */
  async signIn(given: Record<string, string>): Promise<{ error: string | null; setCookies: string[] }> {
    const csrf = await this.nextAuth("csrf", {});
    const answer = await this.nextAuth("callback", {
      method: "POST",
      body: { ...given, csrfToken: (csrf.body as { csrfToken: string }).csrfToken, json: "true" },
    });
    const { url } = (answer.body ?? {}) as { url?: string };
    const error = url ? new URL(url).searchParams.get("error") : null;
    return { error, setCookies: answer.setCookies };
  }

  /** One of next-auth's own addresses, through the options that the route uses. */
  async nextAuth(action: string, { method = "GET", body = {} }: { method?: string; body?: object }) {
    const request = this.request(`/api/auth/${action}`, {
      method,
      body: method === "GET" ? undefined : body,
    });
    const note: SignInNote = {};
    process.env.NEXTAUTH_URL ??= env().APP_URL;
    const answer: { status: number; body?: unknown; setCookies: string[] } = { status: 200, setCookies: [] };
    const keepBody = (content: unknown) => {
      answer.body = content;
    };
    const response = {
      status(code: number) {
        answer.status = code;
        return response;
      },
      getHeader: () => answer.setCookies,
      setHeader(name: string, value: string | string[]) {
        if (name.toLowerCase() === "set-cookie") answer.setCookies = [value].flat();
        return response;
      },
      json: keepBody,
      send: keepBody,
      end: () => undefined,
    };
    const nextRequest = {
      method,
      body,
      query: { nextauth: action === "callback" ? [action, "otp"] : [action] },
      cookies: Object.fromEntries(
        [...this.cookies].map(([name, value]) => [name, decodeURIComponent(value)]),
      ),
      headers: Object.fromEntries(request.headers),
    };
    await NextAuth(nextRequest as never, response as never, optionsFor(request, requestFacts(request), note));
    for (const cookie of answer.setCookies) this.keep(cookie);
    if (note.identityId) this.keep(deviceCookie(request, note.identityId));
    return answer;
  }
}

/** Looks behind the curtain as the superuser, and moves the clock by moving the rows. */
export class Backstage {
  readonly sql: postgres.Sql;

  constructor(database: TestDatabase) {
    this.sql = postgres(database.adminUrl, { max: 3, onnotice: () => undefined });
  }

  /** The codes on their way for a challenge, by way. */
  async codes(challengeId: string): Promise<Record<string, string>> {
    const rows = await this
      .sql`select id, way, content_sealed from notices where challenge_id = ${challengeId}`;
    return Object.fromEntries(
      rows.map(({ id, way, content_sealed }) => {
        const text = unseal(env().ENCRYPTION_KEYS, placeOf(id, "content"), content_sealed);
        return [way, (JSON.parse(text) as SealedContent).details.code ?? ""];
      }),
    );
  }

  async code(challengeId: string): Promise<string> {
    const codes = await this.codes(challengeId);
    return codes.sms ?? codes.email ?? "";
  }

  async forgetLimits(): Promise<void> {
    await this.sql`delete from rate_limits`;
  }

  async actions(ceoId: string): Promise<string[]> {
    const rows = await this
      .sql`select action from audit_entries where ceo_id = ${ceoId} and chain = 'main' order by seq`;
    return rows.map(({ action }) => action);
  }

  async count(table: string, where = "true"): Promise<number> {
    const [row] = await this.sql.unsafe(`select count(*)::int as n from ${table} where ${where}`);
    return row?.n ?? 0;
  }

  close(): Promise<void> {
    return this.sql.end({ timeout: 5 });
  }
}

let people = 0;

/** A phone and an email that no other test uses. */
export function newPerson(): { phone: string; email: string } {
  people += 1;
  const tail = String(1_000_000 + people * 10_007).slice(-7);
  return { phone: `+234803${tail}`, email: `person${people}@example.com` };
}

export type Owner = { ceoId: string; phone: string; email: string; ctx: MemberContext; caller: Caller };

/** A registered and verified owner, signed in by Bearer; both ways verified. */
export async function makeOwner(backstage: Backstage): Promise<Owner> {
  const caller = new Caller();
  const person = newPerson();
  const asked = await caller.register(person);
  const codes = await backstage.codes(asked.data.challenge_id);
  const first = await caller.verify({ challenge_id: asked.data.challenge_id, otp: codes.sms });
  await caller.verify({ challenge_id: asked.data.challenge_id, otp: codes.email });
  await backstage.forgetLimits();
  caller.token = first.data.token;
  return { ...person, ceoId: asked.data.ceo.ceo_id, caller, ctx: await contextOf(first.data.token) };
}

/** A member of an owner's staff, known by number. */
export async function makeVendor(owner: Owner): Promise<{ vendorId: string; phone: string }> {
  const { phone } = newPerson();
  return { phone, ...(await addVendor(owner.ctx, { name: "Femi", phone })) };
}

/** The context that a Bearer token opens. */
export async function contextOf(token: string): Promise<MemberContext> {
  const session = await findSession({ kind: "bearer", token }, false);
  if (!session) throw new Error("the token opens no session");
  return memberContext(session, { requestId: "req_test" });
}

/** A code of the same shape that is not this one. */
export function otherThan(code: string): string {
  const last = code.at(-1) === "2" ? "3" : "2";
  return `${code.slice(0, -1)}${last}`;
}
