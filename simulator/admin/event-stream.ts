import type { IncomingMessage, ServerResponse } from "node:http";
import type { Simulator } from "../state/simulator";

const HEARTBEAT_MS = 15_000;

/** `GET /_sim/events`: everything that happens, as server-sent events; `Last-Event-ID` resumes. */
export function streamEvents(sim: Simulator, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    Connection: "keep-alive",
  });
  response.write("retry: 1000\n: ready\n\n");
  const lastId = Number(request.headers["last-event-id"]);
  const unsubscribe = sim.events.subscribe(
    ({ id, type, data }) => response.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`),
    Number.isInteger(lastId) && lastId > 0 ? lastId : undefined,
  );
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
  response.on("close", () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
