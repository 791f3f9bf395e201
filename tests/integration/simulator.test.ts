import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import nodemailer from "nodemailer";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../simulator/config";
import { type RunningSimulator, startSimulator } from "../../simulator/start";

const ADA = DEFAULT_CONFIG.numbers[0]!;
const TUNDE = {
  phoneNumberId: "106540352249999",
  wabaId: "102290129349999",
  displayPhoneNumber: "+234 803 000 2002",
  verifiedName: "Tunde Tech",
  accessToken: "EAAsimulatedTundeTech0123456789",
};
const CHINEDU = "2348031234567";

// biome-ignore lint/suspicious/noExplicitAny: what another program answers; the expectations check its shape.
type Answer = any;

interface Received {
  body: Buffer;
  signature: string;
  value: Answer;
}

/** An app that takes webhooks: the test decides how it answers, and waits for what it needs. */
class App {
  received: Received[] = [];
  answers: number[] = [];
  private waiting: (() => void)[] = [];
  private readonly server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://app");
    if (request.method === "GET") {
      const isRight = url.searchParams.get("hub.verify_token") === DEFAULT_CONFIG.app.verifyToken;
      response.writeHead(isRight ? 200 : 403).end(isRight ? url.searchParams.get("hub.challenge") : "no");
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const status = this.answers.shift() ?? 200;
    response.writeHead(status).end();
    for (const entry of JSON.parse(body.toString()).entry ?? []) {
      for (const change of entry.changes) {
        this.received.push({
          body,
          signature: String(request.headers["x-hub-signature-256"]),
          value: change.value,
        });
      }
    }
    for (const wake of this.waiting.splice(0)) wake();
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}/hook`;
  }

  /** Resolves with all that `pick` finds, as soon as it finds `count`. */
  async until<T>(count: number, pick: (value: Answer) => T | undefined): Promise<T[]> {
    for (;;) {
      const found = this.received.flatMap(({ value }) => pick(value) ?? []) as T[];
      if (found.length >= count) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  statuses(id: string, count: number): Promise<Answer[]> {
    return this.until(count, (value) => (value.statuses?.[0]?.id === id ? value.statuses[0] : undefined));
  }

  close(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

let simulator: RunningSimulator;
const app = new App();

beforeAll(async () => {
  simulator = await startSimulator({
    port: 0,
    smtpPort: 0,
    webhookUrl: { whatsapp: await app.start() },
    numbers: [ADA, TUNDE],
    people: [...DEFAULT_CONFIG.people, { name: "Amina", phone: "2348051112222", hidePhone: true }],
    templates: [{ name: "order_shipped", language: "en", body: "Order {{1}} is on its way, {{2}}." }],
    retry: { firstMs: 5, maxMs: 20 },
    statusDelaysMs: { sent: 1, delivered: 5, read: 10 },
  });
});

afterAll(async () => {
  await simulator.close();
  await app.close();
});

afterEach(async () => {
  await admin("POST", "reset");
  app.received = [];
  app.answers = [];
});

async function admin(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${simulator.url}/_sim/${path}`, {
    method,
    body: body ? JSON.stringify(body) : undefined,
  });
  return response.json();
}

function write(text: string, phone = CHINEDU, number = ADA.phoneNumberId): Promise<Answer> {
  return admin("POST", `people/${phone}/send`, { text, number });
}

async function graph(
  method: string,
  path: string,
  body?: unknown,
  token = ADA.accessToken,
): Promise<{ status: number; body: Answer }> {
  const response = await fetch(`${simulator.url}/v25.0/${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: body ? JSON.stringify(body) : undefined,
  });
  return { status: response.status, body: await response.json() };
}

function send(more: Record<string, unknown>, token?: string): Promise<{ status: number; body: Answer }> {
  const base = { messaging_product: "whatsapp", recipient_type: "individual", to: CHINEDU };
  return graph("POST", `${ADA.phoneNumberId}/messages`, { ...base, ...more }, token);
}

const text = (body: string) => ({ type: "text", text: { body } });

describe("a person writes", () => {
  it("tells the app in Meta's bytes: ASCII, escaped slashes, a signature over exactly these bytes", async () => {
    await write("How much? ₦/dress 👗");
    const [message] = await app.until(1, (value) => value.messages?.[0]);
    const { body, signature, value } = app.received[0]!;
    expect(message.text.body).toBe("How much? ₦/dress 👗");
    expect(value.metadata).toEqual({
      display_phone_number: "2348030001001",
      phone_number_id: ADA.phoneNumberId,
    });
    expect(value.contacts[0]).toEqual({
      profile: { name: "Chinedu" },
      wa_id: CHINEDU,
      user_id: "NG.6153290418773502",
    });
    const sent = body.toString("latin1");
    expect(sent).toMatch(/^[\x20-\x7e]*$/);
    expect(sent).toContain("\\u20a6\\/dress \\ud83d\\udc57");
    const expected = createHmac("sha256", DEFAULT_CONFIG.app.secret).update(body).digest("hex");
    expect(signature).toBe(`sha256=${expected}`);
  });

  it("brings the same webhook again until the app answers 200", async () => {
    app.answers = [500, 403, 503];
    await write("still there?");
    await app.until(4, (value) => value.messages?.[0]);
    const ids = app.received.map(({ value }) => value.messages[0].id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
  });

  it("leaves the phone out of the webhook when the person hides it, and takes the user id as recipient", async () => {
    await write("hello", "2348051112222");
    const [message] = await app.until(1, (value) => value.messages?.[0]);
    expect(message).not.toHaveProperty("from");
    expect(app.received[0]!.value.contacts[0]).not.toHaveProperty("wa_id");
    const answer = await send({ to: undefined, recipient: message.from_user_id, ...text("welcome") });
    expect(answer.body.contacts).toEqual([{ input: message.from_user_id, user_id: message.from_user_id }]);
    const [status] = await app.statuses(answer.body.messages[0].id, 1);
    expect(status).not.toHaveProperty("recipient_id");
    expect(status.recipient_user_id).toBe(message.from_user_id);
  });

  it("knows a person under another user id in another business", async () => {
    await write("hi Ada");
    await write("hi Tunde", CHINEDU, TUNDE.phoneNumberId);
    const ids = await app.until(2, (value) => value.contacts?.[0].user_id);
    expect(new Set(ids).size).toBe(2);
  });

  it("sends a picture whose bytes can be fetched in two steps for five minutes and match their checksum", async () => {
    await admin("POST", `people/${CHINEDU}/send`, { image: { sample: "receipt", caption: "I don pay" } });
    const [message] = await app.until(1, (value) => value.messages?.[0]);
    expect(message.image.caption).toBe("I don pay");
    const media = await graph("GET", `${message.image.id}?phone_number_id=${ADA.phoneNumberId}`);
    const headers = { Authorization: `Bearer ${ADA.accessToken}` };
    const bytes = Buffer.from(await (await fetch(media.body.url, { headers })).arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("base64")).toBe(message.image.sha256);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(media.body.sha256);
    expect((await sharp(bytes).metadata()).format).toBe("jpeg");
    expect((await fetch(media.body.url)).status).toBe(401);
    expect((await graph("GET", message.image.id, undefined, TUNDE.accessToken)).body.error).toMatchObject({
      code: 100,
    });
    await admin("POST", "clock", { offsetMs: 5 * 60_000 + 2000 });
    expect((await fetch(media.body.url, { headers })).status).toBe(404);
    await admin("POST", "clock", { offsetMs: 7 * 24 * 3600_000 + 5000 });
    expect((await graph("GET", message.image.id)).status).toBe(400);
  });

  it("presses a button, quotes, reacts, shows a place, sends a document, a sticker and a voice note", async () => {
    await write("hi");
    const action = { buttons: [{ type: "reply", reply: { id: "yes", title: "Yes" } }] };
    const asked = await send({
      type: "interactive",
      interactive: { type: "button", body: { text: "Confirm?" }, action },
    });
    const askedId = asked.body.messages[0].id;
    await app.statuses(askedId, 1);
    for (const act of [
      { button: { id: "yes" } },
      { text: "this one", quote: askedId },
      { reaction: { message_id: askedId, emoji: "👍" } },
      { location: { latitude: 6.5, longitude: 3.4 } },
      { document: "receipt-pdf" },
      { sticker: true },
      { audio: true },
    ]) {
      await admin("POST", `people/${CHINEDU}/send`, act);
    }
    const messages = await app.until(8, (value) => value.messages?.[0]);
    const of = (type: string) => messages.find((message: Answer) => message.type === type);
    expect(of("interactive").interactive).toEqual({
      type: "button_reply",
      button_reply: { id: "yes", title: "Yes" },
    });
    expect(of("interactive").context).toEqual({ from: "2348030001001", id: askedId });
    expect(messages.find((message: Answer) => message.text?.body === "this one").context.id).toBe(askedId);
    expect(of("reaction").reaction).toEqual({ message_id: askedId, emoji: "👍" });
    expect(of("location").location).toEqual({ latitude: 6.5, longitude: 3.4 });
    expect(of("document").document).toMatchObject({
      mime_type: "application/pdf",
      filename: "Receipt_TG-8891.pdf",
    });
    expect(of("sticker").sticker.mime_type).toBe("image/webp");
    expect(of("audio").audio).toMatchObject({ mime_type: "audio/ogg; codecs=opus", voice: true });
  });
});

describe("the business writes", () => {
  it("reaches the phone and reports sent, delivered and read with the app's own mark", async () => {
    await write("hi");
    const answer = await send({ ...text("Welcome"), biz_opaque_callback_data: "msg_1" });
    expect(answer).toMatchObject({
      status: 200,
      body: { messaging_product: "whatsapp", contacts: [{ input: CHINEDU, wa_id: CHINEDU }] },
    });
    const statuses = await app.statuses(answer.body.messages[0].id, 3);
    expect(statuses.map((status) => status.status).sort()).toEqual(["delivered", "read", "sent"]);
    expect(statuses.every((status) => status.biz_opaque_callback_data === "msg_1")).toBe(true);
    const { messages } = await admin("GET", `people/${CHINEDU}/chat`);
    expect(messages.at(-1)).toMatchObject({ from: "business", text: "Welcome", state: "read" });
  });

  it("accepts a message outside the 24 hours, then reports 131047; a template goes through", async () => {
    await write("hi");
    await admin("POST", "clock", { offsetMs: 24 * 3600_000 + 1000 });
    const late = await send(text("too late"));
    expect(late.status).toBe(200);
    const [status] = await app.statuses(late.body.messages[0].id, 1);
    expect(status).toMatchObject({ status: "failed", errors: [{ code: 131047 }] });
    const parameters = ["TG-8891", "Chinedu"].map((value) => ({ type: "text", text: value }));
    const template = {
      name: "order_shipped",
      language: { code: "en" },
      components: [{ type: "body", parameters }],
    };
    const allowed = await send({ type: "template", template });
    await app.statuses(allowed.body.messages[0].id, 1);
    const { messages } = await admin("GET", `people/${CHINEDU}/chat`);
    expect(messages.map((message: Answer) => message.text)).toEqual([
      "hi",
      "Order TG-8891 is on its way, Chinedu.",
    ]);
  });

  it("reports 131026 for somebody without WhatsApp and never delivers to a user id in `to`", async () => {
    const stranger = await send({ to: "2348099999999", ...text("hello") });
    const [status] = await app.statuses(stranger.body.messages[0].id, 1);
    expect(status).toMatchObject({ status: "failed", errors: [{ code: 131026 }] });
    await write("hi");
    const swallowed = await send({ to: "NG.6153290418773502", ...text("lost") });
    expect(swallowed.status).toBe(200);
    const { messages } = await admin("GET", `people/${CHINEDU}/chat`);
    expect(messages).toHaveLength(1);
  });

  it.each([
    ["a body of 4097 characters", text("x".repeat(4097))],
    ["an empty body", text("")],
    ["an unknown type", { type: "poll", poll: {} }],
    ["a mark of 513 characters", { ...text("x"), biz_opaque_callback_data: "x".repeat(513) }],
    ["a picture by id and link", { type: "image", image: { id: "1", link: "http://x.example/a.png" } }],
    ["an unknown upload", { type: "image", image: { id: "123456789012345" } }],
    ["four buttons", buttons(4)],
    ["a button title of 21 characters", buttons(1, "x".repeat(21))],
    ["buttons of one title", { ...buttons(0, "", ["Yes", "Yes"]) }],
    ["a list of eleven rows", list(11)],
    [
      "a caption of 1025 characters",
      { type: "document", document: { link: "http://x.example/a", caption: "x".repeat(1025) } },
    ],
  ])("refuses %s at once", async (_name, message) => {
    await write("hi");
    const { status, body } = await send(message);
    expect(status).toBe(400);
    expect([100, 131008, 131009]).toContain(body.error.code);
    expect(body.error.fbtrace_id).toMatch(/^A/);
  });

  it.each([
    ["4096 characters", text("x".repeat(4096))],
    ["three buttons", buttons(3)],
    ["a list of ten rows", list(10)],
  ])("takes %s", async (_name, message) => {
    await write("hi");
    expect((await send(message)).status).toBe(200);
  });

  it("answers 190 to a wrong token and 100/33 to another's number, a strange id and a strange version", async () => {
    expect(await send(text("x"), "nonsense")).toMatchObject({ status: 401, body: { error: { code: 190 } } });
    expect((await send(text("x"), TUNDE.accessToken)).body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
    expect((await graph("GET", "424242")).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    const response = await fetch(`${simulator.url}/v99.0/${ADA.phoneNumberId}`, {
      headers: { Authorization: `Bearer ${ADA.accessToken}` },
    });
    expect(((await response.json()) as Answer).error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it("lets 45 messages through to one person, then answers 131056 until six seconds have passed", async () => {
    await write("hi");
    for (let count = 0; count < 45; count += 1) expect((await send(text(`${count}`))).status).toBe(200);
    expect((await send(text("one too many"))).body.error.code).toBe(131056);
    await admin("POST", "clock", { offsetMs: 6500 });
    expect((await send(text("patience"))).status).toBe(200);
    await admin("POST", "limits", { pairRate: false });
    expect((await send(text("no limit"))).status).toBe(200);
    await admin("POST", "limits", { pairRate: true });
  });

  it("uploads a document and shows it under its name; marks read and shows typing", async () => {
    const { message_id } = await write("hi");
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("type", "application/pdf");
    form.set("file", new Blob(["%PDF-1.4"], { type: "application/pdf" }), "order.pdf");
    const headers = { Authorization: `Bearer ${ADA.accessToken}` };
    const upload = await fetch(`${simulator.url}/v25.0/${ADA.phoneNumberId}/media`, {
      method: "POST",
      headers,
      body: form,
    });
    const { id } = (await upload.json()) as { id: string };
    const read = { status: "read", message_id, typing_indicator: { type: "text" } };
    expect((await send(read)).body).toEqual({ success: true });
    const typing = await admin("GET", `people/${CHINEDU}/chat`);
    expect(typing).toMatchObject({ isTyping: true, messages: [{ state: "read" }] });
    const sent = await send({
      type: "document",
      document: { id, filename: "TG-8891.pdf", caption: "Your order" },
    });
    await app.statuses(sent.body.messages[0].id, 1);
    const chat = await admin("GET", `people/${CHINEDU}/chat`);
    expect(chat.isTyping).toBe(false);
    expect(chat.messages.at(-1)).toMatchObject({
      text: "Your order",
      media: { filename: "TG-8891.pdf", sizeBytes: 8 },
    });
  });

  it("answers the account calls of setting up", async () => {
    expect((await graph("GET", `${ADA.wabaId}/phone_numbers`)).body.data[0]).toMatchObject({
      id: ADA.phoneNumberId,
      display_phone_number: "+234 803 000 1001",
      verified_name: "Ada's Fashion",
    });
    expect((await graph("DELETE", `${ADA.wabaId}/subscribed_apps`)).body).toEqual({ success: true });
    expect((await graph("GET", `${ADA.wabaId}/subscribed_apps`)).body.data).toEqual([]);
    expect((await graph("POST", `${ADA.wabaId}/subscribed_apps`)).body).toEqual({ success: true });
    const { id, secret } = DEFAULT_CONFIG.app;
    const debug = await graph(
      "GET",
      `debug_token?input_token=${ADA.accessToken}`,
      undefined,
      `${id}|${secret}`,
    );
    expect(debug.body.data).toMatchObject({ app_id: id, is_valid: true });
    expect(debug.body.data.granular_scopes[0].target_ids).toEqual([ADA.wabaId]);
    expect(await admin("POST", "verify-webhook", {})).toEqual({ verified: true, status: 200 });
  });
});

function buttons(count: number, title?: string, titles?: string[]): Record<string, unknown> {
  const named = titles ?? Array.from({ length: count }, (_, place) => title ?? `Choice ${place}`);
  const given = named.map((one, place) => ({ type: "reply", reply: { id: `b${place}`, title: one } }));
  return {
    type: "interactive",
    interactive: { type: "button", body: { text: "Choose" }, action: { buttons: given } },
  };
}

function list(rows: number): Record<string, unknown> {
  const given = Array.from({ length: rows }, (_, place) => ({ id: `r${place}`, title: `Row ${place}` }));
  const action = { button: "Open", sections: [{ title: "All", rows: given }] };
  return { type: "interactive", interactive: { type: "list", body: { text: "Choose" }, action } };
}

describe("misbehaving", () => {
  const fault = (kind: string, more = {}) => admin("POST", "faults", { kind, ...more });

  it("duplicates, batches and reorders webhooks", async () => {
    await fault("duplicate", { count: 1, times: 3 });
    await write("thrice");
    expect(await app.until(3, (value) => value.messages?.[0].id)).toHaveLength(3);
    app.received = [];
    await fault("batch", { count: 2, ms: 30 });
    await Promise.all([write("a"), write("b", "2348059876543")]);
    await app.until(2, (value) => value.messages?.[0]);
    expect(app.received[0]!.body.equals(app.received[1]!.body)).toBe(true);
    app.received = [];
    await fault("reorder", { count: 2, ms: 30 });
    await write("first");
    await write("second");
    const order = await app.until(2, (value) => value.messages?.[0].text.body);
    expect(order).toEqual(["second", "first"]);
  });

  it("fails with and without effect, hangs, cuts, throttles and revokes, then is well again", async () => {
    await write("hi");
    await fault("fail", { count: 1 });
    expect(await send(text("lost"))).toMatchObject({ status: 500, body: { error: { code: 1 } } });
    await fault("fail", { count: 1, effect: true });
    expect((await send({ ...text("arrived"), biz_opaque_callback_data: "m2" })).status).toBe(500);
    await app.until(1, (value) => (value.statuses?.[0].biz_opaque_callback_data === "m2" ? true : undefined));
    await fault("reset", { count: 1 });
    await expect(send(text("cut"))).rejects.toThrow();
    await fault("hang", { count: 1, ms: 20, effect: true });
    await expect(send(text("hung"))).rejects.toThrow();
    await fault("rate_limit", { count: 1, code: 80007 });
    expect((await send(text("slow"))).body.error.code).toBe(80007);
    await fault("revoke", { number: ADA.phoneNumberId });
    expect((await send(text("revoked"))).body.error).toMatchObject({ code: 190, error_subcode: 460 });
    expect((await graph("GET", TUNDE.phoneNumberId, undefined, TUNDE.accessToken)).status).toBe(200);
    await admin("DELETE", "faults");
    expect((await send(text("well"))).status).toBe(200);
    const { phones, calls } = await admin("GET", "ledger");
    expect(phones[CHINEDU].map((message: Answer) => message.text)).toEqual(["arrived", "hung", "well"]);
    expect(
      calls.filter((call: Answer) => call.fault).map((call: Answer) => [call.fault, call.effect]),
    ).toEqual([
      ["fail", false],
      ["fail", true],
      ["reset", false],
      ["hang", true],
      ["rate_limit", false],
      ["revoke", false],
    ]);
  });

  it("is down for calls and webhooks alike, and brings everything afterwards", async () => {
    await fault("down");
    await write("into the void");
    expect((await send(text("x"))).status).toBe(503);
    expect(app.received).toHaveLength(0);
    await admin("DELETE", "faults");
    expect(await app.until(1, (value) => value.messages?.[0].text.body)).toEqual(["into the void"]);
  });

  it("withholds statuses, breaks media, refuses a fault it does not know", async () => {
    await write("hi");
    await app.until(1, (value) => value.messages?.[0]);
    await fault("withhold_statuses", { count: 3 });
    await send(text("quiet"));
    const told = await send(text("told"));
    await app.statuses(told.body.messages[0].id, 1);
    expect((await fault("earthquake")).error).toMatch(/kind must be one of/);
    await fault("media_corrupt", { count: 1 });
    await admin("POST", `people/${CHINEDU}/send`, { image: "cat" });
    const [picture] = await app.until(1, (value) => value.messages?.[0].image);
    const { body } = await graph("GET", picture.id);
    const headers = { Authorization: `Bearer ${ADA.accessToken}` };
    const bytes = Buffer.from(await (await fetch(body.url, { headers })).arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).not.toBe(body.sha256);
  });

  it("posts forged webhooks as told", async () => {
    const forged = await admin("POST", "webhooks", {
      body: { object: "whatsapp_business_account", entry: [] },
      signature: null,
    });
    expect(forged).toEqual({ status: 200 });
  });
});

describe("SMS and mail", () => {
  const client = () =>
    new SNSClient({
      region: "eu-west-1",
      endpoint: simulator.url,
      credentials: { accessKeyId: "AKIDSIMULATED", secretAccessKey: "secret" },
      maxAttempts: 1,
    });

  it("takes Publish from the AWS SDK and keeps the message for the phone", async () => {
    const command = new PublishCommand({
      PhoneNumber: "+2348030001111",
      Message: "Your code\nA7K-2Q9\nfor Ada's Fashion & Co",
      MessageAttributes: { "AWS.SNS.SMS.SenderID": { DataType: "String", StringValue: "TrustGuard" } },
    });
    const { MessageId } = await client().send(command);
    expect(await admin("GET", "sms")).toMatchObject([
      {
        id: MessageId,
        phone: "+2348030001111",
        message: "Your code\nA7K-2Q9\nfor Ada's Fashion & Co",
        senderId: "TrustGuard",
      },
    ]);
  });

  it("refuses a call without signature, a bad number, and everything while the gateway is down", async () => {
    const unsigned = await fetch(simulator.url, {
      method: "POST",
      body: "Action=Publish&PhoneNumber=%2B2348030001111&Message=x",
    });
    expect(unsigned.status).toBe(403);
    await expect(
      client().send(new PublishCommand({ PhoneNumber: "0803", Message: "x" })),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await admin("POST", "faults", { kind: "sms_down", count: 1 });
    await expect(
      client().send(new PublishCommand({ PhoneNumber: "+2348030001111", Message: "x" })),
    ).rejects.toThrow();
    expect(await admin("GET", "sms")).toEqual([]);
  });

  it("takes mail without login, with text and HTML; answers 451 while it is down", async () => {
    const transport = nodemailer.createTransport(`smtp://127.0.0.1:${simulator.smtpPort}`);
    const mail = {
      from: "TrustGuard <hello@trustguard.example>",
      to: "ada@example.com",
      subject: "Your code · ₦",
      text: "Your code\n\n482913\n",
      html: "<p>Your code</p><p><b>482913</b></p>",
    };
    await transport.sendMail(mail);
    const [kept] = await admin("GET", "mails");
    expect(kept).toMatchObject({
      to: ["ada@example.com"],
      subject: "Your code · ₦",
      from: "TrustGuard <hello@trustguard.example>",
    });
    expect(kept.text).toContain("482913");
    expect(kept.html).toContain("<b>482913</b>");
    await admin("POST", "faults", { kind: "mail_down", count: 1 });
    await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: 451 });
    transport.close();
  });
});

describe("a restart", () => {
  it("keeps chats, files, mail and the webhooks that were not delivered", async () => {
    const stateDir = mkdtempSync(join(tmpdir(), "simulator-"));
    const own = new App();
    const options = {
      port: 0,
      smtpPort: 0,
      stateDir,
      webhookUrl: { whatsapp: await own.start() },
      retry: { firstMs: 5 },
    };
    const call = async (base: string, method: string, path: string, body?: unknown): Promise<Answer> =>
      (await fetch(`${base}/_sim/${path}`, { method, body: body ? JSON.stringify(body) : undefined })).json();
    const first = await startSimulator(options);
    await call(first.url, "POST", "faults", { kind: "down" });
    await call(first.url, "POST", `people/${CHINEDU}/send`, { image: "cat" });
    expect(await call(first.url, "GET", "webhooks")).toHaveLength(1);
    await first.close();
    expect(own.received).toHaveLength(0);
    const second = await startSimulator(options);
    const [image] = await own.until(1, (value) => value.messages?.[0].image);
    const { messages } = await call(second.url, "GET", `people/${CHINEDU}/chat`);
    const bytes = Buffer.from(
      await (await fetch(`${second.url}/_sim/media/${messages[0].media.mediaId}`)).arrayBuffer(),
    );
    expect(createHash("sha256").update(bytes).digest("base64")).toBe(image.sha256);
    await second.close();
    await own.close();
    rmSync(stateDir, { recursive: true });
  });

  it("says which port is taken", async () => {
    const port = Number(new URL(simulator.url).port);
    await expect(startSimulator({ port, smtpPort: 0 })).rejects.toMatchObject({ code: "EADDRINUSE", port });
    await expect(startSimulator({ port: 0, smtpPort: simulator.smtpPort })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });
});
