import { createHmac } from "node:crypto";

/**
 * A WhatsApp text message as Meta sends it, about 450 bytes.
 *
 * @param {{ id: string, from: string, phoneNumberId: string, text: string, atSeconds: number }} message
 */
export function messageBody({ id, from, phoneNumberId, text, atSeconds }) {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "2348030001001", phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: "Chinedu" }, wa_id: from }],
    messages: [{ from, id, timestamp: String(atSeconds), text: { body: text }, type: "text" }],
  };
  const entry = [{ id: "102290129340398", changes: [{ value, field: "messages" }] }];
  return JSON.stringify({ object: "whatsapp_business_account", entry });
}

/** The bytes of one signed POST on a connection that stays open (X-Hub-Signature-256: HMAC-SHA256 of the body). */
export function signedRequest({ body, secret, path, port }) {
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "User-Agent: facebookexternalua",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Hub-Signature-256: sha256=${signature}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}
