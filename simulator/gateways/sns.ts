import { randomUUID } from "node:crypto";
import { type Call, parseJsonObject, type Reply } from "../http/exchange";
import type { Simulator } from "../state/simulator";

const NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
const E164 = /^\+[1-9]\d{6,14}$/;
const MAX_MESSAGE_LENGTH = 1600;

interface PublishInput {
  phoneNumber: string;
  message: string;
  senderId?: string;
}

/** Whether a call speaks to Amazon SNS: an AWS query form or AWS JSON posted to the root. */
export function isSnsCall(call: Call): boolean {
  return call.method === "POST" && call.url.pathname === "/";
}

/** Answers `Publish` to a phone as Amazon SNS does, and puts the text into the SMS inbox. */
export function handleSns(sim: Simulator, call: Call): Reply {
  const target = call.headers["x-amz-target"];
  const speaksJson = typeof target === "string";
  const refuse = (code: string, message: string, status = 400) =>
    errorReply(speaksJson, code, message, status);
  if (
    !/^AWS4-HMAC-SHA256 .*\/sns\/aws4_request.*Signature=[0-9a-f]{64}/.test(call.headers.authorization ?? "")
  ) {
    return refuse("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
  }
  const action = speaksJson
    ? target.split(".").at(-1)
    : new URLSearchParams(call.body.toString()).get("Action");
  if (action !== "Publish") return refuse("InvalidAction", `Could not find operation ${action}`);
  if (sim.faults.strike("sms_down"))
    return refuse("ServiceUnavailable", "Service is unable to handle request.", 503);
  const input = speaksJson ? jsonInput(call) : queryInput(call);
  if (!E164.test(input.phoneNumber)) {
    return refuse(
      "InvalidParameter",
      `Invalid parameter: PhoneNumber Reason: ${input.phoneNumber || "empty"} is not valid to publish to`,
    );
  }
  if (input.message === "") return refuse("InvalidParameter", "Invalid parameter: Empty message");
  if (input.message.length > MAX_MESSAGE_LENGTH)
    return refuse("InvalidParameter", "Invalid parameter: Message too long");
  const id = randomUUID();
  if (!sim.faults.strike("sms_lost")) receive(sim, id, input);
  return publishedReply(speaksJson, id);
}

function receive(sim: Simulator, id: string, input: PublishInput): void {
  const at = new Date(sim.clock.nowMs()).toISOString();
  const sms = { id, at, phone: input.phoneNumber, message: input.message, senderId: input.senderId };
  sim.world.sms.push(sms);
  sim.events.publish("sms", sms);
}

function queryInput(call: Call): PublishInput {
  const form = new URLSearchParams(call.body.toString("utf8"));
  let senderId: string | undefined;
  for (const [key, value] of form) {
    if (!key.endsWith(".Name") || value !== "AWS.SNS.SMS.SenderID") continue;
    senderId = form.get(key.replace(/\.Name$/, ".Value.StringValue")) ?? undefined;
  }
  return { phoneNumber: form.get("PhoneNumber") ?? "", message: form.get("Message") ?? "", senderId };
}

function jsonInput(call: Call): PublishInput {
  const body = parseJsonObject(call.body) ?? {};
  const attributes = body.MessageAttributes as Record<string, { StringValue?: string }> | undefined;
  return {
    phoneNumber: String(body.PhoneNumber ?? ""),
    message: String(body.Message ?? ""),
    senderId: attributes?.["AWS.SNS.SMS.SenderID"]?.StringValue,
  };
}

function publishedReply(speaksJson: boolean, messageId: string): Reply {
  if (speaksJson) {
    return {
      status: 200,
      body: JSON.stringify({ MessageId: messageId }),
      headers: { "Content-Type": "application/x-amz-json-1.0" },
    };
  }
  const result = `<PublishResult><MessageId>${messageId}</MessageId></PublishResult>`;
  const xml = `<PublishResponse xmlns="${NAMESPACE}">${result}${metadata()}</PublishResponse>`;
  return { status: 200, body: xml, headers: { "Content-Type": "text/xml" } };
}

function errorReply(speaksJson: boolean, code: string, message: string, status: number): Reply {
  if (speaksJson) {
    const body = JSON.stringify({ __type: `com.amazonaws.sns#${code}`, message });
    return { status, body, headers: { "Content-Type": "application/x-amz-json-1.0" } };
  }
  const type = status < 500 ? "Sender" : "Receiver";
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  const xml = `<ErrorResponse xmlns="${NAMESPACE}">${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
  return { status, body: xml, headers: { "Content-Type": "text/xml" } };
}

function metadata(): string {
  return `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
