import { checkReadiness } from "@/lib/health/check-readiness";
import { readyEndpoint } from "@/lib/health/endpoints";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";

export const dynamic = "force-dynamic";

export const GET = route(readyEndpoint, async () => {
  const readiness = await checkReadiness();
  return new Reply(readiness, { status: readiness.ready ? 200 : 503 });
});
