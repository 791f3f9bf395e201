import { PassThrough, type Readable } from "node:stream";
import { createTransport, type SentMessageInfo, type Transporter } from "nodemailer";
import { isMailAddress, parseSender } from "./address";

/**
 * How handing over a mail ended. "refused" and "not_sent" are certain: nothing went out. "in_doubt" is not. Reasons are
 * stable words: a server's own sentence may repeat the address.
 */
export type MailOutcome =
  | { kind: "accepted"; id: string }
  | { kind: "refused"; reason: string }
  | { kind: "not_sent"; reason: string }
  | { kind: "in_doubt"; reason: string };

export type Mail = {
  /** One address, without a name. */
  to: string;
  subject: string;
  text: string;
  html: string;
};

export type Mailer = { send(mail: Mail): Promise<MailOutcome> };

export type MailConfig = {
  /** `smtp://user:pass@host:port` or `smtps://…`. */
  smtpUrl: string;
  /** `Name <address>` or an address. */
  from: string;
  timeoutMs?: number;
};

const MAX_SUBJECT_LENGTH = 200;
/** The mail server. Each mail goes to one person, in an envelope of our own making. */
export function openMail({ smtpUrl, from, timeoutMs = 15_000 }: MailConfig): Mailer {
  const sender = parseSender(from);
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  watchHandover(transport);
  return {
    async send(mail) {
      const complaint = checkMail(mail);
      if (complaint !== null) return { kind: "refused", reason: complaint };
      return deliver(transport, sender, mail);
    },
  };
}

function checkMail({ to, subject, text, html }: Mail): string | null {
  if (!isMailAddress(to)) return "bad_address";
  // Subjects carry names people chose: a line break there would begin a header of their making.
  if (/[\r\n\0]/.test(subject)) return "bad_subject";
  if (subject.trim() === "" || subject.length > MAX_SUBJECT_LENGTH) return "bad_subject";
  return text.trim() === "" || html.trim() === "" ? "empty" : null;
}

async function deliver(
  transport: Transporter,
  sender: { name: string; address: string },
  mail: Mail,
): Promise<MailOutcome> {
  const progress = { handedOver: false };
  try {
    const sent: SentMessageInfo = await transport.sendMail({
      from: sender,
      to: { name: "", address: mail.to },
      envelope: { from: sender.address, to: [mail.to] },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      // Machines that answer mails should not answer this one (RFC 3834).
      headers: { "Auto-Submitted": "auto-generated" },
      progress,
    } as Parameters<Transporter["sendMail"]>[0]);
    return { kind: "accepted", id: String(sent.messageId) };
  } catch (error) {
    return outcomeOf(error as SmtpError, progress.handedOver);
  }
}

/**
 * Notes when the server begins to take the message's body. Before that a lost connection is a certain failure; after it
 * the mail may be on its way. The library reports both alike.
 */
function watchHandover(transport: Transporter): void {
  transport.use("stream", (mail, done) => {
    const { progress } = mail.data as { progress?: { handedOver: boolean } };
    mail.message.processFunc((body: Readable) => {
      const watched = new PassThrough();
      watched.once("resume", () => {
        if (progress !== undefined) progress.handedOver = true;
      });
      body.once("error", (error) => watched.destroy(error));
      return body.pipe(watched);
    });
    done();
  });
}

type SmtpError = { code?: string; responseCode?: number };

function outcomeOf({ code, responseCode }: SmtpError, handedOver: boolean): MailOutcome {
  if (responseCode !== undefined && responseCode >= 500) {
    return { kind: "refused", reason: `smtp_${responseCode}` };
  }
  // 4xx: "not now". The server has not taken it, so trying again is safe.
  if (responseCode !== undefined && responseCode >= 400) {
    return { kind: "not_sent", reason: `smtp_${responseCode}` };
  }
  return { kind: handedOver ? "in_doubt" : "not_sent", reason: (code ?? "unknown").toLowerCase() };
}
