import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** A request that has been read to its end. */
export interface Call {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** An answer; an object becomes JSON, text and bytes go as they are. */
export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** The connection is cut instead of answered, after `afterMs`. */
export interface Cut {
  cutAfterMs: number;
}

const MAX_BODY_BYTES = 110 * 1024 * 1024;

/** Reads the whole body; refuses more than WhatsApp's largest document could need. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new Error("body too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function json(body: unknown, status = 200): Reply {
  return { status, body };
}

export function sendReply(response: ServerResponse, reply: Reply): void {
  const isRaw = typeof reply.body === "string" || Buffer.isBuffer(reply.body);
  const bytes = isRaw ? reply.body : JSON.stringify(reply.body);
  const type = isRaw ? "text/plain; charset=utf-8" : "application/json; charset=UTF-8";
  response.writeHead(reply.status, {
    "Content-Type": type,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...reply.headers,
  });
  response.end(bytes);
}

/** Parses a JSON object; undefined when it is none. */
export function parseJsonObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
