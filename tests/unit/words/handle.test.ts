import { describe, expect, it } from "vitest";
import { sayHandle } from "@/lib/words/handle";

describe("a handle as people know it", () => {
  it.each([
    ["wa_234***4567", "+234***4567"],
    ["wa_NG.61***3502", "NG.61***3502"],
    ["ig_***3602", "***3602"],
    ["@amina.ikeja", "@amina.ikeja"],
  ])("says %s as %s", (handle, said) => expect(sayHandle(handle)).toBe(said));
});
