import { signOutEverywhere } from "@/lib/auth/end-sessions";
import { signOutEverywhereEndpoint } from "@/lib/auth/endpoints";
import { clearedSessionCookie } from "@/lib/auth/session-cookie";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";

export const POST = route(signOutEverywhereEndpoint, async (ctx) => {
  const ended = await signOutEverywhere(ctx);
  return new Reply({ ended }, { cookies: [clearedSessionCookie()] });
});
