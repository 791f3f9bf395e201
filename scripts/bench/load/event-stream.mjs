import net from "node:net";

const READY = "event: ready\n";
const OPEN_TIMEOUT_MS = 30_000;

/**
 * One reader of a stream of server-sent events. It looks for marks of eight digits (`bench_00000042`) and tells of each
 * once, in the order they came; it does no more than it must, for a thousand of them share one process.
 */
export class EventStream {
  #socket;
  #rest = "";
  /** @type {(mark: number, atMs: number) => void} */
  onMark = () => undefined;

  /** Resolves once the stream says that it listens. */
  static open({ port, path, token }) {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
      const stream = new EventStream();
      const timeout = setTimeout(() => reject(new Error("a stream did not open")), OPEN_TIMEOUT_MS);
      let head = "";
      stream.#socket = socket.setEncoding("latin1");
      socket.once("error", reject);
      socket.once("close", () => reject(new Error(`a stream was closed: ${head.slice(0, 200)}`)));
      const hear = (text) => {
        head += text;
        if (!head.includes(READY)) return;
        clearTimeout(timeout);
        socket.off("data", hear);
        socket.on("data", (more) => stream.#take(more));
        resolve(stream);
      };
      socket.on("data", hear);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    });
  }

  close() {
    this.#socket.destroy();
  }

  #take(text) {
    const atMs = performance.now();
    const { marks, rest } = findMarks(this.#rest + text);
    this.#rest = rest;
    for (const mark of marks) this.onMark(mark, atMs);
  }
}

const MARK = "bench_";
const LENGTH = MARK.length + 8;

/** A mark's text, to be found again. */
export function markText(number) {
  return MARK + String(number).padStart(8, "0");
}

/** The whole marks in a piece of a stream, and the end of it in which another may have begun. */
export function findMarks(text) {
  const marks = [];
  let from = 0;
  for (let at = text.indexOf(MARK); at >= 0 && at + LENGTH <= text.length; at = text.indexOf(MARK, from)) {
    marks.push(Number(text.slice(at + MARK.length, at + LENGTH)));
    from = at + LENGTH;
  }
  return { marks, rest: text.slice(Math.max(from, text.length - LENGTH + 1)) };
}
