import { createHash } from "node:crypto";
import { formatNaira } from "@/lib/money";
import { pushWords } from "@/lib/words/en/push";
import type { PushNews } from "./find-news";

/** What public/sw.js is given: it shows title and body, and opens the path. */
export type PushMessage = { title: string; body: string; path: string; tag: string };

/**
 * What a phone shows. A locked screen is read by anybody near it: an order's reference and amount, as in a text message, and
 * no buyer. The tag makes a later message about the same thing take the place of an earlier one.
 */
export function renderNews(news: PushNews): PushMessage {
  const words = pushWords.news[news.kind]({
    reference: news.reference,
    amount: formatNaira(news.totalKobo),
    business: news.business.slice(0, 80),
  });
  const tag = createHash("sha256").update(news.path).digest("base64url").slice(0, 16);
  return { ...words, path: news.path, tag: `${news.kind}-${tag}` };
}
