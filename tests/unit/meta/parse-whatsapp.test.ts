import { describe, expect, it } from "vitest";
import { itemsOf, only } from "../../support/webhook-samples";

const CHANNEL = "106540352242922";
const CHINEDU = { phone: "2348031234567", userId: "NG.13491208655302741918", profileName: "Chinedu Okafor" };
const AT = new Date("2026-11-23T10:00:00Z");

describe("what WhatsApp's webhook says", () => {
  it("reads a text with its sender, channel and time", () => {
    expect(only("whatsapp/text")).toMatchObject({
      type: "message",
      platform: "whatsapp",
      channelExternalId: CHANNEL,
      externalId: "wamid.TXT1",
      from: CHINEDU,
      sentAt: AT,
      kind: "text",
      text: "How much for the red ankara dress? ₦ 👗",
      payload: { id: "wamid.TXT1", type: "text" },
    });
  });

  it("reads quotes and forwards", () => {
    expect(only("whatsapp/text-quoted")).toMatchObject({ quotedExternalId: "wamid.OURS1" });
    expect(only("whatsapp/text-quoted")).not.toHaveProperty("forwarded");
    expect(only("whatsapp/text-forwarded")).toMatchObject({ forwarded: true });
  });

  it("brings hashes in base64 and in hex to the same hex", () => {
    const hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    expect(only("whatsapp/image")).toMatchObject({
      kind: "image",
      text: "I have paid",
      media: { id: "1908647269898587", mimeType: "image/jpeg", sha256Hex: hash, caption: "I have paid" },
    });
    expect(only("whatsapp/document")).toMatchObject({
      kind: "document",
      media: { mimeType: "application/pdf", sha256Hex: hash, filename: "Reçu ọjà.pdf" },
    });
  });

  it("drops a MIME type's parameters", () => {
    expect(only("whatsapp/voice")).toMatchObject({ kind: "audio", media: { mimeType: "audio/ogg" } });
  });

  it("reads presses of buttons and rows by the id we gave them", () => {
    expect(only("whatsapp/button-reply")).toMatchObject({
      kind: "button",
      buttonId: "yes",
      text: "Yes",
      quotedExternalId: "wamid.OURS2",
    });
    expect(only("whatsapp/list-reply")).toMatchObject({ kind: "list", buttonId: "prd_1" });
    expect(only("whatsapp/template-button")).toMatchObject({
      kind: "button",
      buttonId: "HELP",
      text: "Help",
    });
  });

  it("reads reactions, given and taken back", () => {
    expect(only("whatsapp/reaction")).toMatchObject({
      kind: "reaction",
      reaction: { targetExternalId: "wamid.OURS3", emoji: "👍" },
    });
    expect(only("whatsapp/reaction-removed")).toMatchObject({ reaction: { emoji: null } });
  });

  it("reads a place as words that may serve as an address", () => {
    expect(only("whatsapp/location")).toMatchObject({
      kind: "location",
      text: "Lekki Phase 1, 12 Admiralty Way",
    });
  });

  it("reads edits and deletions with the message they are about", () => {
    expect(only("whatsapp/edit")).toMatchObject({
      kind: "edit",
      targetExternalId: "wamid.TXT1",
      text: "two dresses",
    });
    expect(only("whatsapp/revoke")).toMatchObject({ kind: "revoke", targetExternalId: "wamid.TXT1" });
  });

  it("keeps what Meta does not support, and media it could not fetch, as messages with their errors", () => {
    expect(only("whatsapp/unsupported")).toMatchObject({
      kind: "unsupported",
      errors: [
        {
          code: 131051,
          title: "Message type unknown",
          details: "Message type is currently not supported.",
        },
      ],
    });
    expect(only("whatsapp/image-not-fetched")).toMatchObject({ kind: "image", errors: [{ code: 131052 }] });
  });

  it("finds the type by the body when Meta leaves it out", () => {
    expect(only("whatsapp/type-absent")).toMatchObject({ kind: "location" });
  });

  it("sets group messages aside: nobody there asked for a bot", () => {
    expect(only("whatsapp/group-text")).toMatchObject({ type: "unhandled", reason: "group" });
  });
});

describe("who wrote on WhatsApp", () => {
  it("knows a person by user id alone when the phone is hidden", () => {
    const item = only("whatsapp/username-only");
    expect(item).toMatchObject({
      from: { userId: "NG.20819783409", username: "amina.b", profileName: "Amina" },
    });
    expect(item).not.toHaveProperty("from.phone");
  });

  it("recognises a user id where the phone belongs, and a time that is a number", () => {
    expect(only("whatsapp/user-id-in-from")).toMatchObject({
      from: { userId: "NG.20819783409" },
      sentAt: AT,
    });
  });

  it("never gives one person the user id or name of another", () => {
    expect(only("whatsapp/strangers-contact")).toMatchObject({ from: { phone: "2348031234567" } });
    expect(only("whatsapp/strangers-contact")).not.toHaveProperty("from.userId");
    expect(only("whatsapp/strangers-contact")).not.toHaveProperty("from.profileName");
  });

  it("reads a changed number and a replaced user id as changes of identity", () => {
    expect(only("whatsapp/changed-number")).toMatchObject({
      type: "identity_change",
      change: "phone",
      from: { phone: "2348031234567" },
      newPhone: "2348057654321",
    });
    expect(only("whatsapp/changed-user-id")).toMatchObject({
      type: "identity_change",
      change: "user_id",
      from: { phone: "2348031234567", userId: "NG.13491208655302741918" },
      newUserId: "NG.99887766",
      at: AT,
    });
  });
});

describe("everything else WhatsApp reports", () => {
  it("reads statuses with our own message id and their errors", () => {
    expect(only("whatsapp/status-delivered")).toEqual({
      type: "status",
      platform: "whatsapp",
      channelExternalId: CHANNEL,
      externalId: "wamid.OURS1",
      status: "delivered",
      at: AT,
      recipient: { phone: "2348031234567" },
      callbackData: "msg_01HZX",
      errors: [],
    });
    expect(only("whatsapp/status-failed")).toMatchObject({
      status: "failed",
      errors: [{ code: 131047, title: "Re-engagement message", details: "More than 24 hours have passed" }],
    });
    expect(only("whatsapp/status-username-only")).toMatchObject({
      recipient: { userId: "NG.20819783409" },
    });
  });

  it("reads what the owner types in her own phone as an echo", () => {
    expect(only("whatsapp/echo")).toMatchObject({
      type: "echo",
      to: { phone: "2348031234567" },
      kind: "text",
      text: "I will check for you",
    });
  });

  it.each([
    ["whatsapp/history", "history"],
    ["whatsapp/history-media", "history"],
    ["whatsapp/contacts-sync", "contacts_sync"],
    ["whatsapp/value-errors-only", "value_errors"],
    ["whatsapp/unknown-field", "unknown_field"],
  ])("keeps %s and acts on nothing in it", (name, reason) => {
    expect(only(name)).toMatchObject({ type: "unhandled", reason });
  });

  it("reads news of the account by its business account id", () => {
    expect(only("whatsapp/template-approved")).toMatchObject({
      type: "account",
      field: "message_template_status_update",
      wabaId: "102290129340398",
      event: "APPROVED",
      at: AT,
    });
  });

  it("WH-08 reads nine of ten when one is broken, each under its own channel", () => {
    const items = itemsOf("whatsapp/batch-one-bad");
    expect(items).toHaveLength(10);
    expect(items.filter((item) => item.type !== "unhandled")).toHaveLength(9);
    expect(items[3]).toMatchObject({ type: "unhandled", reason: "malformed", payload: "not an object" });
    expect(items.map((item) => item.channelExternalId)).toEqual([
      ...Array(5).fill(CHANNEL),
      "7",
      "7",
      "7",
      CHANNEL,
      CHANNEL,
    ]);
  });
});
