import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

const b64 = (data: Uint8Array | string) => Buffer.from(data).toString("base64url");
const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest();

/** The little of CBOR (RFC 8949) that an attestation and a COSE key need: whole numbers, bytes, text, maps. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Map) {
    const pairs = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner as never)]);
    return Buffer.concat([head(5, value.size), ...pairs]);
  }
  return Buffer.concat([head(2, value.length), value]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}

type Asked = { challenge: string; rpId?: string; rp?: { id?: string }; user?: { id: string } };
type Lies = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  isVerified?: boolean;
  counter?: number;
  userHandle?: string;
};

/**
 * A phone that holds one passkey (ES256), in software: what it signs is what WebAuthn level 3 says an authenticator signs. Each
 * answer may be bent with `lies`, to see that a bent one is refused.
 */
export class Authenticator {
  readonly id = randomBytes(20);
  counter = 0;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  #userId = "";

  constructor(readonly origin: string) {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#privateKey = pair.privateKey;
    this.#publicKey = pair.publicKey;
  }

  /** `navigator.credentials.create()` as JSON. */
  create(options: Asked, lies: Lies = {}) {
    this.#userId = options.user?.id ?? "";
    const client = this.#clientData("webauthn.create", options, lies);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.#coseKey()]);
    const authData = Buffer.concat([this.#authData(options, lies, 0x40), attested]);
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", authData],
    ]);
    return {
      id: b64(this.id),
      rawId: b64(this.id),
      type: "public-key" as const,
      response: {
        clientDataJSON: b64(client),
        attestationObject: b64(cbor(attestation as never)),
        transports: ["internal"],
      },
    };
  }

  /** `navigator.credentials.get()` as JSON. The counter grows with each. */
  get(options: Asked, lies: Lies = {}) {
    this.counter = lies.counter ?? this.counter + 1;
    const client = this.#clientData("webauthn.get", options, lies);
    const authData = this.#authData(options, lies, 0);
    const signed = Buffer.concat([authData, sha256(client)]);
    return {
      id: b64(this.id),
      rawId: b64(this.id),
      type: "public-key" as const,
      response: {
        clientDataJSON: b64(client),
        authenticatorData: b64(authData),
        signature: b64(createSign("sha256").update(signed).sign(this.#privateKey)),
        userHandle: lies.userHandle ?? this.#userId,
      },
    };
  }

  #clientData(type: string, options: Asked, lies: Lies): string {
    const challenge = lies.challenge ?? options.challenge;
    return JSON.stringify({ type: lies.type ?? type, challenge, origin: lies.origin ?? this.origin });
  }

  /** RP id's hash, flags (user present, user verified), counter. */
  #authData(options: Asked, lies: Lies, more: number): Buffer {
    const rpId = lies.rpId ?? options.rpId ?? options.rp?.id ?? "";
    const flags = 0x01 | (lies.isVerified === false ? 0 : 0x04) | more;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
  }

  /** COSE_Key of an ES256 key (RFC 9053): kty 2, alg -7, crv 1, x, y. */
  #coseKey(): Buffer {
    const { x = "", y = "" } = this.#publicKey.export({ format: "jwk" });
    return cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]),
    );
  }
}
