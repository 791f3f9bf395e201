import { describe, expect, it } from "vitest";
import { parseWebhook } from "@/lib/meta/parse-webhook";
import { checkSignature } from "@/lib/meta/signature";
import { endOfAnswer } from "../../../scripts/bench/load/http-connection.mjs";
import { messageBody, signedRequest } from "../../../scripts/bench/webhook-body.mjs";

const message = {
  id: "wamid.S01100000001".padEnd(62, "0"),
  from: "2348000000001",
  phoneNumberId: "106540352242922",
  text: "Good morning, how much is the red ankara dress?",
  atSeconds: 1_790_000_000,
};

describe("the load of a bench", () => {
  it("is webhooks that the product accepts and reads", () => {
    const body = messageBody(message);
    const request = signedRequest({ body, secret: "s3cret", path: "/hook", port: 80 }).toString();
    const signature = /X-Hub-Signature-256: (\S+)/.exec(request)?.[1] ?? null;
    expect(checkSignature(Buffer.from(body), signature, ["s3cret"])).toBe("ok");
    const parsed = parseWebhook(Buffer.from(body));
    expect(parsed.ok && parsed.items).toMatchObject([
      { type: "message", channelExternalId: message.phoneNumberId },
    ]);
  });

  it("is about 450 bytes each, as Meta's", () => {
    expect(messageBody(message).length).toBeGreaterThan(420);
    expect(messageBody(message).length).toBeLessThan(520);
  });

  it("waits for the end of an answer with a length", () => {
    const answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";
    expect(endOfAnswer(answer)).toBe(answer.length);
    expect(endOfAnswer(`${answer}HTTP/1.1 200`)).toBe(answer.length);
    expect(endOfAnswer(answer.slice(0, -1))).toBeUndefined();
    expect(endOfAnswer(answer.slice(0, 20))).toBeUndefined();
  });

  it("waits for the end of an answer in chunks", () => {
    const answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ndone\r\n0\r\n\r\n";
    expect(endOfAnswer(answer)).toBe(answer.length);
    expect(endOfAnswer(answer.slice(0, -2))).toBeUndefined();
  });
});
