import { env } from "@/lib/env";
import { parseSender } from "@/lib/mail/address";

export type PushKeys = { publicKey: string; privateKey: string; subject: string };

/**
 * What we show who we are with at the browsers' push services (VAPID, RFC 8292); null where none is configured: then nobody
 * is told by push, and the page says so.
 */
export function pushKeys(): PushKeys | null {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT, APP_URL, MAIL_FROM } = env();
  if (!VAPID_PUBLIC_KEY || !VAPID_PRIVATE_KEY) return null;
  const ours = APP_URL.startsWith("https://") ? APP_URL : `mailto:${parseSender(MAIL_FROM).address}`;
  return { publicKey: VAPID_PUBLIC_KEY, privateKey: VAPID_PRIVATE_KEY, subject: VAPID_SUBJECT ?? ours };
}
