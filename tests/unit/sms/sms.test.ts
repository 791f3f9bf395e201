import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openSms } from "@/lib/sms/open-sms";
import type { SmsGateway } from "@/lib/sms/outcome";

const sms = { phone: "+2348031234567", text: "Ada's Fashion code:\nK7#mQ2$x" };

type Asked = { url: string; headers: Record<string, unknown>; body: string };

const running: Server[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function start(answer: (response: ServerResponse) => void): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push({ url: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const gateways: Record<
  string,
  { open: (url: string) => SmsGateway; ok: (response: ServerResponse) => void }
> = {
  sns: {
    open: (endpoint) =>
      openSms({
        provider: "sns",
        timeoutMs: 300,
        client: {
          endpoint,
          region: "eu-west-1",
          credentials: { accessKeyId: "key", secretAccessKey: "secret" },
        },
      }),
    ok: (response) =>
      response
        .writeHead(200, { "content-type": "text/xml" })
        .end(
          '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>',
        ),
  },
  termii: {
    open: (url) => openSms({ provider: "termii", apiKey: "TLkey", url, timeoutMs: 300 }),
    ok: (response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end('{"code":"ok","message_id":"m-1","message":"Successfully Sent"}'),
  },
};

describe.each(Object.entries(gateways))("text messages through %s", (name, { open, ok }) => {
  it("are accepted with an id", async () => {
    const { url, asked } = await start(ok);
    expect(await open(url).send(sms)).toEqual({ kind: "accepted", id: "m-1" });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["a number without plus", { phone: "2348031234567" }],
    ["a local number", { phone: "08031234567" }],
    ["letters", { phone: "+234803ABC4567" }],
    ["a second line in the number", { phone: "+2348031234567\n+1" }],
    ["nothing to say", { text: " " }],
    ["too much to say", { text: "x".repeat(1_601) }],
  ])("are refused before sending: %s", async (_what, change) => {
    const { url, asked } = await start(ok);
    expect(await open(url).send({ ...sms, ...change })).toMatchObject({ kind: "refused" });
    expect(asked).toEqual([]);
  });

  it("were certainly not sent when nobody listens", async () => {
    const { url } = await start(ok);
    const server = running.pop()!;
    await new Promise((resolve) => server.close(resolve));
    expect(await open(url).send(sms)).toEqual({ kind: "not_sent", reason: "econnrefused" });
  });

  it("are refused when the gateway says so, asked once and in words that name nobody", async () => {
    const { url, asked } = await start((response) =>
      response
        .writeHead(400, { "content-type": "text/xml" })
        .end(
          "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>+2348031234567 is bad</Message></Error></ErrorResponse>",
        ),
    );
    const outcome = await open(url).send(sms);
    expect(outcome.kind).toBe("refused");
    expect(JSON.stringify(outcome)).not.toContain("234803");
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["too much is asked of it", 429, "TooManyRequestsException"],
    ...(name === "sns" ? [["it throttles", 400, "Throttling"] as [string, number, string]] : []),
  ])("were certainly not sent, and may be later, when %s", async (_what, status, code) => {
    const { url, asked } = await start((response) =>
      response
        .writeHead(status, { "content-type": "text/xml" })
        .end(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`),
    );
    expect((await open(url).send(sms)).kind).toBe("not_sent");
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["it fails inside", (response: ServerResponse) => response.writeHead(500).end()],
    ["it never answers", () => undefined],
    ["the line breaks", (response: ServerResponse) => response.socket?.destroy()],
    ["it answers something else", (response: ServerResponse) => response.writeHead(200).end("{}")],
  ])("are in doubt, and not sent again, when %s", async (_what, answer) => {
    const { url, asked } = await start(answer);
    expect((await open(url).send(sms)).kind).toBe("in_doubt");
    expect(asked).toHaveLength(1);
  });
});

describe("what each gateway is asked", () => {
  it("is Publish to the phone number for SNS, signed", async () => {
    const { url, asked } = await start(gateways.sns!.ok);
    await gateways.sns!.open(url).send(sms);
    const form = new URLSearchParams(asked[0]!.body);
    expect(form.get("Action")).toBe("Publish");
    expect(form.get("PhoneNumber")).toBe(sms.phone);
    expect(form.get("Message")).toBe(sms.text);
    expect(form.get("MessageAttributes.entry.1.Value.StringValue")).toBe("Transactional");
    expect(asked[0]!.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 .*\/sns\/aws4_request/);
  });

  it("is JSON with the number's digits for Termii, the key in the body alone", async () => {
    const { url, asked } = await start(gateways.termii!.ok);
    await gateways.termii!.open(url).send(sms);
    expect(asked[0]!.url).toBe("/api/sms/send");
    expect(JSON.parse(asked[0]!.body)).toEqual({
      to: "2348031234567",
      from: "TrustGuard",
      sms: sms.text,
      type: "plain",
      channel: "dnd",
      api_key: "TLkey",
    });
  });
});
