import net from "node:net";

/**
 * One kept-alive connection on which one request at a time goes out as bytes made before. It does no more than it must:
 * on a machine of two cores a costly client would measure itself.
 */
export class HttpConnection {
  #socket;
  #received = "";
  #answered;

  /** @returns {Promise<HttpConnection>} */
  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
      socket.once("error", reject);
      socket.once("connect", () => resolve(new HttpConnection(socket)));
    });
  }

  constructor(socket) {
    this.#socket = socket;
    socket.setEncoding("latin1");
    socket.on("data", (text) => this.#take(text));
    socket.on("error", (error) => this.#answered?.reject(error));
    socket.on("close", () => this.#answered?.reject(new Error("the server closed the connection")));
  }

  /** Sends a request; resolves with the status once the answer has come whole. */
  send(bytes) {
    return new Promise((resolve, reject) => {
      this.#answered = { resolve, reject };
      this.#socket.write(bytes);
    });
  }

  close() {
    this.#answered = undefined;
    this.#socket.destroy();
  }

  #take(text) {
    this.#received += text;
    const end = endOfAnswer(this.#received);
    if (end === undefined) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = this.#received.slice(end);
    const { resolve } = this.#answered;
    this.#answered = undefined;
    resolve(status);
  }
}

/** Where the first answer in `text` ends, or undefined while some of it is still under way (RFC 9112, 6.3). */
export function endOfAnswer(text) {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const headers = text.slice(0, head);
  const length = /\r\ncontent-length: *(\d+)/i.exec(headers)?.[1];
  if (length !== undefined) {
    const end = head + 4 + Number(length);
    return text.length >= end ? end : undefined;
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(headers)) return head + 4;
  const last = text.indexOf("\r\n0\r\n\r\n", head);
  return last < 0 ? undefined : last + 7;
}
