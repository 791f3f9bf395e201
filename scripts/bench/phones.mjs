import http from "node:http";

const ANSWER_TIMEOUT_MS = 60_000;

/**
 * All the phones of one simulator. Times are those at which its event stream tells of a message, so that what the
 * simulator itself takes to send and to show is in neither contender's time alone.
 */
export class Phones {
  #url;
  #agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  #open = new Map();
  answers = 0;

  /** @returns {Promise<Phones>} */
  static async watch(url) {
    const phones = new Phones();
    phones.#url = url;
    await new Promise((resolve, reject) => {
      const request = http.get(`${url}/_sim/events`, (response) => {
        response.setEncoding("utf8");
        let rest = "";
        response.on("data", (text) => {
          const blocks = (rest + text).split("\n\n");
          rest = blocks.pop();
          for (const block of blocks) phones.#hear(block);
        });
        resolve();
      });
      request.on("error", reject);
    });
    return phones;
  }

  /** Lets one person write; resolves when the first answer is on their phone. Gives when both were seen, in ms. */
  ask(phone, text) {
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(
        () => reject(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)),
        ANSWER_TIMEOUT_MS,
      );
      this.#open.set(phone, { saidAt: performance.now(), resolve, timeout });
      this.#post(`/_sim/people/${phone}/send`, { text }).catch(reject);
    });
  }

  #hear(block) {
    if (!block.includes("\nevent: message\n")) return;
    const now = performance.now();
    const { phone, message } = JSON.parse(block.slice(block.indexOf("\ndata: ") + 7));
    if (message.from === "business") this.answers += 1;
    const waiting = this.#open.get(phone);
    if (waiting === undefined) return;
    if (message.from === "person") {
      waiting.saidAt = now;
      return;
    }
    this.#open.delete(phone);
    clearTimeout(waiting.timeout);
    waiting.resolve({ saidAt: waiting.saidAt, answeredAt: now });
  }

  #post(path, value) {
    const body = JSON.stringify(value);
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.#url}${path}`,
        { method: "POST", agent: this.#agent, headers },
        (response) => {
          response.resume();
          if (response.statusCode === 200) response.on("end", resolve);
          else reject(new Error(`${path} answered ${response.statusCode}`));
        },
      );
      request.on("error", reject);
      request.end(body);
    });
  }

  /** Makes the simulator misbehave, see simulator/README.md. */
  fault(kind) {
    return this.#post("/_sim/faults", { kind });
  }
}
