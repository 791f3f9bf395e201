import { exportAuditEndpoint } from "@/lib/audit/endpoints";
import { exportAudit, exportFileName } from "@/lib/audit/export-audit";
import { exportPaper } from "@/lib/audit/export-paper";
import { streamText } from "@/lib/audit/stream-text";
import { route } from "@/lib/http/route";

const TYPES = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  pdf: "application/pdf",
} as const;

export const GET = route(exportAuditEndpoint, async (ctx, { query: { format, ...filter } }) => {
  const body =
    format === "pdf"
      ? new Uint8Array(await exportPaper(ctx, { filter }))
      : streamText(await exportAudit(ctx, { format, filter }));
  const name = exportFileName(ctx, format, new Date());
  return new Response(body, {
    headers: { "content-type": TYPES[format], "content-disposition": `attachment; filename="${name}"` },
  });
});
