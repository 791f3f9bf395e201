import { describe, expect, it } from "vitest";
import { AUDIT_ACTIONS } from "@/lib/audit/actions";
import { actionsOf, topicOf } from "@/lib/audit/rules/topics";
import { AUDIT_TOPICS } from "@/lib/audit/schema";

describe("the topics of the log", () => {
  it("hold every action once, and none is empty", () => {
    const all = AUDIT_TOPICS.flatMap(actionsOf);
    expect([...all].sort()).toEqual(Object.keys(AUDIT_ACTIONS).sort());
    for (const topic of AUDIT_TOPICS) expect(actionsOf(topic).length, topic).toBeGreaterThan(0);
  });

  it("put things where a person looks for them", () => {
    expect(topicOf("RECEIPT_APPROVED")).toBe("payments");
    expect(topicOf("OTP_VERIFY_FAILED")).toBe("sign_in");
    expect(topicOf("CONTACT_VIEWED")).toBe("looks");
    expect(topicOf("CONTACT_WAY_VERIFIED")).toBe("sign_in");
    expect(topicOf("CHANNEL_CONNECTED")).toBe("shop");
    expect(topicOf("SOMETHING_NEW")).toBe("messages");
  });
});
