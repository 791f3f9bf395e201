import { requireCronSecret } from "@/lib/health/check-operator";
import { cronWorkByGetEndpoint, cronWorkByPostEndpoint } from "@/lib/health/endpoints";
import { route } from "@/lib/http/route";
import { workOnce } from "@/lib/jobs/work-once";

export const dynamic = "force-dynamic";
/** Seconds that a serverless host may give it; work that is cut off goes on after the lease. */
export const maxDuration = 60;

async function work(request: Request): Promise<{ worked: true }> {
  requireCronSecret(request);
  await workOnce();
  return { worked: true };
}

export const GET = route(cronWorkByGetEndpoint, (_facts, { request }) => work(request));
export const POST = route(cronWorkByPostEndpoint, (_facts, { request }) => work(request));
