import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as exportLog } from "@/app/api/ceo/audit/export/route";
import { GET as list } from "@/app/api/ceo/audit/route";
import { GET as verify } from "@/app/api/ceo/audit/verify/route";
import { closeDatabase, rawSql } from "@/db/client";
import { parseExport } from "@/lib/audit/rules/export-format";
import { auditPage, auditVerdict, verificationLine } from "@/lib/audit/schema";
import { keysOf } from "@/lib/audit/sign-checkpoint";
import { verifyExport } from "@/lib/audit/verify-export";
import { sha256Hex } from "@/lib/crypto";
import { newId, newSecret } from "@/lib/ids";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { fillChain } from "../support/audit-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let ada: SalesWorld;
let ceoToken: string;
let vendorToken: string;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  ada = await makeSalesWorld();
  await fillChain(ada.ceo, 5);
  ceoToken = await signIn(ada.ceo);
  vendorToken = await signIn(ada.vendor);
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

type Handler = typeof list;

function call(handler: Handler, path: string, token?: string, headers: Record<string, string> = {}) {
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    headers: { ...authorization, ...headers } as HeadersInit,
  });
  return handler(request, { params: Promise.resolve({}) });
}

describe("the audit log over HTTP", () => {
  it.each<[string, Handler]>([
    ["/api/ceo/audit", list],
    ["/api/ceo/audit/verify", verify],
    ["/api/ceo/audit/export", exportLog],
  ])("%s answers 401 to strangers and 403 to a vendor", async (path, handler) => {
    expect((await call(handler, path)).status).toBe(401);
    expect((await call(handler, path, newSecret())).status).toBe(401);
    expect((await call(handler, path, vendorToken)).status).toBe(403);
  });

  it("lists with filters and refuses those it does not understand", async () => {
    const answer = await call(list, "/api/ceo/audit?action=ORDER_PLACED&limit=2", ceoToken);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const { status, data } = await answer.json();
    expect(status).toBe("success");
    expect(auditPage.parse(data).items.map((item) => item.seq)).toEqual([5, 4]);
    for (const query of ["action=order placed", "from=yesterday", "limit=201", "chain=other", "cursor=!"]) {
      expect((await call(list, `/api/ceo/audit?${query}`, ceoToken)).status, query).toBe(400);
    }
  });

  it("verifies, in one answer or line by line", async () => {
    const whole = (await (await call(verify, "/api/ceo/audit/verify", ceoToken)).json()).data;
    expect(auditVerdict.parse(whole)).toMatchObject({ valid: true, first_bad: null });
    const streamed = await call(verify, "/api/ceo/audit/verify", ceoToken, {
      accept: "application/x-ndjson",
    });
    const lines = (await streamed.text())
      .trim()
      .split("\n")
      .map((line) => verificationLine.parse(JSON.parse(line)));
    expect(lines.at(-1)).toMatchObject({ verdict: { valid: true } });
    expect(lines[0]).toMatchObject({ entries: expect.any(Number), of: expect.any(Number) });
  });

  it("exports a file that is verified without the server", async () => {
    const answer = await call(exportLog, "/api/ceo/audit/export?format=json", ceoToken);
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="trustguard-audit-.*\.json"$/,
    );
    const log = parseExport(await answer.json());
    expect(await verifyExport(log, keysOf())).toMatchObject({ valid: true });
  });

  it("exports lines for a spreadsheet, and pages for paper, each with the log's filters", async () => {
    const csv = await call(exportLog, "/api/ceo/audit/export?format=csv", ceoToken);
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect((await csv.text()).split("\r\n")[1]).toContain("ORDER_PLACED");
    const pdf = await call(exportLog, "/api/ceo/audit/export?format=pdf", ceoToken);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.headers.get("content-disposition")).toMatch(
      /^attachment; filename="trustguard-audit-.*\.pdf"$/,
    );
    expect(Buffer.from(await pdf.arrayBuffer()).toString("latin1", 0, 5)).toBe("%PDF-");
    const some = "/api/ceo/audit/export?format=csv&action=ORDER_PLACED&subject=ord_3&from=2020-01-01";
    const narrowed = (await (await call(exportLog, some, ceoToken)).text()).trim().split("\r\n");
    expect(narrowed).toHaveLength(2);
    expect(narrowed[1]).toContain("ord_3");
    const none = await call(
      exportLog,
      "/api/ceo/audit/export?format=csv&chain=access&to=2020-01-01",
      ceoToken,
    );
    expect((await none.text()).trim().split("\r\n")).toHaveLength(1);
    for (const query of ["format=doc", "format=pdf&from=yesterday", "format=csv&action=order placed"]) {
      expect((await call(exportLog, `/api/ceo/audit/export?${query}`, ceoToken)).status, query).toBe(400);
    }
  });
});

async function signIn(ctx: MemberContext): Promise<string> {
  const token = newSecret();
  await withPlatform((tx) =>
    tx.execute(sql`
      insert into sessions (id, token_hash, identity_id, role, ceo_id, vendor_id, way, idle_seconds, expires_at)
      values (${newId("session")}, ${sha256Hex(token)}, ${ctx.identityId}, ${ctx.role}, ${ctx.ceoId}, ${ctx.vendorId},
        'api', 1800, now() + interval '1 hour')`),
  );
  expect(await rawSql()`select 1 from use_session(null, ${sha256Hex(token)}, false)`).toHaveLength(1);
  return token;
}
