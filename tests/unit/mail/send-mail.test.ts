import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { type Mail, openMail } from "@/lib/mail/send-mail";

const mail: Mail = {
  to: "chinedu@mail.example",
  subject: "Your code for Ada's Fashion: ẹ kú ilé ₦",
  text: "K7#mQ2$x\n",
  html: "<p>K7#mQ2$x</p>",
};

type Taken = { from: string; to: string[]; raw: string };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A real SMTP server on loopback that keeps what it is given. */
async function startSmtp(options: SMTPServerOptions = {}): Promise<{ url: string; taken: Taken[] }> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        taken.push({ from, to: rcptTo.map((one) => one.address), raw: Buffer.concat(chunks).toString() });
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, taken };
}

/** A server that speaks SMTP up to a point and then does something rude. */
async function startRude(act: (line: string, socket: Socket) => string | null): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).write("220 rude\r\n");
    socket.on("data", (data) => {
      for (const line of data.toString().split("\r\n").filter(Boolean)) {
        const reply = act(line, socket);
        if (reply === null) return;
        if (reply !== "") socket.write(`${reply}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const open = (smtpUrl: string) =>
  openMail({ smtpUrl, from: "TrustGuard <hello@trustguard.example>", timeoutMs: 1_000 });

describe("sending a mail", () => {
  it("hands over text and HTML in an envelope to one person", async () => {
    const { url, taken } = await startSmtp();
    expect(await open(url).send(mail)).toMatchObject({ kind: "accepted", id: expect.stringContaining("@") });
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ from: "hello@trustguard.example", to: ["chinedu@mail.example"] });
    const read = await PostalMime.parse(taken[0]!.raw);
    expect(read).toMatchObject({ subject: mail.subject, from: { name: "TrustGuard" } });
    expect(read.text?.trimEnd()).toBe(mail.text.trimEnd());
    expect(read.html?.trim()).toBe(mail.html);
    expect(read.to?.map((one) => one.address)).toEqual(["chinedu@mail.example"]);
  });

  it.each([
    ["the address", { to: "a@x.example\r\nBcc: all@x.example" }],
    ["the address as a list", { to: "a@x.example, b@x.example" }],
    ["the address with a name", { to: "A <a@x.example>" }],
    ["the subject, CRLF", { subject: "Hi\r\nBcc: all@x.example" }],
    ["the subject, LF", { subject: "Hi\nBcc: all@x.example" }],
    ["the subject, CR", { subject: "Hi\rX" }],
    ["the subject, NUL", { subject: "Hi\0" }],
    ["an endless subject", { subject: "x".repeat(201) }],
    ["an empty text", { text: " " }],
  ])("IN-08 refuses %s", async (_name, change) => {
    const { url, taken } = await startSmtp();
    expect(await open(url).send({ ...mail, ...change })).toMatchObject({ kind: "refused" });
    expect(taken).toEqual([]);
  });

  it("IN-08 reads no file and fetches nothing that a text names", async () => {
    const { url, taken } = await startSmtp();
    await open(url).send({ ...mail, text: "path: /etc/passwd", html: '<img src="file:///etc/passwd">' });
    expect(taken[0]!.raw).not.toContain("root:");
  });

  it("keeps a text's dots and lines as they are: a lone dot ends nothing", async () => {
    const { url, taken } = await startSmtp();
    const text = "one\n.\nRCPT TO:<x@x.example>\n..\n";
    await open(url).send({ ...mail, text });
    expect(taken).toHaveLength(1);
    expect((await PostalMime.parse(taken[0]!.raw)).text?.trimEnd()).toBe(text.trimEnd());
  });
});

describe("a mail that does not get through", () => {
  it("was refused when the server says so for good, not sent when it says not now", async () => {
    const refuse = (responseCode: number): SMTPServerOptions => ({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error("no such user"), { responseCode })),
    });
    expect(await open((await startSmtp(refuse(550))).url).send(mail)).toEqual({
      kind: "refused",
      reason: "smtp_550",
    });
    expect(await open((await startSmtp(refuse(451))).url).send(mail)).toEqual({
      kind: "not_sent",
      reason: "smtp_451",
    });
  });

  it("was not sent when nobody listens", async () => {
    expect(await open("smtp://127.0.0.1:1").send(mail)).toMatchObject({ kind: "not_sent" });
  });

  it("was not sent when the line breaks before the body, and is in doubt when it breaks after", async () => {
    const early = await startRude((line, socket) => {
      if (line.startsWith("RCPT")) {
        socket.destroy();
        return null;
      }
      return "250 ok";
    });
    expect(await open(early).send(mail)).toMatchObject({ kind: "not_sent" });
    const late = await startRude((line, socket) => {
      if (line === "DATA") return "354 go on";
      if (line === ".") {
        socket.destroy();
        return null;
      }
      return /^(EHLO|MAIL|RCPT)/.test(line) ? "250 ok" : "";
    });
    expect(await open(late).send(mail)).toMatchObject({ kind: "in_doubt" });
  });

  it("is in doubt when no answer to the body comes in time", async () => {
    const silent = await startRude((line) => {
      if (line === "DATA") return "354 go on";
      return /^(EHLO|MAIL|RCPT)/.test(line) ? "250 ok" : "";
    });
    expect(await open(silent).send(mail)).toMatchObject({ kind: "in_doubt" });
  });
});
