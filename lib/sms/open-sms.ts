import type { SmsGateway } from "./outcome";
import { openSns, type SnsConfig } from "./sns";
import { openTermii, type TermiiConfig } from "./termii";

export type SmsConfig = SnsConfig | TermiiConfig;

/** The gateway that carries text messages. */
export function openSms(config: SmsConfig): SmsGateway {
  return config.provider === "sns" ? openSns(config) : openTermii(config);
}
