import { randomUUID } from "node:crypto";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { Simulator } from "../state/simulator";
import type { Mail } from "../state/types";

export interface MailServer {
  port: number;
  close(): Promise<void>;
}

/** Listens for mail without demanding login or TLS, and keeps what comes in the mailbox. */
export async function startMailServer(sim: Simulator): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    size: 25 * 1024 * 1024,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? "anyone" }),
    onMailFrom: (_address, _session, callback) =>
      callback(sim.faults.strike("mail_down") ? temporaryFailure() : null),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        keepMail(sim, Buffer.concat(chunks), to).then(() => callback(null), callback);
      });
    },
  });
  server.on("error", () => {
    // A client that breaks off is its own affair; the server goes on.
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(sim.config.smtpPort, sim.config.host, () => resolve());
  });
  const address = server.server.address();
  return {
    port: typeof address === "object" && address ? address.port : sim.config.smtpPort,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function temporaryFailure(): Error {
  return Object.assign(new Error("4.3.2 Service not available, try again later"), { responseCode: 451 });
}

async function keepMail(sim: Simulator, raw: Buffer, to: string[]): Promise<void> {
  const parsed = await PostalMime.parse(raw);
  const from = parsed.from;
  const mail: Mail = {
    id: randomUUID(),
    at: new Date(sim.clock.nowMs()).toISOString(),
    from: from ? (from.name ? `${from.name} <${from.address}>` : (from.address ?? "")) : "",
    to,
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html ?? "",
    attachments: parsed.attachments.map((one) => ({
      filename: one.filename ?? "attachment",
      mimeType: one.mimeType,
      sizeBytes: typeof one.content === "string" ? one.content.length : one.content.byteLength,
    })),
  };
  sim.world.mails.push(mail);
  sim.events.publish("mail", { ...mail, html: undefined });
}
