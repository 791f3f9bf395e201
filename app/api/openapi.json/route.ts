import { env } from "@/lib/env";
import { buildOpenApi } from "@/lib/http/openapi";
import { ENDPOINTS, LINKS } from "../endpoints";

export const dynamic = "force-dynamic";

const VERSION = "0.1.0";

export function GET(): Response {
  return Response.json(buildOpenApi([...ENDPOINTS, ...LINKS], env().APP_URL, VERSION), {
    headers: { "cache-control": "public, max-age=300", "x-content-type-options": "nosniff" },
  });
}
