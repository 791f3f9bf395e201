import type { LastVerification } from "@/lib/audit/schema";
import { readLines } from "./read-lines";

export type Progress = { entries: number; of: number };

/**
 * Has the whole log verified, telling how far it has come. Gives the verdict, or null when there was none. Fetched with the
 * first verification: most visits only read.
 */
export async function runVerification(tell: (progress: Progress) => void): Promise<LastVerification | null> {
  const answer = await fetch("/api/ceo/audit/verify", { headers: { accept: "application/x-ndjson" } });
  if (!answer.ok || !answer.body) return null;
  let verdict: LastVerification | null = null;
  for await (const line of readLines(answer.body)) {
    if ("entries" in line) tell(line);
    if ("verdict" in line) verdict = line.verdict;
  }
  return verdict;
}
