import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ENDPOINTS, LINKS } from "@/app/api/endpoints";
import { buildOpenApi } from "@/lib/http/openapi";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const METHODS =
  /export (?:async )?(?:const|function) (GET|POST|PUT|PATCH|DELETE)\b|\b(GET|POST|PUT|PATCH|DELETE)\b(?= *[,}].*(?:=|;))/g;

/** `POST /api/orders/{order_id}` for every method that a route file exports. */
function exportedRoutes(): string[] {
  const files = readdirSync(path.join(ROOT, "app/api"), { recursive: true, encoding: "utf8" })
    // What answers for every address that is none is no way in.
    .filter((file) => path.basename(file) === "route.ts" && !file.startsWith("[["))
    .sort();
  return files.flatMap((file) => {
    const address = `/api/${path.dirname(file).replaceAll(path.sep, "/")}`.replace(
      /\[(?:\.\.\.)?(\w+)\]/g,
      "{$1}",
    );
    const text = readFileSync(path.join(ROOT, "app/api", file), "utf8");
    const exported = text
      .split("\n")
      .filter((line) => line.startsWith("export "))
      .join("\n");
    return [...new Set([...exported.matchAll(METHODS)].map((match) => `${match[1] ?? match[2]} ${address}`))];
  });
}

describe("the list of ways in", () => {
  it("PL-09 names every method that a route exports, and nothing else", () => {
    const routes = exportedRoutes();
    expect(routes.length).toBeGreaterThan(30);
    expect(routes).toContain("POST /api/auth/{nextauth}");
    const listed = ENDPOINTS.map(({ method, path: address }) => `${method} ${address}`);
    expect([...listed].sort()).toEqual([...routes].sort());
  });

  it("has strict bodies: a field nobody knows is refused (AZ-07)", () => {
    const lax = ENDPOINTS.filter(
      ({ body }) =>
        body !== undefined && isLax(z.toJSONSchema(body, { io: "input", unrepresentable: "any" }) as Schema),
    );
    expect(lax.map((one) => one.path)).toEqual([]);
  });
});

type Schema = { anyOf?: Schema[]; oneOf?: Schema[]; type?: string; additionalProperties?: unknown };

function isLax(schema: Schema): boolean {
  const choices = schema.anyOf ?? schema.oneOf;
  return choices ? choices.some(isLax) : schema.type === "object" && schema.additionalProperties !== false;
}

describe("the OpenAPI document", () => {
  const document = buildOpenApi([...ENDPOINTS, ...LINKS], "https://trust.example.com", "1.0.0") as {
    openapi: string;
    paths: Record<string, Record<string, Record<string, unknown>>>;
    components: { schemas: { Purpose: { enum: string[] } } };
  };

  it("P15.1 describes every way in, with its parameters and who may call", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(operations).toHaveLength(ENDPOINTS.length + LINKS.length);
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
    expect(document.paths["/api/auth/sessions/{session_id}"]?.delete).toMatchObject({
      parameters: [{ name: "session_id", in: "path", required: true }],
      security: [{ bearer: [] }, { session: [] }],
    });
    expect(document.paths["/api/ceo/register"]?.post).toMatchObject({
      security: [],
      requestBody: { content: { "application/json": { schema: { required: ["name", "email", "phone"] } } } },
      responses: { 201: {} },
    });
  });

  it("refers only to what is in it", () => {
    const text = JSON.stringify(document);
    const refs = [...new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? ""))];
    expect(refs).toContain("components/responses/Problem");
    expect(refs.length).toBeGreaterThan(2);
    const lost = refs.filter(
      (ref) =>
        ref.split("/").reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document) ===
        undefined,
    );
    expect(lost).toEqual([]);
    expect([...text.matchAll(/"\$ref":"(?!#\/)/g)]).toHaveLength(0);
  });

  it("describes the links of people without an account too", () => {
    expect(Object.keys(document.paths["/u/{token}"] ?? {}).sort()).toEqual(["get", "put"]);
    expect(document.paths["/t/{token}"]?.get).toMatchObject({ tags: ["links"], security: [] });
  });

  it("lists the purposes of codes once", () => {
    const purposes = document.components.schemas.Purpose.enum;
    expect(purposes).toEqual(expect.arrayContaining(["sign-in", "profile.phone", "escalation.approve"]));
    expect(new Set(purposes).size).toBe(purposes.length);
  });
});
