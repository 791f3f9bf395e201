import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type GraphTarget, graphCall } from "@/lib/meta/graph";
import { closedPort, json, startServer } from "./graph-server";

const to = (baseUrl: string): GraphTarget => ({ baseUrl, version: "v25.0", token: "EAAtoken" });

describe("a call of the Graph API", () => {
  it("goes to host, version and path with the token as Bearer, never in the address", async () => {
    const graph = await startServer((_request, response) => json(response, 200, { success: true }));
    const answer = await graphCall(to(`${graph.url}/`), "POST", "/1/messages?x=1", { a: "é" });
    expect(answer).toEqual({ kind: "ok", status: 200, body: { success: true } });
    expect(graph.received).toMatchObject([
      {
        method: "POST",
        url: "/v25.0/1/messages?x=1",
        headers: { authorization: "Bearer EAAtoken", "content-type": "application/json" },
        body: { a: "é" },
      },
    ]);
    expect(graph.received[0]!.url).not.toContain("EAA");
  });

  it("adds the proof of the app secret where the app demands it, and neither version nor token where there is none", async () => {
    const graph = await startServer((_request, response) => json(response, 200, {}));
    await graphCall({ ...to(graph.url), appSecretProofSecret: "secret" }, "GET", "/me");
    await graphCall({ baseUrl: graph.url, version: null, token: null }, "GET", "/oauth/access_token");
    const proof = createHmac("sha256", "secret").update("EAAtoken").digest("hex");
    expect(graph.received.map((request) => request.url)).toEqual([
      `/v25.0/me?appsecret_proof=${proof}`,
      "/oauth/access_token",
    ]);
    expect(graph.received[1]!.headers).not.toHaveProperty("authorization");
  });

  it("gives Meta's error with its code, details and the wait it asks for", async () => {
    const error = {
      message: "(#131056) Pair rate limit",
      code: 131056,
      error_data: { details: "Too many messages" },
      fbtrace_id: "A1",
    };
    const graph = await startServer((_request, response) =>
      json(response, 400, { error }, { "retry-after": "7" }),
    );
    expect(await graphCall(to(graph.url), "POST", "/1/messages", {})).toEqual({
      kind: "error",
      status: 400,
      error: {
        code: 131056,
        subcode: null,
        message: error.message,
        details: "Too many messages",
        traceId: "A1",
      },
      retryAfterSeconds: 7,
    });
  });

  it("reads the wait from Meta's usage header, which speaks of minutes", async () => {
    const usage = JSON.stringify({ "1": [{ call_count: 100, estimated_time_to_regain_access: 3 }] });
    const graph = await startServer((_request, response) =>
      json(response, 400, { error: { code: 80007 } }, { "x-business-use-case-usage": usage }),
    );
    expect(await graphCall(to(graph.url), "GET", "/1")).toMatchObject({ retryAfterSeconds: 180 });
  });

  it("takes an error inside a 200 for an error", async () => {
    const graph = await startServer((_request, response) => json(response, 200, { error: { code: 100 } }));
    expect(await graphCall(to(graph.url), "GET", "/1")).toMatchObject({
      kind: "error",
      error: { code: 100 },
    });
  });

  it("follows no redirect: the token would go along", async () => {
    const elsewhere = await startServer((_request, response) => json(response, 200, {}));
    const graph = await startServer((_request, response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    );
    expect(await graphCall(to(graph.url), "POST", "/1", {})).toMatchObject({ kind: "error", status: 307 });
    expect(elsewhere.received).toEqual([]);
  });
});

describe("a call that fails on the way", () => {
  it("was certainly not sent when nobody listens or the name is unknown", async () => {
    const port = await closedPort();
    expect(await graphCall(to(`http://127.0.0.1:${port}`), "POST", "/1", {})).toEqual({
      kind: "not_sent",
      reason: "econnrefused",
    });
    const unknown = await graphCall(to("http://graph.invalid"), "POST", "/1", {});
    expect(unknown.kind).toBe("not_sent");
  });

  it("was certainly not sent when host or token are malformed", async () => {
    expect(await graphCall(to("not a host"), "GET", "/1")).toMatchObject({ kind: "not_sent" });
    const broken = { ...to("http://127.0.0.1:1"), token: "line\nbreak" };
    expect(await graphCall(broken, "GET", "/1")).toEqual({ kind: "not_sent", reason: "bad_target" });
  });

  it("is in doubt when no answer comes in time", async () => {
    const graph = await startServer(() => {});
    expect(await graphCall(to(graph.url), "POST", "/1", {}, { timeoutMs: 50 })).toEqual({
      kind: "in_doubt",
      reason: "timeout",
    });
    expect(graph.received).toHaveLength(1);
  });

  it("is in doubt when the connection breaks after the request, or within the answer", async () => {
    const graph = await startServer((request, response) => {
      if (request.url.endsWith("/within")) response.writeHead(200, { "content-length": "100" }).write("{");
      response.socket?.destroy();
    });
    expect((await graphCall(to(graph.url), "POST", "/at-once", {})).kind).toBe("in_doubt");
    expect((await graphCall(to(graph.url), "POST", "/within", {})).kind).toBe("in_doubt");
    expect(graph.received).toHaveLength(2);
  });

  it.each([
    [500, { error: { code: 131000 } }, "in_doubt"],
    [503, "<html>busy</html>", "in_doubt"],
    [502, {}, "in_doubt"],
    [200, "<html>welcome to the hotel</html>", "in_doubt"],
    [500, { error: { code: 190 } }, "error"],
    [429, "slow down", "error"],
    [404, "<html>", "error"],
  ])("answered with %i %j is %s", async (status, body, kind) => {
    const graph = await startServer((_request, response) => {
      response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
    });
    expect((await graphCall(to(graph.url), "POST", "/1", {})).kind).toBe(kind);
  });

  it("reads no endless answer", async () => {
    const graph = await startServer((_request, response) => {
      response.writeHead(200);
      const more = () => response.write("x".repeat(65_536), () => !response.destroyed && setImmediate(more));
      more();
    });
    expect(await graphCall(to(graph.url), "GET", "/1")).toEqual({
      kind: "in_doubt",
      reason: "unreadable_answer",
    });
  });
});
