import { z } from "zod";
import type { Content } from "@/lib/meta/webhook/item";

/** Where one picture of a message is. All of it is the sender's to choose. */
const source = z.object({
  id: z.string().optional(),
  url: z.string().optional(),
  sha256Hex: z.string().optional(),
});
export type PictureSource = z.infer<typeof source>;

/** No message has more of them (`message_pictures_place`). */
const MORE_MAX = 29;

/** A message's file as it is stored; what Instagram sent beside it comes along. */
export function storedMedia({ media, moreMedia }: Content) {
  if (!media) return null;
  return moreMedia ? { ...media, more: moreMedia.slice(0, MORE_MAX) } : media;
}

/** Where the picture at this place of a stored message is; null when the message was deleted, or has no such picture. */
export function sourceOf(media: unknown, place: number): PictureSource | null {
  const first = source.extend({ more: z.array(source).default([]).catch([]) }).safeParse(media);
  if (!first.success) return null;
  const { more, ...own } = first.data;
  return (place === 0 ? own : more[place - 1]) ?? null;
}
