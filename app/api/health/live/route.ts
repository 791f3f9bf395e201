import { liveEndpoint } from "@/lib/health/endpoints";
import { route } from "@/lib/http/route";

export const dynamic = "force-dynamic";

export const GET = route(liveEndpoint, async () => ({ live: true }));
