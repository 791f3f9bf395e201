import { z } from "zod";
import type { Endpoint } from "@/lib/endpoint";
import { ERROR_STATUS } from "@/lib/errors";
import { STEP_UP_PURPOSES } from "@/lib/otp/purposes";

type Json = Record<string, unknown>;

const CODE_FIELDS = {
  challenge_id: {
    type: "string",
    description: "From POST /api/auth/challenges for this purpose and target.",
  },
  otp: {
    description: "The code that was sent, or a passkey's answer (`AuthenticationResponseJSON`) in its place.",
    anyOf: [{ type: "string" }, { type: "object" }],
  },
};

/**
 * The OpenAPI 3.1 document, made from the same schemas that validate requests (P15.1).
 *
 * @param endpoints every way in, as app/api/endpoints.ts lists them
 * @param serverUrl the public address
 */
export function buildOpenApi(endpoints: readonly Endpoint[], serverUrl: string, version: string): Json {
  const paths: Record<string, Json> = {};
  const shared: Json = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint, shared),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "TrustGuard",
      version,
      description:
        "Money is an integer in kobo in fields ending `_kobo`; times are ISO 8601 UTC; lists are `{items, next_cursor}`. What another business owns is not found. Failures are problem details (RFC 9457) with a stable `code`.",
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "The token from POST /api/auth/verify-otp." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "next-auth.session-token",
          description: "A browser's session. Mutations also need a same-origin `Origin`.",
        },
      },
      schemas: {
        Problem: problemSchema(),
        Purpose: { type: "string", enum: ["sign-in", ...STEP_UP_PURPOSES] },
        ...shared,
      },
      responses: {
        Problem: {
          description: "What went wrong, with a stable code.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

function operationOf(endpoint: Endpoint, shared: Json): Json {
  const { summary, description, auth, body, method, path, sensitive } = endpoint;
  const notes = [description, sensitive && `Needs a code for \`${sensitive}\`.`].filter(Boolean).join("\n\n");
  return {
    operationId: operationId(method, path),
    summary,
    ...(notes ? { description: notes } : {}),
    tags: [path.startsWith("/api/") ? (path.split("/")[2] ?? "api") : "links"],
    security: auth === "public" ? [] : [{ bearer: [] }, { session: [] }],
    ...(auth === "public" ? {} : { "x-role": auth }),
    ...(sensitive ? { "x-purpose": sensitive } : {}),
    parameters: [...pathParameters(path), ...queryParameters(endpoint.query, shared)],
    ...(body ? { requestBody: requestBody(body, Boolean(sensitive), shared) } : {}),
    responses: {
      [endpoint.successStatus ?? (endpoint.answers === "redirect" ? 302 : 200)]: successOf(endpoint, shared),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function successOf({ answers, data }: Endpoint, shared: Json): Json {
  if (answers === "redirect") return { description: "Found, under the address in `Location`." };
  if (answers) return { description: "Done.", content: { [answers]: {} } };
  const properties = {
    status: { const: "success" },
    message: { type: "string" },
    data: data ? jsonSchema(data, "output", shared) : {},
  };
  const schema = { type: "object", required: ["status", "data"], properties };
  return { description: "Done.", content: { "application/json": { schema } } };
}

function requestBody(body: z.ZodType, isSensitive: boolean, shared: Json): Json {
  const schema = jsonSchema(body, "input", shared);
  const withCode = { ...schema, properties: { ...(schema.properties as Json), ...CODE_FIELDS } };
  return { required: true, content: { "application/json": { schema: isSensitive ? withCode : schema } } };
}

function pathParameters(path: string): Json[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
}

function queryParameters(query: z.ZodType | undefined, shared: Json): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = jsonSchema(query, "input", shared) as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

/**
 * A schema as the caller writes it (`input`: before it is normalised) or reads it (`output`). What refers to itself stands in
 * `$defs` of a schema's own root, which in the document is somewhere else: it moves to the `shared` ones.
 */
function jsonSchema(schema: z.ZodType, io: "input" | "output", shared: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...rest
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    target: "draft-2020-12",
  });
  const first = Object.keys(shared).length + 1;
  const names = new Map(Object.keys($defs).map((name, at) => [name, `Shared${first + at}`]));
  const text = JSON.stringify({ rest, $defs }).replaceAll(
    /"#\/\$defs\/(\w+)"/g,
    (_ref, name) => `"#/components/schemas/${names.get(name)}"`,
  );
  const moved = JSON.parse(text) as { rest: Json; $defs: Json };
  for (const [name, sharedName] of names) shared[sharedName] = moved.$defs[name];
  return moved.rest;
}

function operationId(method: string, path: string): string {
  const words = path
    .replace(/^\/api\//, "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return [method.toLowerCase(), ...words].join("-");
}

function problemSchema(): Json {
  return {
    type: "object",
    required: ["type", "title", "status", "detail", "code", "request_id"],
    properties: {
      type: { type: "string", format: "uri" },
      title: { type: "string" },
      status: { type: "integer" },
      detail: { type: "string" },
      code: { type: "string", enum: Object.keys(ERROR_STATUS) },
      request_id: { type: "string" },
      fields: {
        type: "array",
        items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } },
      },
      purpose: { $ref: "#/components/schemas/Purpose" },
      target: { type: "object" },
    },
  };
}
