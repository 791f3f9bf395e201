import { confirmEmail } from "@/lib/auth/profile/change-email";
import { confirmEmailEndpoint } from "@/lib/auth/profile/endpoints";
import { readProfile } from "@/lib/auth/profile/read-profile";
import { route } from "@/lib/http/route";

export const POST = route(confirmEmailEndpoint, async (ctx, { body }) => {
  await confirmEmail(ctx, { challengeId: body.challenge_id, otp: body.otp });
  return readProfile(ctx);
});
