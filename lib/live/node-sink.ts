import type { ServerResponse } from "node:http";
import type { Sink } from "./connection";

/** About a thousand events. A reader for whom so much waits is gone or asleep: it catches up when it comes back. */
const BEHIND_BYTES = 128 * 1024;

/** Writes a stream straight to an answer of Node's own server, whose head is out. */
export function nodeSink(response: ServerResponse): Sink {
  return {
    write: (bytes) => {
      response.write(bytes);
    },
    isBehind: () => response.writableLength > BEHIND_BYTES,
    end: () => {
      response.end();
    },
    // An end would wait behind what is not read.
    drop: () => {
      response.destroy();
    },
  };
}
