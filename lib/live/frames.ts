import type { LiveNews } from "./hub";

/** What every stream may be told, as it goes over the wire (WHATWG HTML, server-sent events). */
export const FRAMES = {
  ready: Buffer.from("retry: 2000\nevent: ready\ndata: {}\n\n"),
  gap: Buffer.from("event: gap\ndata: {}\n\n"),
  beat: Buffer.from("event: beat\ndata: {}\n\n"),
  signedOut: Buffer.from("event: signed-out\ndata: {}\n\n"),
} as const;

const encoded = new WeakMap<LiveNews, Buffer>();

/** An event's bytes: made once, however many streams hear it. Whose it is stays out of them. */
export function newsFrame(news: LiveNews): Buffer {
  const known = encoded.get(news);
  if (known) return known;
  const data = JSON.stringify({ topic: news.topic, ids: news.ids });
  const frame = Buffer.from(`id: ${news.id}\nevent: news\ndata: ${data}\n\n`);
  encoded.set(news, frame);
  return frame;
}
