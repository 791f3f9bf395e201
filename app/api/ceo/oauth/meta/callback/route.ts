import { callbackEndpoint } from "@/lib/channels/endpoints";
import { type Finished, finishConnecting } from "@/lib/connections/finish-connecting";
import { env } from "@/lib/env";
import { route } from "@/lib/http/route";

const finish = route(callbackEndpoint, async (ctx, { query }) =>
  Response.redirect(connectionsPage(await finishConnecting(ctx, query)), 302),
);

/** A person comes back to a page, not to a line of JSON: to the sign-in page where the session ended on Meta's page. */
export async function GET(...[request, context]: Parameters<typeof finish>): Promise<Response> {
  const response = await finish(request, context);
  const isPerson = request.headers.get("accept")?.includes("text/html") ?? false;
  if (!isPerson || response.status < 400) return response;
  const isStranger = response.status === 401 || response.status === 403;
  const location = isStranger
    ? `${env().APP_URL}/login`
    : connectionsPage({ result: "try_again", missing: [] });
  const headers = new Headers({ location, "cache-control": "no-store" });
  // The address that is being left holds a code.
  headers.set("referrer-policy", "no-referrer");
  return new Response(null, { status: 302, headers });
}

/** Only codes of ours go into the address. */
function connectionsPage({ result, missing }: Finished): string {
  const url = new URL("/ceo/connections", env().APP_URL);
  url.searchParams.set("result", result);
  if (missing.length > 0) url.searchParams.set("missing", missing.join(","));
  return url.href;
}
