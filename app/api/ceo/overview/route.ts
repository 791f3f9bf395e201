import { overviewEndpoint } from "@/lib/analytics/endpoints";
import { readOverview } from "@/lib/analytics/overview";
import { route } from "@/lib/http/route";

export const GET = route(overviewEndpoint, (ctx) => readOverview(ctx));
