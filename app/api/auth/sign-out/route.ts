import { signOut } from "@/lib/auth/end-sessions";
import { signOutEndpoint } from "@/lib/auth/endpoints";
import { clearedSessionCookie } from "@/lib/auth/session-cookie";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";

export const POST = route(signOutEndpoint, async (ctx) => {
  await signOut(ctx);
  return new Reply({ ended: 1 }, { cookies: [clearedSessionCookie()] });
});
