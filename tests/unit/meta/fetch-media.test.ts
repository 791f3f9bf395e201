import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { type FetchMediaInput, fetchMedia, fetchMediaUrl } from "@/lib/meta/fetch-media";
import { isPublicAddress, judgeMediaUrl, META_MEDIA_HOSTS } from "@/lib/meta/media-host";
import { closedPort, json, startServer } from "./graph-server";

const PICTURE = Buffer.from("\xff\xd8\xff a receipt", "latin1");
const HASH = createHash("sha256").update(PICTURE).digest("hex");
const picture = (response: ServerResponse) =>
  response.writeHead(200, { "content-type": "image/jpeg; q=1" }).end(PICTURE);

/** A Graph that names `url` as the media's address. */
async function graphNaming(url: string, more: object = {}) {
  return startServer((_request, response) => json(response, 200, { url, mime_type: "image/jpeg", ...more }));
}

function input(graphUrl: string, allowedHosts: readonly string[], more: Partial<FetchMediaInput> = {}) {
  const graph = { baseUrl: graphUrl, version: "v25.0", token: "EAAtoken" };
  return { graph, mediaId: "1908647269898587", phoneNumberId: "1065", allowedHosts, ...more };
}

describe("fetching media", () => {
  it("asks Graph for the address, then fetches it with the same token", async () => {
    const cdn = await startServer((_request, response) => picture(response));
    const graph = await graphNaming(`${cdn.url}/a?mid=1`, { sha256: HASH, file_size: PICTURE.length });
    expect(await fetchMedia(input(graph.url, [cdn.host]))).toEqual({
      ok: true,
      bytes: PICTURE,
      mimeType: "image/jpeg",
      sha256Hex: HASH,
    });
    expect(graph.received[0]!.url).toBe("/v25.0/1908647269898587?phone_number_id=1065");
    expect(cdn.received).toMatchObject([{ url: "/a?mid=1", headers: { authorization: "Bearer EAAtoken" } }]);
  });

  it("sends no token with an address that the webhook named itself", async () => {
    const cdn = await startServer((_request, response) => picture(response));
    const media = await fetchMediaUrl({ url: `${cdn.url}/a`, allowedHosts: [cdn.host] });
    expect(media.ok).toBe(true);
    expect(cdn.received[0]!.headers).not.toHaveProperty("authorization");
  });

  it("asks for a fresh address once when the first has expired", async () => {
    let asked = 0;
    const cdn = await startServer((_request, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(404).end();
      else picture(response);
    });
    const graph = await graphNaming(`${cdn.url}/a`);
    expect((await fetchMedia(input(graph.url, [cdn.host]))).ok).toBe(true);
    expect(graph.received).toHaveLength(2);
  });

  it("says gone when it stays away, and does not ask for ever", async () => {
    const cdn = await startServer((_request, response) => response.writeHead(404).end());
    const graph = await graphNaming(`${cdn.url}/a`);
    expect(await fetchMedia(input(graph.url, [cdn.host]))).toEqual({
      ok: false,
      reason: "gone",
      retryable: false,
    });
    expect(cdn.received).toHaveLength(2);
  });

  it("compares the hash with the webhook's and Graph's, in hex or base64, and tries twice", async () => {
    const cdn = await startServer((_request, response) => picture(response));
    const other = createHash("sha256").update("other").digest();
    const graph = await graphNaming(`${cdn.url}/a`, { sha256: Buffer.from(HASH, "hex").toString("base64") });
    expect((await fetchMedia(input(graph.url, [cdn.host], { expectedSha256Hex: HASH }))).ok).toBe(true);
    expect(
      await fetchMedia(input(graph.url, [cdn.host], { expectedSha256Hex: other.toString("hex") })),
    ).toEqual({ ok: false, reason: "hash_mismatch", retryable: true });
    expect(cdn.received).toHaveLength(3);
  });

  it.each([
    ["a declared length", { "content-length": "2000000" }],
    ["no declared length", {}],
  ])("FI-02 stops at the size limit with %s", async (_name, headers) => {
    let written = 0;
    const cdn = await startServer((_request, response) => {
      response.writeHead(200, { "content-type": "image/jpeg", ...headers });
      const more = () => {
        if (response.destroyed || written >= 2_000_000) return;
        written += 10_000;
        response.write(Buffer.alloc(10_000), () => setImmediate(more));
      };
      more();
    });
    const graph = await graphNaming(`${cdn.url}/a`);
    const media = await fetchMedia(input(graph.url, [cdn.host], { maxBytes: 50_000 }));
    expect(media).toEqual({ ok: false, reason: "too_large", retryable: false });
    expect(written).toBeLessThan(2_000_000);
  });

  it("FI-02 believes Graph about a size above the limit and fetches nothing", async () => {
    const cdn = await startServer((_request, response) => picture(response));
    const graph = await graphNaming(`${cdn.url}/a`, { file_size: "99999999" });
    expect(await fetchMedia(input(graph.url, [cdn.host]))).toMatchObject({ reason: "too_large" });
    expect(cdn.received).toEqual([]);
  });

  it("FI-02 gives up on a slow drip", async () => {
    const cdn = await startServer((_request, response) => {
      response.writeHead(200, { "content-type": "image/jpeg" }).write("x");
    });
    const graph = await graphNaming(`${cdn.url}/a`);
    expect(await fetchMedia(input(graph.url, [cdn.host], { timeoutMs: 150 }))).toEqual({
      ok: false,
      reason: "timeout",
      retryable: true,
    });
  });

  it("takes a web page for no media, and a lost token for what it is", async () => {
    const cdn = await startServer((_request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<p>sign in"),
    );
    const graph = await graphNaming(`${cdn.url}/a`);
    expect(await fetchMedia(input(graph.url, [cdn.host]))).toMatchObject({ reason: "not_media" });
    const angry = await startServer((_request, response) => json(response, 401, { error: { code: 190 } }));
    expect(await fetchMedia(input(angry.url, [cdn.host]))).toMatchObject({
      reason: "token",
      retryable: true,
    });
    const port = await closedPort();
    expect(await fetchMedia(input(`http://127.0.0.1:${port}`, [cdn.host]))).toMatchObject({
      reason: "unreachable",
      retryable: true,
    });
  });

  it.each(["../me", "1/../../me", "1?fields=x", "", "a b", "1".repeat(129)])(
    "asks nothing for the id %j",
    async (mediaId) => {
      const graph = await graphNaming("http://127.0.0.1/");
      expect(await fetchMedia(input(graph.url, [], { mediaId }))).toMatchObject({ reason: "bad_id" });
      expect(graph.received).toEqual([]);
    },
  );
});

/** Addresses that must never be fetched; SINK is where a server listens on loopback. */
const HOSTILE = [
  "http://SINK/",
  "https://SINK/",
  "http://localhost:PORT/",
  "http://LOCALHOST:PORT/",
  "http://localhost.:PORT/",
  "http://127.1:PORT/",
  "http://2130706433:PORT/",
  "http://0x7f000001:PORT/",
  "http://0x7f.0.0.1:PORT/",
  "http://017700000001:PORT/",
  "http://0177.0.0.1:PORT/",
  "http://127.0.0.1.:PORT/",
  "http://0.0.0.0:PORT/",
  "http://0:PORT/",
  "http://[::1]:PORT/",
  "http://[::]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://[::ffff:7f00:1]:PORT/",
  "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
  "http://[64:ff9b::7f00:1]:PORT/",
  "http://１２７.0.0.1:PORT/",
  "http://127。0。0。1:PORT/",
  "http://169.254.169.254/latest/meta-data/",
  "https://169.254.169.254/",
  "http://[fd00:ec2::254]/",
  "http://metadata.google.internal/",
  "https://10.0.0.1/",
  "https://192.168.1.1/",
  "https://172.16.0.1/",
  "https://100.64.0.1/",
  "https://lookaside.fbsbx.com@SINK/",
  "https://lookaside.fbsbx.com:pass@SINK/",
  "https://user:pass@lookaside.fbsbx.com/",
  "https://SINK/#lookaside.fbsbx.com",
  "https://SINK\\@lookaside.fbsbx.com/",
  "https://SINK/.fbsbx.com",
  "https://evilfbsbx.com/",
  "https://fbsbx.com.evil.example/",
  "https://lookaside.fbsbx.com.:PORT/",
  "https://lookaside.fbsbx.com:PORT/",
  "http://lookaside.fbsbx.com/",
  "file:///etc/passwd",
  "ftp://lookaside.fbsbx.com/x",
  "gopher://SINK/_x",
  "data:image/png;base64,iVBORw0KGgo=",
  "javascript:alert(1)",
  "//SINK/",
  "/etc/passwd",
  "",
];

describe("FI-07 addresses that lead astray", () => {
  it.each(HOSTILE)("FI-07 is not fetched: %s", async (pattern) => {
    const sink = await startServer((_request, response) => picture(response));
    const url = pattern.replaceAll("SINK", sink.host).replaceAll("PORT", String(sink.port));
    const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
    const graph = await graphNaming(url);
    for (const allowedHosts of [META_MEDIA_HOSTS, [], ["127.0.0.1:1", "fbsbx.com"]]) {
      const media = await fetchMedia(input(graph.url, allowedHosts, { resolve, timeoutMs: 1_000 }));
      expect(media).toMatchObject({ ok: false });
      expect((await fetchMediaUrl({ url, allowedHosts, resolve, timeoutMs: 1_000 })).ok).toBe(false);
    }
    expect(sink.received).toEqual([]);
  });

  it("FI-07 the same sink is reached when the operator names it", async () => {
    const sink = await startServer((_request, response) => picture(response));
    const graph = await graphNaming(`${sink.url}/`);
    expect((await fetchMedia(input(graph.url, [sink.host]))).ok).toBe(true);
    expect(sink.received).toHaveLength(1);
  });

  it.each(["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1", "fd00::1"])(
    "FI-07 an allowed name that resolves to %s is refused (DNS rebinding)",
    async (address) => {
      const graph = await graphNaming("https://lookaside.fbsbx.com/x");
      const resolve = async () => [
        { address: "157.240.1.1", family: 4 },
        { address, family: address.includes(":") ? 6 : 4 },
      ];
      const media = await fetchMedia(input(graph.url, META_MEDIA_HOSTS, { resolve }));
      expect(media).toMatchObject({ ok: false, reason: "host_refused" });
    },
  );

  it("FI-07 connects to the address that was checked, though the name now leads elsewhere", async () => {
    const cdn = await startServer((_request, response) => picture(response));
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: "127.0.0.1", family: 4 }];
    };
    // The system's own resolver knows no such name: only the pinned address can have answered.
    const url = `http://cdn.invalid:${cdn.port}/x`;
    const allowedHosts = [`cdn.invalid:${cdn.port}`];
    expect((await fetchMediaUrl({ url, allowedHosts, resolve })).ok).toBe(true);
    expect(asked).toBe(1);
    expect(cdn.received[0]!.headers.host).toBe(`cdn.invalid:${cdn.port}`);
  });

  it.each(["http://169.254.169.254/", "file:///etc/passwd", "//[::1]/", "http://localhost/", "http://"])(
    "FI-07 follows no redirect to %s",
    async (location) => {
      const cdn = await startServer((_request, response) => response.writeHead(302, { location }).end());
      const graph = await graphNaming(`${cdn.url}/a`);
      expect(await fetchMedia(input(graph.url, [cdn.host]))).toMatchObject({ reason: "host_refused" });
    },
  );

  it("FI-07 follows a redirect within the list, but not to another port and not for ever", async () => {
    const other = await startServer((_request, response) => picture(response));
    const cdn = await startServer((request, response) => {
      if (request.url === "/there") return picture(response);
      const location = { "/a": "/there", "/b": `${other.url}/`, "/c": "/c" }[request.url] ?? "/";
      response.writeHead(302, { location }).end();
    });
    const fetchIt = (path: string) => fetchMediaUrl({ url: `${cdn.url}${path}`, allowedHosts: [cdn.host] });
    expect((await fetchIt("/a")).ok).toBe(true);
    expect(await fetchIt("/b")).toMatchObject({ reason: "host_refused" });
    expect(await fetchIt("/c")).toMatchObject({ reason: "unreachable" });
    expect(other.received).toEqual([]);
  });
});

describe("the list of media hosts", () => {
  it("matches suffixes on a dot's border and https on its own port", () => {
    for (const url of [
      "https://lookaside.fbsbx.com/a",
      "https://FBSBX.com/a",
      "https://a.b.fbcdn.net:443/",
    ]) {
      expect(judgeMediaUrl(url, META_MEDIA_HOSTS)).toMatchObject({ allowed: true, mayBePrivate: false });
    }
  });

  it("takes an entry with a port, an address or localhost for one machine, exactly", () => {
    const judge = (url: string, entry: string) => judgeMediaUrl(url, [entry]).allowed;
    expect(judge("http://simulator:4000/x", "simulator:4000")).toBe(true);
    expect(judge("http://sub.simulator:4000/x", "simulator:4000")).toBe(false);
    expect(judge("http://127.0.0.1:4000/x", "127.0.0.1")).toBe(true);
    expect(judge("http://[::1]:4000/x", "[::1]:4000")).toBe(true);
    expect(judge("http://127.0.0.1:4001/x", "127.0.0.1:4000")).toBe(false);
    expect(judge("http://x.localhost:4000/x", "localhost")).toBe(false);
  });

  it("takes an empty entry for nothing", () => {
    expect(judgeMediaUrl("https://example.com/", ["", " ", "."]).allowed).toBe(false);
  });

  it.each(["8.8.8.8", "157.240.1.1", "2a03:2880:f0fc::1"])("knows %s as public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(["", "nonsense", "0.0.0.0", "192.0.2.1", "224.0.0.1", "255.255.255.255", "::", "ff02::1"])(
    "knows %s as not public",
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );
});
