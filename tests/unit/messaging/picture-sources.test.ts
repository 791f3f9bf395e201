import { describe, expect, it } from "vitest";
import { sourceOf, storedMedia } from "@/lib/messaging/picture-sources";

const first = { url: "https://lookaside.fbsbx.com/1", mimeType: "image/jpeg" };
const second = { url: "https://lookaside.fbsbx.com/2" };

describe("where the pictures of a message are", () => {
  it("is kept for each of several, the first as it always was", () => {
    expect(storedMedia({ kind: "image", media: first })).toEqual(first);
    expect(storedMedia({ kind: "text" })).toBeNull();
    const stored = storedMedia({ kind: "image", media: first, moreMedia: [second, { id: "m3" }] });
    expect(stored).toEqual({ ...first, more: [second, { id: "m3" }] });
    expect(sourceOf(stored, 0)).toEqual({ url: first.url });
    expect([sourceOf(stored, 1), sourceOf(stored, 2), sourceOf(stored, 3)]).toEqual([
      second,
      { id: "m3" },
      null,
    ]);
  });

  it("is of no more than a message can have", () => {
    const moreMedia = Array.from({ length: 80 }, (_, at) => ({ url: `https://lookaside.fbsbx.com/${at}` }));
    expect(
      (storedMedia({ kind: "image", media: first, moreMedia }) as { more: unknown[] }).more,
    ).toHaveLength(29);
  });

  it.each([null, undefined, "text", 7, [], { more: "none" }, { url: 3 }])("is nowhere in %j", (media) => {
    expect(sourceOf(media, 1)).toBeNull();
  });
});
