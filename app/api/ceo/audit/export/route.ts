import { exportAuditEndpoint } from "@/lib/audit/endpoints";
import { exportAudit, exportFileName } from "@/lib/audit/export-audit";
import { streamText } from "@/lib/audit/stream-text";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

export const GET = route(exportAuditEndpoint, async (ctx, { query: { format } }) => {
  if (format === "pdf") {
    throw new AppError(
      "invalid_request",
      "The log is not offered as PDF yet. Take csv to read it, json to prove it.",
      {
        fields: [{ path: "format", message: "csv or json" }],
      },
    );
  }
  const pieces = await exportAudit(ctx, { format });
  const name = exportFileName(ctx, format, new Date());
  return new Response(streamText(pieces), {
    headers: { "content-type": TYPES[format], "content-disposition": `attachment; filename="${name}"` },
  });
});
