import { env } from "@/lib/env";
import { openSms } from "./open-sms";
import type { SmsGateway } from "./outcome";

export type { Sms, SmsGateway, SmsOutcome } from "./outcome";

let gateway: SmsGateway | undefined;

/** The gateway this process was configured with (`SMS_PROVIDER`). */
export function sms(): SmsGateway {
  gateway ??= open();
  return gateway;
}

function open(): SmsGateway {
  const { SMS_PROVIDER, TERMII_API_KEY, TERMII_URL } = env();
  if (SMS_PROVIDER === "sns") return openSms({ provider: "sns" });
  return openSms({ provider: "termii", apiKey: TERMII_API_KEY ?? "", url: TERMII_URL });
}
