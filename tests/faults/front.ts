import http from "node:http";
import { findFreePort } from "../../scripts/processes/ports.mjs";

/**
 * What stands before web servers that come and go, a proxy that tries again: it asks the next one when one does not listen,
 * or closed the door on a caller whom it had not let in yet.
 */
export class Front {
  readonly upstreams = new Set<number>();
  readonly statuses: Record<number, number> = {};
  /** Answers of 500 and above that came from a web server, and answers it broke off. */
  readonly failures: string[] = [];
  /** Callers in the line of a server that stopped listening: the system turns them away, and nobody can help it. */
  turnedAway = 0;
  nobodyListened = 0;
  private readonly server: http.Server;

  private constructor(readonly port: number) {
    this.server = http.createServer((request, response) => void this.pass(request, response));
  }

  static async open(): Promise<Front> {
    const front = new Front(await findFreePort());
    await new Promise<void>((resolve) => front.server.listen(front.port, "127.0.0.1", resolve));
    return front;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    for (const port of this.upstreams) {
      const answer = await ask(port, request, body);
      if (answer === "not listening") continue;
      if (answer === "turned away") this.turnedAway += 1;
      else if (typeof answer === "string") this.failures.push(answer);
      else {
        if (answer.status >= 500) this.failures.push(`${answer.status} for ${request.url}`);
        this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1;
        response.writeHead(answer.status).end(answer.body);
        return;
      }
    }
    this.nobodyListened += 1;
    response.writeHead(503, { "retry-after": "1" }).end();
  }
}

const NOT_LET_IN: Record<string, string> = { ECONNREFUSED: "not listening", ECONNRESET: "turned away" };

type Answer = { status: number; body: Buffer } | string;

function ask(port: number, { method, url, headers }: http.IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    const options = {
      host: "127.0.0.1",
      port,
      method,
      path: url,
      headers: { ...headers, connection: "close" },
    };
    const call = http.request({ ...options, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
      answer.on("error", (error) => resolve(`broken answer: ${error.message}`));
    });
    call.on("error", (error: NodeJS.ErrnoException) =>
      resolve(NOT_LET_IN[error.code ?? ""] ?? `broken connection: ${error.code}`),
    );
    call.end(body);
  });
}
