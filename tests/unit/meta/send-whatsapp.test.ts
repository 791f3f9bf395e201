import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markRead, sendWhatsApp, type WhatsAppTarget } from "@/lib/meta/send-whatsapp";
import { templateParameter, type WhatsAppContent, type WhatsAppMessage } from "@/lib/meta/whatsapp-message";
import { closedPort, json, startServer } from "./graph-server";

const target = (baseUrl: string): WhatsAppTarget => ({
  baseUrl,
  version: "v25.0",
  token: "EAAtoken",
  phoneNumberId: "106540352242922",
});
const to = { phone: "2348031234567" };
const accepted = { contacts: [{ input: "x", wa_id: "2348031234567" }], messages: [{ id: "wamid.NEW" }] };

async function sent(message: WhatsAppMessage): Promise<unknown> {
  const graph = await startServer((_request, response) => json(response, 200, accepted));
  const outcome = await sendWhatsApp(target(graph.url), message);
  expect(outcome).toEqual({ kind: "sent", externalId: "wamid.NEW", recipientPhone: "2348031234567" });
  expect(graph.received[0]).toMatchObject({ method: "POST", url: "/v25.0/106540352242922/messages" });
  return graph.received[0]!.body;
}

async function refusal(content: WhatsAppContent, more: Partial<WhatsAppMessage> = {}) {
  const port = await closedPort();
  return sendWhatsApp(target(`http://127.0.0.1:${port}`), { to, content, ...more });
}

describe("sending on WhatsApp", () => {
  it("sends a text with our own id, quoting the buyer", async () => {
    expect(
      await sent({
        to: { phone: "+2348031234567" },
        content: { kind: "text", text: "₦12,500" },
        callbackData: "msg_1",
        quotedExternalId: "wamid.TXT1",
      }),
    ).toEqual({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: "2348031234567",
      type: "text",
      text: { body: "₦12,500", preview_url: false },
      context: { message_id: "wamid.TXT1" },
      biz_opaque_callback_data: "msg_1",
    });
  });

  it("puts a user id into recipient, never into to", async () => {
    const body = await sent({ to: { userId: "NG.20819783409" }, content: { kind: "text", text: "Hi" } });
    expect(body).toMatchObject({ recipient: "NG.20819783409" });
    expect(body).not.toHaveProperty("to");
  });

  it("prefers the phone when both are known", async () => {
    const body = await sent({ to: { ...to, userId: "NG.2" }, content: { kind: "text", text: "Hi" } });
    expect(body).toMatchObject({ to: to.phone });
    expect(body).not.toHaveProperty("recipient");
  });

  it("sends pictures and documents by id or link", async () => {
    expect(
      await sent({
        to,
        content: { kind: "image", source: { link: "https://x.example/a.jpg" }, caption: "Red" },
      }),
    ).toMatchObject({ type: "image", image: { link: "https://x.example/a.jpg", caption: "Red" } });
    expect(
      await sent({ to, content: { kind: "document", source: { id: "77" }, filename: "TG-8891.pdf" } }),
    ).toMatchObject({ type: "document", document: { id: "77", filename: "TG-8891.pdf" } });
  });

  it("sends reply buttons and lists", async () => {
    expect(
      await sent({
        to,
        content: { kind: "buttons", text: "Right?", buttons: [{ id: "yes", title: "Yes" }] },
      }),
    ).toMatchObject({
      type: "interactive",
      interactive: {
        type: "button",
        body: { text: "Right?" },
        action: { buttons: [{ type: "reply", reply: { id: "yes", title: "Yes" } }] },
      },
    });
    const sections = [{ rows: [{ id: "p1", title: "Red dress", description: "₦12,500" }] }];
    expect(
      await sent({ to, content: { kind: "list", text: "Which?", button: "Choose", sections } }),
    ).toMatchObject({ interactive: { type: "list", action: { button: "Choose", sections } } });
  });

  it("sends a template with its parameters made fit", async () => {
    const content: WhatsAppContent = {
      kind: "template",
      name: "order_shipped",
      language: "en",
      body: [{ text: "Chinedu\nOkafor" }],
      buttons: [{ index: 0, subType: "url", value: "ORDER-7" }],
    };
    expect(await sent({ to, content })).toMatchObject({
      template: {
        name: "order_shipped",
        language: { code: "en" },
        components: [
          { type: "body", parameters: [{ type: "text", text: "Chinedu Okafor" }] },
          { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "ORDER-7" }] },
        ],
      },
    });
  });

  it("keeps the id under which Meta knows the recipient", async () => {
    const answer = { contacts: [{ input: "NG.2", user_id: "NG.2" }], messages: [{ id: "wamid.N" }] };
    const graph = await startServer((_request, response) => json(response, 200, answer));
    const outcome = await sendWhatsApp(target(graph.url), {
      to: { userId: "NG.2" },
      content: { kind: "text", text: "Hi" },
    });
    expect(outcome).toEqual({ kind: "sent", externalId: "wamid.N", recipientUserId: "NG.2" });
  });

  it("marks as read with a typing bubble", async () => {
    const graph = await startServer((_request, response) => json(response, 200, { success: true }));
    expect(await markRead(target(graph.url), "wamid.TXT1", { typing: true })).toBe("ok");
    expect(graph.received[0]!.body).toEqual({
      messaging_product: "whatsapp",
      status: "read",
      message_id: "wamid.TXT1",
      typing_indicator: { type: "text" },
    });
  });
});

describe("what WhatsApp would refuse", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, row) => ({ id: `r${row}`, title: `R${row}` }));
  const buttons = (...titles: string[]) => titles.map((title, index) => ({ id: `b${index}`, title }));
  const tooMuch: [string, WhatsAppContent, string][] = [
    ["an empty text", { kind: "text", text: "  " }, "empty"],
    ["a text of 4,097", { kind: "text", text: "x".repeat(4_097) }, "too_long"],
    ["a caption of 1,025", { kind: "image", source: { id: "1" }, caption: "x".repeat(1_025) }, "too_long"],
    ["a link that is none", { kind: "image", source: { link: "file:///etc/passwd" } }, "bad_link"],
    ["no buttons", { kind: "buttons", text: "x", buttons: [] }, "empty"],
    ["four buttons", { kind: "buttons", text: "x", buttons: buttons("a", "b", "c", "d") }, "too_many"],
    ["a button of 21", { kind: "buttons", text: "x", buttons: buttons("x".repeat(21)) }, "too_long"],
    ["two equal buttons", { kind: "buttons", text: "x", buttons: buttons("a", "a") }, "repeated"],
    ["a body of 1,025", { kind: "buttons", text: "x".repeat(1_025), buttons: buttons("a") }, "too_long"],
    [
      "a header of 61",
      { kind: "buttons", text: "x", header: "x".repeat(61), buttons: buttons("a") },
      "too_long",
    ],
    ["eleven rows", { kind: "list", text: "x", button: "b", sections: [{ rows: rows(11) }] }, "too_many"],
    [
      "sections without titles",
      {
        kind: "list",
        text: "x",
        button: "b",
        sections: [{ rows: rows(1) }, { rows: [{ id: "z", title: "z" }] }],
      },
      "empty",
    ],
    [
      "a row of 25",
      { kind: "list", text: "x", button: "b", sections: [{ rows: [{ id: "a", title: "x".repeat(25) }] }] },
      "too_long",
    ],
    ["a template's name in capitals", { kind: "template", name: "Order", language: "en" }, "bad_template"],
  ];

  it.each(tooMuch)("is not even tried: %s", async (_name, content, code) => {
    expect(await refusal(content)).toMatchObject({ kind: "refused", class: "bad_request", code });
  });

  it("is tried at the very limit", async () => {
    const atLimit: WhatsAppContent[] = [
      { kind: "text", text: "x".repeat(4_096) },
      { kind: "buttons", text: "x".repeat(1_024), buttons: buttons("x".repeat(20), "b", "c") },
      { kind: "list", text: "x", button: "x".repeat(20), sections: [{ rows: rows(10) }] },
    ];
    for (const content of atLimit) expect(await refusal(content)).toMatchObject({ kind: "not_sent" });
  });

  it("needs a recipient and a callback of at most 512", async () => {
    const content: WhatsAppContent = { kind: "text", text: "x" };
    expect(await refusal(content, { to: {} })).toMatchObject({ code: "no_recipient" });
    expect(await refusal(content, { to: { phone: "NG.123" } })).toMatchObject({ code: "bad_phone" });
    expect(await refusal(content, { callbackData: "x".repeat(513) })).toMatchObject({ code: "too_long" });
  });

  it("IN-07 never makes a template parameter Meta refuses", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 1_500 }), (text) => {
        const parameter = templateParameter(`${text}\n\t     ${text}`);
        expect(parameter).not.toMatch(/[\n\r\t]| {5}/);
        expect(parameter.trim().length).toBeGreaterThan(0);
        expect(parameter.length).toBeLessThanOrEqual(1_024);
        expect(Buffer.from(parameter).toString()).toBe(parameter);
      }),
      { numRuns: 500, seed: 20261121 },
    );
    expect(templateParameter("Red dress, size 12")).toBe("Red dress, size 12");
  });
});

describe("what WhatsApp answers", () => {
  const text: WhatsAppMessage = { to, content: { kind: "text", text: "Hi" } };

  it.each([
    [190, 401, "token"],
    [10, 403, "permission"],
    [294, 403, "permission"],
    [131031, 403, "integrity"],
    [130429, 400, "rate"],
    [131000, 400, "retryable"],
    [100, 400, "bad_request"],
    [131047, 400, "window"],
    [131026, 400, "recipient"],
    [131042, 400, "config"],
    [131053, 400, "media"],
    [132001, 404, "template"],
    [999999, 400, "bad_request"],
  ])("code %i is of class %3$s", async (code, status, name) => {
    const graph = await startServer((_request, response) => json(response, status, { error: { code } }));
    const outcome = await sendWhatsApp(target(graph.url), text);
    expect(outcome).toMatchObject({ kind: "refused", class: name, code: String(code) });
    if (outcome.kind === "refused") expect(outcome.sentence).toMatch(/^[A-Z].{20,}[.]$/);
  });

  it("is in doubt when a 200 names no message", async () => {
    const graph = await startServer((_request, response) => json(response, 200, { success: true }));
    expect(await sendWhatsApp(target(graph.url), text)).toEqual({
      kind: "in_doubt",
      reason: "no_message_id",
    });
  });

  it("passes on what is certain and what is not", async () => {
    const port = await closedPort();
    expect(await sendWhatsApp(target(`http://127.0.0.1:${port}`), text)).toMatchObject({ kind: "not_sent" });
    const silent = await startServer(() => {});
    expect(await sendWhatsApp({ ...target(silent.url), timeoutMs: 50 }, text)).toMatchObject({
      kind: "in_doubt",
    });
  });

  it("says nothing of token or recipient in any outcome", async () => {
    const echoing = { code: 131026, message: "to 2348031234567 with EAAtoken" };
    const graph = await startServer((_request, response) => json(response, 400, { error: echoing }));
    const outcome = JSON.stringify(await sendWhatsApp(target(graph.url), text));
    expect(outcome).not.toMatch(/EAAtoken|2348031234567/);
  });
});
