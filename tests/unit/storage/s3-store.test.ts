import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DamagedFileError, KeyTakenError } from "@/lib/storage/file-store";
import { openS3Store } from "@/lib/storage/s3-store";

const KEY = "receipts/ceo_1/ven_1/ord_1/20261121T094300Z_rct_1.jpg";
const BYTES = Buffer.from("\xff\xd8\xff a receipt", "latin1");
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const facts = (bytes: Uint8Array) => ({
  contentType: "image/jpeg",
  sha256Hex: hash(bytes).toString("hex"),
});

type Stored = { bytes: Buffer; type: string; sha256: string };

let server: Server;
let requests: { method: string; url: string; headers: IncomingMessage["headers"] }[];
let objects: Map<string, Stored>;
/** What the stub found wrong with a request: nothing else makes it refuse. */
let complaints: string[];

beforeEach(async () => {
  requests = [];
  objects = new Map();
  complaints = [];
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A strict little S3: wants a signature, KMS, a checksum that fits and `If-None-Match` on every PUT. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = "", url = "", headers } = request;
  requests.push({ method, url, headers });
  const path = decodeURIComponent(url.split("?")[0]!);
  if (
    !/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/s3\/aws4_request/.test(headers.authorization ?? "")
  ) {
    complaints.push("unsigned");
  }
  if (method === "PUT") return putObject(path, headers, Buffer.concat(chunks), response);
  const stored = objects.get(path);
  if (method === "DELETE") {
    objects.delete(path);
    return void response.writeHead(204).end();
  }
  if (stored === undefined) return fail(response, 404, "NoSuchKey");
  response
    .writeHead(200, { "content-type": stored.type, "x-amz-meta-sha256": stored.sha256 })
    .end(stored.bytes);
}

function putObject(
  path: string,
  headers: IncomingMessage["headers"],
  bytes: Buffer,
  response: ServerResponse,
): void {
  const wanted: [string, string | undefined][] = [
    ["if-none-match", "*"],
    ["x-amz-server-side-encryption", "aws:kms"],
    ["x-amz-server-side-encryption-aws-kms-key-id", "key-1"],
    ["x-amz-checksum-sha256", hash(bytes).toString("base64")],
    ["x-amz-meta-sha256", hash(bytes).toString("hex")],
    ["content-length", String(bytes.length)],
    ["content-encoding", undefined],
    ["x-amz-checksum-crc32", undefined],
  ];
  for (const [name, value] of wanted)
    if (headers[name] !== value) complaints.push(`${name}: ${headers[name]}`);
  if (complaints.length > 0) fail(response, 400, "InvalidRequest");
  else if (objects.has(path)) fail(response, 412, "PreconditionFailed");
  else keep(path, headers, bytes, response);
}

function keep(
  path: string,
  headers: IncomingMessage["headers"],
  bytes: Buffer,
  response: ServerResponse,
): void {
  objects.set(path, {
    bytes,
    type: headers["content-type"] ?? "",
    sha256: String(headers["x-amz-meta-sha256"]),
  });
  response.writeHead(200, { etag: '"x"' }).end();
}

function fail(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { "content-type": "application/xml" })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
}

function open() {
  const { port } = server.address() as AddressInfo;
  return openS3Store({
    bucket: "shop-files",
    kmsKeyId: "key-1",
    client: {
      endpoint: `http://127.0.0.1:${port}`,
      region: "eu-west-1",
      forcePathStyle: true,
      credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    },
  });
}

describe("the store in S3", () => {
  it("puts encrypted, with a checksum, and gives it back", async () => {
    const store = open();
    await store.put(KEY, BYTES, facts(BYTES));
    expect(complaints).toEqual([]);
    expect(requests[0]).toMatchObject({ method: "PUT", headers: { "content-type": "image/jpeg" } });
    expect(requests[0]!.url.split("?")[0]).toBe(`/shop-files/${KEY}`);
    expect(await store.get(KEY)).toEqual({ bytes: BYTES, contentType: "image/jpeg" });
  });

  it("FI-12 never overwrites: the same bytes are fine, others are refused", async () => {
    const store = open();
    await store.put(KEY, BYTES, facts(BYTES));
    await store.put(KEY, BYTES, facts(BYTES));
    const other = Buffer.from("a swapped receipt");
    await expect(store.put(KEY, other, facts(other))).rejects.toThrow(KeyTakenError);
    expect(objects.get(`/shop-files/${KEY}`)!.bytes).toEqual(BYTES);
  });

  it("has nothing under other keys, or after deletion", async () => {
    const store = open();
    await store.put(KEY, BYTES, facts(BYTES));
    expect(await store.get("receipts/ceo_2/x.jpg")).toBeNull();
    await store.delete(KEY);
    await store.delete(KEY);
    expect(await store.get(KEY)).toBeNull();
  });

  it("FI-13 serves nothing whose bytes have changed or that it did not put there", async () => {
    const store = open();
    await store.put(KEY, BYTES, facts(BYTES));
    objects.get(`/shop-files/${KEY}`)!.bytes = Buffer.from("changed");
    await expect(store.get(KEY)).rejects.toThrow(DamagedFileError);
  });

  it("refuses bytes that do not match their hash before anything is sent", async () => {
    await expect(open().put(KEY, BYTES, facts(Buffer.from("x")))).rejects.toThrow("do not match");
    expect(requests).toEqual([]);
  });

  it("FI-12 makes links that live sixty seconds, read one object and save unless told to show", async () => {
    const url = new URL(
      await open().signedUrl(KEY, {
        ttlSeconds: 60,
        contentType: "application/pdf",
        downloadName: "Reçu.pdf",
        inline: true,
      }),
    );
    expect(url.pathname).toBe(`/shop-files/${KEY}`);
    expect(url.searchParams.get("X-Amz-Expires")).toBe("60");
    expect(url.searchParams.get("X-Amz-Signature")).toMatch(/^[0-9a-f]{64}$/);
    expect(url.searchParams.get("response-content-type")).toBe("application/pdf");
    expect(url.searchParams.get("response-content-disposition")).toBe(
      `inline; filename="Re_u.pdf"; filename*=UTF-8''Re%C3%A7u.pdf`,
    );
    expect(url.searchParams.get("response-cache-control")).toBe("private, no-store");
    const html = await open().signedUrl(KEY, { ttlSeconds: 60, contentType: "text/html", inline: true });
    expect(new URL(html).searchParams.get("response-content-disposition")).toBe("attachment");
    await expect(open().signedUrl(KEY, { ttlSeconds: 604_800, contentType: "image/png" })).rejects.toThrow(
      "300",
    );
  });

  it.each(["../x", "a//b", ""])("takes %j for no key", async (key) => {
    await expect(open().put(key, BYTES, facts(BYTES))).rejects.toThrow("Not a storage key");
    await expect(open().get(key)).rejects.toThrow("Not a storage key");
  });
});
