import { verifyAuditEndpoint } from "@/lib/audit/endpoints";
import { verifyAudit } from "@/lib/audit/verify-audit";
import { streamVerification, VERDICT_LINES } from "@/lib/audit/verify-stream";
import { route } from "@/lib/http/route";

export const GET = route(verifyAuditEndpoint, async (ctx, { request }) => {
  if (!request.headers.get("accept")?.includes(VERDICT_LINES)) return verifyAudit(ctx);
  return new Response(streamVerification(ctx), { headers: { "content-type": VERDICT_LINES } });
});
