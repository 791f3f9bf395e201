import { requireMetricsToken } from "@/lib/health/check-operator";
import { metricsEndpoint } from "@/lib/health/endpoints";
import { readGauges } from "@/lib/health/read-gauges";
import { METRICS_TYPE, renderMetrics } from "@/lib/health/render-metrics";
import { route } from "@/lib/http/route";

export const dynamic = "force-dynamic";

export const GET = route(metricsEndpoint, async (_facts, { request }) => {
  requireMetricsToken(request);
  return new Response(renderMetrics(await readGauges()), { headers: { "content-type": METRICS_TYPE } });
});
