import { describe, expect, it } from "vitest";
import { homeOf } from "@/components/auth/home-of";
import { sayProblem, sayWait } from "@/components/auth/problem-words";
import { readRefusal } from "@/components/auth/sign-in-error";
import { CODE_SHAPES, findCode } from "@/components/ui/code-shapes";
import { hrefWith } from "@/components/ui/cursor-pager";

describe("where a person lands after signing in", () => {
  it("is the first page of their role", () => {
    expect(homeOf("CEO")).toBe("/ceo");
    expect(homeOf("VENDOR")).toBe("/vendor/receipts");
  });
  it("is where they were going, when that is theirs", () => {
    expect(homeOf("CEO", "/vendor/receipts?state=waiting")).toBe("/vendor/receipts?state=waiting");
    expect(homeOf("VENDOR", "/vendor/orders")).toBe("/vendor/orders");
    expect(homeOf("VENDOR", "/ceo/audit")).toBe("/vendor/receipts");
  });
  it.each([
    "https://evil.example",
    "//evil.example/ceo",
    "/\\evil.example",
    "/ceo\\..\\x",
    "/ceox",
    "javascript:alert(1)",
    "/ceo/../api/x",
  ])("is never an address from outside: %s", (next) => expect(homeOf("CEO", next)).toBe("/ceo"));
});

describe("a pasted code", () => {
  it("may have blanks, backticks and zero-width marks around it", () => {
    expect(findCode(" `4#7&2!`\u200b\n", CODE_SHAPES.ceo)).toBe("4#7&2!");
  });
  it("may come with the whole message", () => {
    const message = "Your TrustGuard code:\n\naB3#xY9!\n\nGood for 5 minutes.";
    expect(findCode(message, CODE_SHAPES.vendor)).toBe("aB3#xY9!");
  });
  it("is not taken from letters where a CEO's code has none", () => {
    expect(findCode("abcdef", CODE_SHAPES.ceo)).toBeNull();
    expect(findCode("", CODE_SHAPES.ceo)).toBeNull();
  });
});

describe("a refusal", () => {
  it("is said by its code, with the wait", () => {
    expect(sayProblem({ code: "rate_limited", retryAfterSeconds: 45 })).toContain("45 seconds");
    expect(sayProblem({ code: "never_heard_of" })).toBe(sayProblem({ code: "unavailable" }));
    expect([sayWait(120), sayWait(7200), sayWait(undefined)]).toEqual([
      "2 minutes",
      "2 hours",
      "a few minutes",
    ]);
  });
  it("out of next-auth is a wrong code unless it says otherwise", () => {
    expect(readRefusal("CredentialsSignin", 401)).toEqual({ code: "wrong_code" });
    expect(readRefusal("rate_limited:30", 401)).toEqual({ code: "rate_limited", retryAfterSeconds: 30 });
    expect(readRefusal("wrong_code", 401).code).toBe("wrong_code");
    expect(readRefusal(null, 503)).toEqual({ code: "unavailable" });
  });
});

describe("the address of the next page", () => {
  it("keeps the filters and sets the cursor", () => {
    expect(hrefWith("/ceo/orders", { q: "ada b", status: ["A", "B"] }, { cursor: "c1" })).toBe(
      "/ceo/orders?q=ada+b&status=A&status=B&cursor=c1",
    );
    expect(hrefWith("/ceo/orders", { cursor: "c1" }, { cursor: undefined })).toBe("/ceo/orders");
  });
});
