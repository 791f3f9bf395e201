import { renderAuditPaper } from "./audit-paper";
import type { AuditPaperData } from "./audit-paper-data";

/** The program that draws long papers, so that no server stands still meanwhile: JSON in on standard input, a PDF out. */
async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  // It comes from our own process, which typed it.
  const data = JSON.parse(Buffer.concat(chunks).toString("utf8")) as AuditPaperData;
  process.stdout.write(await renderAuditPaper(data), () => process.exit(0));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.name : "Error"}\n`);
  process.exit(1);
});
