import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { answerEvents, isForEvents } from "@/lib/http/answer-events";
import type { RouteHandler } from "./ask-route";

/** `GET /api/orders/{order_id}` → the handler that Next would call. */
export type Routes = Record<string, RouteHandler>;

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
type Answer = { status: number; data: any; problem: any };

type News = { topic: string; ids: Record<string, string> };

/** Some of the product's routes and its event stream on a real port, as the product's own server serves them. */
export class HttpRoutes {
  readonly #server: http.Server;
  #streams: IncomingMessage[] = [];

  constructor(readonly routes: Routes) {
    this.#server = http.createServer((request, response) => {
      if (isForEvents(request)) answerEvents(request, response);
      else void this.#answer(request, response);
    });
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    for (const stream of this.#streams) stream.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Asks as a client of the API with this token does. */
  async ask(token: string, route: string, body?: unknown): Promise<Answer> {
    const [method = "GET", path = ""] = route.split(" ");
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      redirect: "manual",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    const read = text === "" ? {} : JSON.parse(text);
    return { status: answer.status, data: read.data, problem: read };
  }

  /** Opens the event stream, and keeps what it says. */
  async listen(token: string, headers: Record<string, string> = {}) {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = { ...headers, authorization: `Bearer ${token}` };
      const where = { port: this.port, host: "127.0.0.1", path: "/api/events", headers: asked, agent: false };
      http.get(where, resolve).on("error", reject);
    });
    this.#streams.push(answer);
    expect(answer.statusCode).toBe(200);
    let said = "";
    answer.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
    answer.on("error", () => undefined);
    await expect.poll(() => said).toContain("event: ready");
    return {
      text: () => said,
      /** What it was told of: the event's own id, topic and ids. */
      news: () =>
        [...said.matchAll(/^id: (\d+)\nevent: news\ndata: (.*)$/gm)].map(([, id, data = "{}"]) => ({
          id: Number(id),
          ...(JSON.parse(data) as News),
        })),
      lastId: () => [...said.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? "",
      isOver: () => answer.complete,
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1:3000");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    for (const [route, handler] of Object.entries(this.routes)) {
      const params = matchRoute(route, request.method ?? "", url.pathname);
      if (!params) continue;
      const asked = new Request(url, {
        method: request.method,
        headers: request.headers as Record<string, string>,
        body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
      });
      const answer = await handler(asked, { params: Promise.resolve(params) });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
      return;
    }
    response.writeHead(404).end();
  }
}

function matchRoute(route: string, method: string, pathname: string): Record<string, string> | null {
  const [wanted, template = ""] = route.split(" ");
  if (wanted !== method) return null;
  const pattern = template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const found = new RegExp(`^${pattern}$`).exec(pathname);
  return found && { ...found.groups };
}
