import { PublishCommand, SNSClient, type SNSClientConfig, SNSServiceException } from "@aws-sdk/client-sns";
import { checkSms, outcomeOfException, type SmsGateway, type SmsOutcome } from "./outcome";

export type SnsConfig = {
  provider: "sns";
  /** Shown as the sender where a country allows names; at most 11 letters and digits. */
  senderId?: string;
  timeoutMs?: number;
  /** Region, credentials and endpoint come from the AWS SDK's own variables unless given here. */
  client?: SNSClientConfig;
};

/** Amazon SNS: `Publish` straight to a phone number, as transactional traffic. */
export function openSns({ senderId, timeoutMs = 10_000, client: options }: SnsConfig): SmsGateway {
  // One attempt: the SDK's own retries would send a code twice after a lost answer.
  const client = new SNSClient({ maxAttempts: 1, ...options });
  return {
    async send(sms) {
      const complaint = checkSms(sms);
      if (complaint !== null) return complaint;
      const command = new PublishCommand({
        PhoneNumber: sms.phone,
        Message: sms.text,
        MessageAttributes: {
          "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" },
          ...(senderId === undefined
            ? {}
            : { "AWS.SNS.SMS.SenderID": { DataType: "String", StringValue: senderId } }),
        },
      });
      try {
        const answer = await client.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
        if (answer.MessageId === undefined) return { kind: "in_doubt", reason: "no_message_id" };
        return { kind: "accepted", id: answer.MessageId };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

/** Refused for now, and certainly not sent: too much at once, or keys that ran out and are being replaced. */
const PASSING = new Set([
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "ExpiredToken",
  "ExpiredTokenException",
]);

function outcomeOf(error: unknown): SmsOutcome {
  const status = error instanceof SNSServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  if (status >= 500) return { kind: "in_doubt", reason: `http_${status}` };
  if (status === 429 || (status >= 400 && PASSING.has((error as Error).name))) {
    return { kind: "not_sent", reason: (error as Error).name };
  }
  // The name is one of Amazon's own ("InvalidParameter", "Throttling"); its sentence is not passed on.
  if (status >= 400) return { kind: "refused", reason: (error as Error).name };
  if (error instanceof Error && error.name === "CredentialsProviderError") {
    return { kind: "not_sent", reason: "no_credentials" };
  }
  if (error instanceof Error && error.name === "AbortError") return { kind: "in_doubt", reason: "timeout" };
  return outcomeOfException(error);
}
