export type Problem = {
  /** The stable code of the answer (RFC 9457 extension), or `offline` when there was none. */
  code: string;
  status: number;
  detail?: string;
  /** By the name of the field. */
  fields: Record<string, string>;
  requestId?: string;
  retryAfterSeconds?: number;
  /** Everything else the answer carried (`purpose`, `target`, …). */
  extra: Record<string, unknown>;
};

export type Answer<Data> = { ok: true; data: Data; message?: string } | { ok: false; problem: Problem };

/** Speaks to our own JSON API and gives back the data or the problem, never throws. */
export async function sendJson<Data>(
  path: string,
  body?: unknown,
  options: { method?: string; signal?: AbortSignal; headers?: Record<string, string> } = {},
): Promise<Answer<Data>> {
  const method = options.method ?? (body === undefined ? "GET" : "POST");
  const headers = {
    accept: "application/json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  try {
    const answer = await fetch(path, {
      method,
      headers: { ...headers, ...options.headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal,
    });
    const content: unknown = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
    const record = isRecord(content) ? content : {};
    if (answer.ok) return { ok: true, data: record.data as Data, message: text(record.message) };
    return { ok: false, problem: readProblem(record, answer) };
  } catch {
    return { ok: false, problem: { code: "offline", status: 0, fields: {}, extra: {} } };
  }
}

function readProblem(record: Record<string, unknown>, answer: Response): Problem {
  const { code, detail, request_id, retry_after_seconds, ...extra } = record;
  const retryAfter = Number(answer.headers.get("retry-after") ?? retry_after_seconds);
  return {
    code: text(code) ?? (answer.status >= 500 ? "internal" : "invalid_request"),
    status: answer.status,
    detail: text(detail),
    fields: readFields(record.fields ?? record.errors),
    requestId: text(request_id) ?? answer.headers.get("x-request-id") ?? undefined,
    retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined,
    extra,
  };
}

/** `[{path, message}]` as a map; the first message of each field counts. */
function readFields(list: unknown): Record<string, string> {
  if (!Array.isArray(list)) return {};
  const fields: Record<string, string> = {};
  for (const item of list) {
    if (!isRecord(item)) continue;
    const path = text(item.path) ?? text(item.field);
    if (path && !(path in fields)) fields[path] = text(item.message) ?? "";
  }
  return fields;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
