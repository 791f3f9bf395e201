import { describe, expect, it } from "vitest";
import { HIDDEN_CODE, revealCode } from "@/lib/messaging/rules";

describe("the code in the message that goes out", () => {
  it.each(["Db$2^Gz$", "$&$&$&$&", "$$$$$$$$", "ab$'cd$1", "$<name>#"])("is %s to the letter", (code) => {
    const text = `See your code:\n\n${HIDDEN_CODE}\n\nType am here.`;
    expect(revealCode(text, `\`\`\`${code}\`\`\``)).toBe(
      `See your code:\n\n\`\`\`${code}\`\`\`\n\nType am here.`,
    );
  });

  it("leaves a text without a place for it as it is", () => {
    expect(revealCode("Pay ₦12,500", "Db$2^Gz$")).toBe("Pay ₦12,500");
  });
});
