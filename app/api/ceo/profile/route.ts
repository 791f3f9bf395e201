import { changeProfile } from "@/lib/auth/profile/change-profile";
import { changeProfileEndpoint, getProfileEndpoint } from "@/lib/auth/profile/endpoints";
import { readProfile } from "@/lib/auth/profile/read-profile";
import { clearedSessionCookie } from "@/lib/auth/session-cookie";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";

export const GET = route(getProfileEndpoint, (ctx) => readProfile(ctx));

export const PATCH = route(changeProfileEndpoint, async (ctx, { body }) => {
  const profile = await changeProfile(ctx, body);
  return new Reply(profile, { cookies: profile.force_logout ? [clearedSessionCookie()] : [] });
});
