import { createHmac } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../simulator/config";
import { type RunningSimulator, startSimulator } from "../../simulator/start";

const AMINA = "2348059876543";
const IGSID = "17600112233445566";
const TUNDE = DEFAULT_CONFIG.instagramAccounts[0]!;
const PAGE = {
  userId: "17841405822309999",
  username: "tunde.repairs",
  name: "Tunde Repairs",
  login: "page" as const,
  pageId: "104512998877665",
  accessToken: "EAAsimulatedPageOfTundeRepairs0123456789",
};

// biome-ignore lint/suspicious/noExplicitAny: what another program answers; the expectations check its shape.
type Answer = any;

const FILES: Record<string, { headers: Record<string, string>; body: string }> = {
  "/paper": {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="TG-8891-invoice.pdf"`,
    },
    body: "%PDF-1.7 a paper",
  },
  "/no-paper": { headers: { "Content-Type": "application/pdf" }, body: "<html>sign in</html>" },
  "/notes.txt": { headers: { "Content-Type": "text/plain" }, body: "notes" },
};

const received: { item: Answer; entryId: string; raw: Buffer; signature: string }[] = [];
const app = http.createServer(async (request, response) => {
  if (request.url === "/picture.png")
    return response.writeHead(200, { "Content-Type": "image/png" }).end(picture);
  const file = FILES[request.url ?? ""];
  if (file) return response.writeHead(200, file.headers).end(file.body);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const signature = String(request.headers["x-hub-signature-256"]);
  for (const { id, messaging } of JSON.parse(raw.toString()).entry) {
    for (const item of messaging ?? []) received.push({ item, entryId: id, raw, signature });
  }
  response.writeHead(200).end();
});
let picture: Buffer;
let own: string;
let simulator: RunningSimulator;

beforeAll(async () => {
  picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#0b6b4f" } })
    .png()
    .toBuffer();
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  own = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  simulator = await startSimulator({
    port: 0,
    webhookUrl: { whatsapp: `${own}/hook`, instagram: `${own}/hook` },
    instagramAccounts: [TUNDE, PAGE],
    people: [
      { name: "Amina", phone: AMINA, instagram: { username: "amina.ikeja", igsid: IGSID } },
      { name: "Chinedu", phone: "2348031234567" },
    ],
    statusDelaysMs: { sent: 5, delivered: 10, read: 15 },
  });
});
afterAll(async () => {
  await simulator.close();
  app.closeAllConnections();
  app.close();
});
beforeEach(async () => {
  await sim("reset", {});
  received.length = 0;
});

async function call(
  path: string,
  body?: unknown,
  token = TUNDE.accessToken,
  method = body ? "POST" : "GET",
): Promise<Answer> {
  const answer = await fetch(`${simulator.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body ? JSON.stringify(body) : undefined,
  });
  return answer.json();
}
const send = (body: object, token?: string, id = "me") =>
  call(`/v25.0/${id}/messages`, { recipient: { id: IGSID }, ...body }, token);
const text = (words: string) => ({ message: { text: words } });
const sim = (path: string, body?: unknown) => call(`/_sim/${path}`, body);
const says = (act: object, number = TUNDE.userId) => sim(`people/${AMINA}/send`, { number, ...act });
const until = async (pick: (item: Answer) => boolean): Promise<Answer> => {
  await expect.poll(() => received.some(({ item }) => pick(item))).toBe(true);
  return received.find(({ item }) => pick(item));
};

describe("the simulator's Instagram", () => {
  it("tells of a message as Meta does, signed with the Instagram app's secret", async () => {
    const { message_id } = await says({ text: "How much? ₦" });
    const { item, entryId, raw, signature } = await until((one) => one.message?.mid === message_id);
    expect(entryId).toBe(TUNDE.userId);
    expect(item).toMatchObject({
      sender: { id: IGSID },
      recipient: { id: TUNDE.userId },
      message: { text: "How much? ₦" },
    });
    expect(item.timestamp).toBeGreaterThan(1_600_000_000_000);
    const { secret } = DEFAULT_CONFIG.instagramApp!;
    expect(signature).toBe(`sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`);
  });

  it("accepts a text, echoes it and tells once that it was read", async () => {
    await says({ text: "Hi" });
    const answer = await send(text("Good day"));
    expect(answer).toEqual({ recipient_id: IGSID, message_id: expect.stringMatching(/^aWdf.{100,}/) });
    const { item } = await until((one) => one.message?.is_echo);
    expect(item).toMatchObject({
      sender: { id: TUNDE.userId },
      recipient: { id: IGSID },
      message: { mid: answer.message_id, text: "Good day" },
    });
    expect((await until((one) => one.read)).item.read).toEqual({ mid: answer.message_id });
  });

  it.each([
    ["more than 1,000 bytes", text("₦".repeat(334)), 100, undefined],
    [
      "text and attachment at once",
      { message: { text: "a", attachment: { type: "image", payload: { url: "http://x/y" } } } },
      100,
      undefined,
    ],
    ["nothing", { message: {} }, 100, 2018034],
    [
      "fourteen quick replies",
      {
        message: {
          text: "a",
          quick_replies: Array.from({ length: 14 }, () => ({
            content_type: "text",
            title: "t",
            payload: "p",
          })),
        },
      },
      100,
      undefined,
    ],
    [
      "a title of 21",
      {
        message: {
          text: "a",
          quick_replies: [{ content_type: "text", title: "t".repeat(21), payload: "p" }],
        },
      },
      100,
      undefined,
    ],
    [
      "a file that is not there",
      { message: { attachment: { type: "image", payload: { url: "http://127.0.0.1:9/x.png" } } } },
      100,
      2018047,
    ],
    ["a stranger's id", { recipient: { id: "999" }, ...text("a") }, 100, 2534014],
  ])("refuses %s", async (_what, body, code, subcode) => {
    await says({ text: "Hi" });
    const { error } = await send(body);
    expect([error.code, error.error_subcode]).toEqual([code, subcode]);
  });

  it("takes exactly 1,000 bytes", async () => {
    await says({ text: "Hi" });
    expect(await send(text(`${"₦".repeat(333)}a`))).toHaveProperty("message_id");
  });

  it("knows nobody who never wrote, and closes the window after a day, for people after seven", async () => {
    expect((await send(text("first"))).error.error_subcode).toBe(2534014);
    await says({ text: "Hi" });
    await sim("clock", { offsetMs: 25 * 3_600_000 });
    expect((await send(text("late"))).error).toMatchObject({ code: 10, error_subcode: 2534022 });
    const byHuman = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT", ...text("late") };
    expect(await send(byHuman)).toHaveProperty("message_id");
  });

  it("refuses wrong and revoked tokens, and an account that is not the token's", async () => {
    await says({ text: "Hi" });
    expect((await send(text("a"), "nonsense")).error.code).toBe(190);
    expect((await send(text("a"), undefined, PAGE.userId)).error).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
    await sim("faults", { kind: "revoke" });
    expect((await send(text("a"))).error).toMatchObject({ code: 190, error_subcode: 460 });
  });

  it("speaks through a Page with the Page's token, which needs a messaging type", async () => {
    const { message_id } = await says({ text: "Hi" }, PAGE.userId);
    const { item } = await until((one) => one.message?.mid === message_id);
    const to = { recipient: { id: item.sender.id } };
    expect(item.sender.id).not.toBe(IGSID);
    expect((await send({ ...to, ...text("a") }, PAGE.accessToken, PAGE.pageId)).error.code).toBe(100);
    const body = { ...to, messaging_type: "RESPONSE", ...text("a") };
    expect(await send(body, PAGE.accessToken, PAGE.pageId)).toHaveProperty("message_id");
    expect((await send(body, PAGE.accessToken, PAGE.userId)).error.error_subcode).toBe(33);
    const page = await call("/v25.0/me?fields=instagram_business_account", undefined, PAGE.accessToken);
    expect(page).toMatchObject({ id: PAGE.pageId, instagram_business_account: { id: PAGE.userId } });
  });

  it("says who it is and who writes, but not before they did", async () => {
    const me = await call("/v25.0/me?fields=id,user_id,username");
    expect(me).toMatchObject({ user_id: TUNDE.userId, username: TUNDE.username });
    expect(me.id).not.toBe(TUNDE.userId);
    expect((await call(`/v25.0/${IGSID}?fields=name`)).error.code).toBe(230);
    await says({ text: "Hi" });
    expect(await call(`/v25.0/${IGSID}?fields=name,username`)).toEqual({
      id: IGSID,
      name: "Amina",
      username: "amina.ikeja",
    });
    const renewed = await call(
      `/refresh_access_token?grant_type=ig_refresh_token&access_token=${TUNDE.accessToken}`,
    );
    expect(renewed).toMatchObject({ token_type: "bearer", expires_in: 5_184_000 });
  });

  it("tells nothing while the app has not subscribed", async () => {
    await call("/v25.0/me/subscribed_apps", undefined, TUNDE.accessToken, "DELETE");
    await says({ text: "unheard" });
    expect((await call("/v25.0/me/subscribed_apps", {})).error.code).toBe(100);
    await call("/v25.0/me/subscribed_apps?subscribed_fields=messages", {});
    const { message_id } = await says({ text: "heard" });
    await until((one) => one.message?.mid === message_id);
    expect(received.map(({ item }) => item.message.text)).toEqual(["heard"]);
  });

  it("serves what a person sends by address, without a token", async () => {
    await says({ image: { sample: "receipt" } });
    const { item } = await until((one) => one.message?.attachments);
    const [{ type, payload }] = item.message.attachments;
    expect(type).toBe("image");
    const file = await fetch(payload.url);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect((await fetch(`${payload.url}x`)).status).toBe(404);
  });

  it("shows a PDF sent by address under its name, and refuses what is none", async () => {
    await says({ text: "Hi" });
    const sendFile = (path: string) =>
      send({ message: { attachment: { type: "file", payload: { url: `${own}${path}` } } } });
    const answer = await sendFile("/paper");
    const { item } = await until((one) => one.message?.is_echo);
    expect(item.message).toMatchObject({ mid: answer.message_id, attachments: [{ type: "file" }] });
    const { messages } = await sim(`people/${AMINA}/chat?number=${TUNDE.userId}`);
    expect(messages.at(-1)).toMatchObject({
      type: "document",
      media: { mimeType: "application/pdf", filename: "TG-8891-invoice.pdf", sizeBytes: 16 },
    });
    for (const path of ["/no-paper", "/notes.txt", "/picture.png"]) {
      expect((await sendFile(path)).error).toMatchObject({ code: 100, error_subcode: 2018047 });
    }
  });

  it("shows a picture sent by address, and echoes it as an attachment", async () => {
    await says({ text: "Hi" });
    const answer = await send({
      message: { attachment: { type: "image", payload: { url: `${own}/picture.png` } } },
    });
    const { item } = await until((one) => one.message?.is_echo);
    expect(item.message).toMatchObject({ mid: answer.message_id, attachments: [{ type: "image" }] });
    const { messages } = await sim(`people/${AMINA}/chat?number=${TUNDE.userId}`);
    expect(messages.at(-1)).toMatchObject({ type: "image", media: { mimeType: "image/png" } });
  });

  it("lets a person press, react, edit, unsend, mention and say what no app can read", async () => {
    await says({ text: "Hi" });
    const { message_id: asked } = await send({
      message: { text: "Buy?", quick_replies: [{ content_type: "text", title: "Yes", payload: "yes:1" }] },
    });
    await says({ button: { title: "Yes" } });
    expect((await until((one) => one.message?.quick_reply)).item.message).toMatchObject({
      text: "Yes",
      quick_reply: { payload: "yes:1" },
    });
    await says({ reaction: { message_id: asked, emoji: "❤️" } });
    expect((await until((one) => one.reaction)).item.reaction).toMatchObject({
      mid: asked,
      action: "react",
      emoji: "❤️",
    });
    const { message_id: mine } = await says({ text: "5 laptops", quote: asked });
    expect((await until((one) => one.message?.reply_to)).item.message.reply_to).toEqual({ mid: asked });
    await says({ edit: { message_id: mine, text: "4 laptops" } });
    expect((await until((one) => one.message_edit)).item.message_edit).toMatchObject({
      mid: mine,
      text: "4 laptops",
    });
    await says({ delete: { message_id: mine } });
    expect((await until((one) => one.message?.is_deleted)).item.message.mid).toBe(mine);
    await says({ story_mention: true });
    await until((one) => one.message?.attachments?.[0].type === "story_mention");
    await says({ unsupported: true });
    await until((one) => one.message?.is_unsupported);
    await says({ postback: { title: "Prices", payload: "PRICES" } });
    expect((await until((one) => one.postback)).item.postback).toMatchObject({ payload: "PRICES" });
  });

  it("shows typing, and what the owner writes in her own app", async () => {
    await says({ text: "Hi" });
    expect(await send({ sender_action: "typing_on" })).toEqual({ recipient_id: IGSID });
    expect(await sim(`people/${AMINA}/chat?number=${TUNDE.userId}`)).toMatchObject({ isTyping: true });
    await sim(`people/${AMINA}/app`, { number: TUNDE.userId, text: "It is me" });
    expect((await until((one) => one.message?.is_echo)).item.message).toMatchObject({ text: "It is me" });
  });

  it("has no Instagram on a phone without an account", async () => {
    const answer = await sim("people/2348031234567/send", { number: TUNDE.userId, text: "Hi" });
    expect(answer.error).toContain("no Instagram");
  });
});
