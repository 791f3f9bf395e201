import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { PushMessage } from "@/lib/push/render-news";

export type Arrived = { headers: IncomingMessage["headers"]; message: PushMessage };

/** A browser with the Push API: keys of its own, an address at the service, and what arrived there. */
export class PushBrowser {
  readonly arrived: Arrived[] = [];
  /** What the service answers; 201 unless a test says otherwise. */
  answers: number[] = [];
  asked = 0;
  readonly #keys: ECDH = createECDH("prime256v1");
  readonly #auth = randomBytes(16);
  readonly #publicKey = this.#keys.generateKeys();

  constructor(readonly endpoint: string) {}

  /** As `PushSubscription.toJSON()` gives it. */
  subscription() {
    return {
      endpoint: this.endpoint,
      keys: { p256dh: this.#publicKey.toString("base64url"), auth: this.#auth.toString("base64url") },
    };
  }

  /** Opens a body in the content coding aes128gcm (RFC 8188) with keys derived as RFC 8291, 3.4 says. */
  open(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const recordSize = body.readUInt32BE(16);
    const idLength = body.readUInt8(20);
    const sender = body.subarray(21, 21 + idLength);
    const sealed = body.subarray(21 + idLength);
    if (sealed.length > recordSize) throw new Error("more than one record");
    const shared = this.#keys.computeSecret(sender);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.#publicKey, sender]);
    const secret = Buffer.from(hkdfSync("sha256", shared, this.#auth, info, 32));
    const derive = (label: string, length: number) =>
      Buffer.from(hkdfSync("sha256", secret, salt, `Content-Encoding: ${label}\0`, length));
    const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    const end = padded.lastIndexOf(2);
    if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error("bad padding");
    return padded.subarray(0, end).toString("utf8");
  }
}

/** A push service as browsers' makers run them (RFC 8030), on this machine. It lets nobody in without VAPID. */
export class PushService {
  readonly #browsers = new Map<string, PushBrowser>();
  readonly #server: Server;

  private constructor(
    server: Server,
    readonly origin: string,
  ) {
    this.#server = server;
  }

  static async start(): Promise<PushService> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const service = new PushService(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("request", async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.writeHead(service.#take(request, Buffer.concat(chunks))).end();
    });
    return service;
  }

  browser(): PushBrowser {
    const path = `/send/${randomBytes(12).toString("base64url")}`;
    const browser = new PushBrowser(`${this.origin}${path}`);
    this.#browsers.set(path, browser);
    return browser;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #take(request: IncomingMessage, body: Buffer): number {
    const browser = this.#browsers.get(request.url ?? "");
    if (!browser) return 404;
    browser.asked += 1;
    if (!this.#isSigned(request.headers.authorization ?? "")) return 403;
    const answer = browser.answers.shift() ?? 201;
    if (answer < 300) {
      browser.arrived.push({ headers: request.headers, message: JSON.parse(browser.open(body)) });
    }
    return answer;
  }

  /** `vapid t=…, k=…`: a JWT for this very service, signed by the key it names (RFC 8292, 3). */
  #isSigned(authorization: string): boolean {
    const [, token = "", key = ""] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
    const [head = "", claims = "", signature = ""] = token.split(".");
    const point = Buffer.from(key, "base64url");
    if (point.length !== 65) return false;
    const publicKey = createPublicKey({
      format: "jwk",
      key: {
        kty: "EC",
        crv: "P-256",
        x: point.subarray(1, 33).toString("base64url"),
        y: point.subarray(33).toString("base64url"),
      },
    });
    const said = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as { aud?: string };
    const isOurs = verify(
      "sha256",
      Buffer.from(`${head}.${claims}`),
      { key: publicKey, dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    );
    return isOurs && said.aud === this.origin;
  }
}
