import { env } from "@/lib/env";
import { type Mailer, openMail } from "./send-mail";

export type { Mail, Mailer, MailOutcome } from "./send-mail";

let mailer: Mailer | undefined;

/** The mail server this process was configured with (`SMTP_URL`, `MAIL_FROM`). */
export function mail(): Mailer {
  const { SMTP_URL, MAIL_FROM } = env();
  mailer ??= openMail({ smtpUrl: SMTP_URL, from: MAIL_FROM });
  return mailer;
}
