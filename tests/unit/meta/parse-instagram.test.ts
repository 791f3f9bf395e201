import { describe, expect, it } from "vitest";
import { only } from "../../support/webhook-samples";

const ACCOUNT = "17841400000000001";
const PERSON = { igsid: "1234567890123456" };

describe("what Instagram's webhook says", () => {
  it("reads a text; the time is in milliseconds", () => {
    expect(only("instagram/text")).toMatchObject({
      type: "message",
      platform: "instagram",
      channelExternalId: ACCOUNT,
      externalId: "aWdfZAG1faXRlbTox",
      from: PERSON,
      sentAt: new Date("2026-11-23T10:00:00.123Z"),
      kind: "text",
      text: "Is the red dress available? 👗",
    });
  });

  it("reads the messages variant of changes, with its time in seconds", () => {
    expect(only("instagram/changes-variant")).toMatchObject({
      type: "message",
      externalId: "mid.chg",
      sentAt: new Date("2026-11-23T10:00:00Z"),
    });
  });

  it("reads quick replies and postbacks as presses, the latter without a mid too", () => {
    expect(only("instagram/quick-reply")).toMatchObject({ kind: "button", buttonId: "yes", text: "Yes" });
    const postback = only("instagram/postback-without-mid");
    expect(postback).toMatchObject({ type: "message", kind: "button", buttonId: "BROWSE" });
    expect(postback).toEqual(only("instagram/postback-without-mid"));
  });

  it("reads several pictures of one message", () => {
    expect(only("instagram/two-images")).toMatchObject({
      kind: "image",
      media: { url: "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1" },
      moreMedia: [{ url: "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=2" }],
    });
  });

  it("reads replies, story mentions and what Instagram does not support", () => {
    expect(only("instagram/reply-to")).toMatchObject({ kind: "text", quotedExternalId: "mid.ours" });
    expect(only("instagram/story-mention")).toMatchObject({ kind: "story_mention" });
    expect(only("instagram/unsupported")).toMatchObject({ kind: "unsupported", externalId: "mid.uns" });
  });

  it("reads reactions, edits and deletions under ids of their own", () => {
    const ids = ["reaction", "unreact", "edit", "unsend"].map((name) => {
      const item = only(`instagram/${name}`);
      return item.type === "message" ? item.externalId : "";
    });
    expect(new Set([...ids, "mid.first", "mid.ours", ""]).size).toBe(7);
    expect(only("instagram/reaction")).toMatchObject({
      reaction: { targetExternalId: "mid.ours", emoji: "❤" },
    });
    expect(only("instagram/unreact")).toMatchObject({ reaction: { emoji: null } });
    expect(only("instagram/edit")).toMatchObject({
      kind: "edit",
      targetExternalId: "mid.first",
      text: "two dresses",
    });
    expect(only("instagram/unsend")).toMatchObject({ kind: "revoke", targetExternalId: "mid.first" });
  });

  it("reads a read receipt as the status of our message", () => {
    expect(only("instagram/seen")).toMatchObject({ type: "status", status: "read", externalId: "mid.ours" });
  });

  it("reads an echo with the buyer as the person, not the shop", () => {
    expect(only("instagram/echo")).toMatchObject({ type: "echo", channelExternalId: ACCOUNT, to: PERSON });
  });

  it.each([
    ["self", "self"],
    ["standby", "standby"],
    ["nothing-inside", "empty"],
    ["dashboard-test", "dashboard_test"],
    ["comment", "comment"],
  ])("keeps %s and acts on nothing in it", (name, reason) => {
    expect(only(`instagram/${name}`)).toMatchObject({ type: "unhandled", reason });
  });
});
