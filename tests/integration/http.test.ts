import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import * as elsewhere from "@/app/api/[[...address]]/route";
import { ENDPOINTS } from "@/app/api/endpoints";
import { closeDatabase, rawSql } from "@/db/client";
import { endpoint } from "@/lib/endpoint";
import { AppError } from "@/lib/errors";
import { unroutedRefusal } from "@/lib/http/refuse-unrouted";
import { route } from "@/lib/http/route";
import { Backstage, Caller, makeOwner, makeVendor, type Owner } from "../support/auth-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { setTestEnvironment } from "../support/sales-world";

const ROOT = path.resolve(import.meta.dirname, "../..");

let database: TestDatabase;
let backstage: Backstage;
let owner: Owner;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl, { TRUSTED_PROXIES: "10.0.0.0/8" });
  backstage = new Backstage(database);
  owner = await makeOwner(backstage);
});

afterEach(() => backstage.forgetLimits());

afterAll(async () => {
  await backstage.close();
  await closeDatabase();
  await database.drop();
});

const echo = endpoint({
  method: "POST",
  path: "/api/echo/{id}",
  summary: "Echo",
  auth: "public",
  body: z.strictObject({ text: z.string().max(50), more: z.json().optional() }),
});
const POST = route(echo, async (facts, { params, body }) => ({ ...params, ...body, ip: facts.ip }));
const say = (caller: Caller, body: unknown, headers: Record<string, string> = {}) =>
  caller.call(POST, "/api/echo/one", { body, headers, params: { id: "one" } });

const fail = (error: unknown) =>
  route(endpoint({ method: "GET", path: "/api/fail", summary: "Fail", auth: "public" }), async () => {
    throw error;
  });
const failWith = (error: unknown) => new Caller().call(fail(error), "/api/fail", { method: "GET" });

describe("the door", () => {
  it("gives the envelope, a request id of its own and headers that no cache keeps (PL-05)", async () => {
    const answer = await say(new Caller(), { text: "hello" }, { "x-request-id": "mine" });
    expect(answer.body).toEqual({
      status: "success",
      data: { id: "one", text: "hello", ip: "198.51.100.7" },
    });
    expect(answer.headers.get("x-request-id")).toMatch(/^req_[a-z0-9]{26}$/);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(answer.headers.has("strict-transport-security")).toBe(false);
  });

  it("answers each kind of bad body with its own code", async () => {
    const caller = new Caller();
    const got = async (body: unknown, headers = {}) => {
      const { status, body: problem } = await say(caller, body, headers);
      return `${status} ${problem.code}`;
    };
    expect(await got("{}", { "content-type": "text/plain" })).toBe("415 unsupported_media");
    expect(await got("{", {})).toBe("400 not_json");
    expect(await got(Buffer.from([0x22, 0xff, 0x22]))).toBe("400 not_json");
    expect(await got(JSON.stringify({ text: "x".repeat(100_001) }))).toBe("413 too_large");
    expect(await got({ text: "x".repeat(51) })).toBe("400 invalid_request");
    expect(await got({ text: "nul \u0000" })).toBe("400 invalid_request");
    expect(await got('{"text":"half \\ud800"}')).toBe("400 invalid_request");
    expect(await got({ text: "right" })).toBe("200 undefined");
  });

  it("takes no body at all for an empty one, and a body of no type for none", async () => {
    const allOptional = endpoint({
      method: "POST",
      path: "/api/maybe",
      summary: "Maybe",
      auth: "public",
      body: z.strictObject({ to: z.string().optional() }),
    });
    const handler = route(allOptional, async (_facts, { body }) => body);
    const send = async (init: RequestInit) => {
      const request = new Request("http://127.0.0.1:3000/api/maybe", { method: "POST", ...init });
      const answer = await handler(request, { params: Promise.resolve({}) });
      const { data, code } = await answer.json();
      return [answer.status, code ?? data];
    };
    const json = { "content-type": "application/json" };
    expect(await send({})).toEqual([200, {}]);
    expect(await send({ headers: json })).toEqual([200, {}]);
    expect(await send({ headers: json, body: '{"to":"a"}' })).toEqual([200, { to: "a" }]);
    expect(await send({ body: Buffer.from('{"to":"a"}') })).toEqual([415, "unsupported_media"]);
  });

  it("of a body that may have several forms, names what is wrong with the nearest one", async () => {
    const form = endpoint({
      method: "POST",
      path: "/api/forms",
      summary: "Forms",
      auth: "public",
      body: z.union([
        z.strictObject({ challenge_id: z.string(), otp: z.string() }),
        z.strictObject({ ceo_id: z.string(), otp: z.string(), role: z.literal("CEO") }),
      ]),
    });
    const handler = route(form, async () => ({}));
    const fields = async (body: unknown) =>
      (await new Caller().call(handler, "/api/forms", { body })).body.fields.map(
        (one: { path: string }) => one.path,
      );
    expect(await fields({ challenge_id: "a" })).toEqual(["otp"]);
    expect(await fields({ ceo_id: "a", otp: "1", role: "VENDOR" })).toEqual(["role"]);
    expect(await fields({ challenge_id: "a", otp: "1", extra: 1 })).toEqual(["extra"]);
    expect(await fields([])).toEqual([""]);
  });

  it("names the fields that are wrong or not known", async () => {
    const answer = await say(new Caller(), { text: 5, role: "CEO" });
    expect(answer.body.fields.map((one: { path: string }) => one.path).sort()).toEqual(["role", "text"]);
    expect(answer.body).toMatchObject({
      status: 400,
      title: "Invalid request",
      request_id: answer.headers.get("x-request-id"),
    });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  it("PL-04 lets no body reach a prototype", async () => {
    const bodies = [
      '{"text":"a","__proto__":{"x":1}}',
      '{"text":"a","more":{"__proto__":{"x":1}}}',
      '{"text":"a","constructor":{"prototype":{"x":1}}}',
      '{"text":"a","more":{"constructor":{"prototype":{"x":1}}}}',
    ];
    for (const body of bodies) await say(new Caller(), body);
    expect(({} as { x?: number }).x).toBeUndefined();
    expect((await say(new Caller(), bodies[0])).status).toBe(400);
    expect((await say(new Caller(), bodies[1])).status).toBe(400);
  });

  it("PL-07 shows an id and no cause for what it did not expect, 503 for a database that is away", async () => {
    const secret = new Error("insert into identities values ('+2348031234567')");
    const answer = await failWith(secret);
    expect([answer.status, answer.body.code]).toEqual([500, "internal"]);
    expect(JSON.stringify(answer.body)).not.toMatch(/insert|2348031234567|\.ts/);
    for (const code of ["ECONNREFUSED", "CONNECTION_CLOSED", "57P01", "53300", "CONNECT_TIMEOUT"]) {
      const away = await failWith(new Error("query", { cause: Object.assign(new Error("away"), { code }) }));
      expect([code, away.status, away.headers.get("retry-after")]).toEqual([code, 503, "5"]);
    }
    const own = await failWith(
      new AppError("step_up_required", "Code", { extra: { purpose: "data.export", target: { id: "x" } } }),
    );
    expect([own.status, own.body.purpose, own.body.target]).toEqual([403, "data.export", { id: "x" }]);
  });

  it("PL-07 answers 503 in time when the database really is away", async () => {
    const url = process.env.DATABASE_URL;
    process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/none";
    try {
      const login = await new Caller().login("ada@example.com");
      expect([login.status, login.body.code]).toEqual([503, "unavailable"]);
    } finally {
      await closeDatabase();
      process.env.DATABASE_URL = url;
    }
    expect(await rawSql()`select 1 as one`).toEqual([{ one: 1 }]);
  });

  it("P15.3 allows 100 requests a minute to one client, whatever address it makes up (OT-06)", async () => {
    await backstage.sql`delete from rate_limits`;
    const caller = new Caller("203.0.113.9");
    const statuses: number[] = [];
    for (let n = 0; n < 103; n += 1) {
      const headers = {
        "x-forwarded-for": `1.2.3.${n}`,
        "x-real-ip": `1.2.4.${n}`,
        "cf-connecting-ip": `1.2.5.${n}`,
        forwarded: `for=1.2.6.${n}`,
      };
      statuses.push((await say(caller, { text: "x" }, headers)).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    const limited = await say(caller, { text: "x" });
    expect([limited.status, Number(limited.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect((await say(new Caller("203.0.113.10"), { text: "x" })).status).toBe(200);
    // Behind a proxy of ours each client has its own hundred.
    const proxied = await say(
      new Caller("10.1.2.3"),
      { text: "x" },
      { "x-forwarded-for": "6.6.6.6, 203.0.113.77" },
    );
    expect(proxied.data.ip).toBe("203.0.113.77");
  });

  it("OT-06 takes no peer's address that the server did not mark", async () => {
    const forged = new Request("http://127.0.0.1:3000/api/echo/one", {
      method: "POST",
      body: '{"text":"x"}',
      headers: {
        "content-type": "application/json",
        "x-trustguard-peer": "guess 10.0.0.1",
        "x-forwarded-for": "6.6.6.6",
      },
    });
    const answer = await POST(forged, { params: Promise.resolve({ id: "one" }) });
    expect((await answer.json()).data.ip).toBeUndefined();
  });

  it("keeps roles apart: 401 for nobody, 403 for the other role, the owner on the vendor's path", async () => {
    const only = (auth: "ceo" | "vendor") =>
      route(endpoint({ method: "GET", path: "/api/who", summary: "Who", auth }), async (ctx) => ctx.role);
    const vendor = await makeVendor(owner);
    const femi = new Caller();
    const asked = await femi.vendorLogin(vendor.phone);
    const otp = await backstage.code(asked.data.challenge_id);
    femi.token = (await femi.verify({ challenge_id: asked.data.challenge_id, otp })).data.token;
    const ask = async (caller: Caller, auth: "ceo" | "vendor") =>
      (await caller.call(only(auth), "/api/who", { method: "GET" })).status;
    expect([await ask(new Caller(), "ceo"), await ask(femi, "ceo"), await ask(owner.caller, "ceo")]).toEqual([
      401, 403, 200,
    ]);
    expect([
      await ask(new Caller(), "vendor"),
      await ask(femi, "vendor"),
      await ask(owner.caller, "vendor"),
    ]).toEqual([401, 200, 200]);
  });
});

describe("SE-08 requests that another site makes", () => {
  type Module = Record<
    string,
    (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
  >;
  /** What is signed by Meta, guarded by a secret of its own, or protected by next-auth's token. */
  const OTHER_GUARDS = /integrations\/webhook|cron\/|\[\.\.\.nextauth\]/;
  const files = readdirSync(path.join(ROOT, "app/api"), { recursive: true, encoding: "utf8" }).filter(
    (file) => path.basename(file) === "route.ts" && !OTHER_GUARDS.test(file),
  );

  async function mutations() {
    const found = [];
    for (const file of files) {
      const module = (await import(pathToFileURL(path.join(ROOT, "app/api", file)).href)) as Module;
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const handler = module[method];
        if (handler) found.push({ name: `${method} ${path.dirname(file)}`, method, handler });
      }
    }
    return found;
  }

  async function cookieCaller(): Promise<Caller> {
    const caller = new Caller();
    const asked = await caller.login(owner.phone);
    await caller.signIn({
      challenge_id: asked.data.challenge_id,
      otp: await backstage.code(asked.data.challenge_id),
    });
    return caller;
  }

  it("are refused on every route that changes something", async () => {
    const all = await mutations();
    expect(all.length).toBeGreaterThan(12);
    const caller = await cookieCaller();
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://127.0.0.1:3001" },
      { origin: "http://127.0.0.1:3000.evil.example" },
      { origin: "https://127.0.0.1:3000" },
      { origin: "http://127.0.0.1:3000", "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const { name, method, handler } of all) {
      for (const headers of foreign) {
        const answer = await caller.call(handler, "/api/x", { method, body: {}, headers, params: {} });
        expect([name, headers, answer.status, answer.body.code]).toEqual([
          name,
          headers,
          403,
          "foreign_origin",
        ]);
      }
    }
  });

  it("are refused without an Origin where a cookie authenticates; a Bearer needs none", async () => {
    const { DELETE } = (await import("@/app/api/auth/sessions/route")) as unknown as Module;
    const caller = await cookieCaller();
    const bare = await caller.call(DELETE!, "/api/auth/sessions", { method: "DELETE" });
    expect([bare.status, bare.body.code]).toEqual([403, "foreign_origin"]);
    const same = await caller.call(DELETE!, "/api/auth/sessions", {
      method: "DELETE",
      headers: { origin: "http://127.0.0.1:3000" },
    });
    expect(same.status).toBe(200);
    const bearer = await makeOwner(backstage);
    expect((await bearer.caller.call(DELETE!, "/api/auth/sessions", { method: "DELETE" })).status).toBe(200);
    const foreign = await bearer.caller.call(DELETE!, "/api/auth/sessions", {
      method: "DELETE",
      headers: { origin: "https://evil.example" },
    });
    expect(foreign.status).toBe(403);
  });
});

describe("addresses that are none, and methods that are not taken", () => {
  it("answers a problem, not a page, whatever the method", async () => {
    const handlers = Object.entries(elsewhere);
    expect(handlers.map(([method]) => method).sort()).toEqual(["DELETE", "GET", "PATCH", "POST", "PUT"]);
    for (const [method, handler] of handlers) {
      for (const address of [["ceo", "nope"], undefined]) {
        const request = new Request("http://127.0.0.1:3000/api/ceo/nope", { method });
        const answer = await handler(request, { params: Promise.resolve({ address }) });
        expect([answer.status, answer.headers.get("content-type"), (await answer.json()).code]).toEqual([
          404,
          "application/problem+json",
          "not_found",
        ]);
      }
    }
    const { GET } = await import("@/app/api/auth/[...nextauth]/route");
    const unknown = await GET(new Request("http://127.0.0.1:3000/api/auth/nope"), {
      params: Promise.resolve({ nextauth: ["nope"] }),
    });
    expect([unknown.status, (await unknown.json()).code]).toEqual([404, "not_found"]);
  });

  it("names the methods that would do, and lets everything else through to the router", async () => {
    const refusalOf = unroutedRefusal(ENDPOINTS);
    const told = async (method: string, url: string) => {
      const answer = refusalOf(method, url);
      return answer && [answer.status, answer.headers.get("allow"), (await answer.json()).code];
    };
    expect(await told("GET", "/api/ceo/login?contact=a")).toEqual([405, "POST", "method_not_allowed"]);
    expect(await told("DELETE", "/api/orders")).toEqual([405, "GET, HEAD", "method_not_allowed"]);
    expect(await told("DELETE", "/api/products/export")).toEqual([405, "GET, HEAD", "method_not_allowed"]);
    expect(await told("POST", "/api/events")).toEqual([405, "GET, HEAD", "method_not_allowed"]);
    expect(await told("GET", "/api/orders/%zz")).toEqual([400, null, "invalid_request"]);
    for (const anywhere of ["/", "/login", "/api/nope", "/files/x"]) {
      expect(await told("TRACE", anywhere)).toEqual([405, "GET, HEAD", "method_not_allowed"]);
      expect(await told("GET", anywhere)).toBeNull();
    }
    for (const { method, path: template } of ENDPOINTS) {
      expect(await told(method, template.replaceAll(/[{}]/g, ""))).toBeNull();
    }
    for (const one of [
      "OPTIONS /api/orders",
      "HEAD /api/orders",
      "POST /api/auth/callback/otp",
      "PUT /u/x",
      "GET /api/nope",
    ]) {
      const [method = "", url = ""] = one.split(" ");
      expect(await told(method, url)).toBeNull();
    }
  });
});
