import { checkSms, outcomeOfException, type SmsGateway, type SmsOutcome } from "./outcome";

export type TermiiConfig = {
  provider: "termii";
  apiKey: string;
  /** Scheme and host: `https://api.ng.termii.com`. */
  url: string;
  /** A sender id registered with Termii. */
  from?: string;
  timeoutMs?: number;
};

/** Termii: JSON over HTTP, by the route that reaches numbers on Nigeria's do-not-disturb list. */
export function openTermii({
  apiKey,
  url,
  from = "TrustGuard",
  timeoutMs = 10_000,
}: TermiiConfig): SmsGateway {
  return {
    async send(sms) {
      const complaint = checkSms(sms);
      if (complaint !== null) return complaint;
      const body = {
        to: sms.phone.slice(1),
        from,
        sms: sms.text,
        type: "plain",
        channel: "dnd",
        api_key: apiKey,
      };
      try {
        const response = await fetch(`${url.replace(/\/+$/, "")}/api/sms/send`, {
          method: "POST",
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify(body),
          redirect: "manual",
          signal: AbortSignal.timeout(timeoutMs),
        });
        return outcomeOf(response.status, await response.json().catch(() => null));
      } catch (error) {
        return outcomeOfException(error);
      }
    },
  };
}

function outcomeOf(status: number, body: unknown): SmsOutcome {
  if (status >= 500 || status === 408) return { kind: "in_doubt", reason: `http_${status}` };
  if (status === 429) return { kind: "not_sent", reason: "http_429" };
  if (status < 200 || status >= 300) return { kind: "refused", reason: `http_${status}` };
  const id = typeof body === "object" && body !== null && "message_id" in body ? body.message_id : undefined;
  return typeof id === "string" && id !== ""
    ? { kind: "accepted", id }
    : { kind: "in_doubt", reason: "no_message_id" };
}
