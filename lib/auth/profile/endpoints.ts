import { endpoint } from "@/lib/endpoint";
import * as schema from "./schema";

export const getProfileEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/profile",
  summary: "Read the owner's profile",
  auth: "ceo",
  data: schema.profileData,
});

export const changeProfileEndpoint = endpoint({
  method: "PATCH",
  path: "/api/ceo/profile",
  summary: "Change the owner's profile",
  description:
    "One thing at a time. Names need no code. `phone` needs a code for `profile.phone` with the target `{phone}`, sent to the old number (or a passkey); it holds at once, `force_logout` is true and every session has ended. `email` needs a code for `profile.email` with the target `{email}`, sent to the old address; then `confirm` names the code that was sent to the new one. The old phone and email can undo either for 72 hours.",
  auth: "ceo",
  body: schema.profileBody,
  data: schema.changedProfileData,
});

export const confirmEmailEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/profile/email",
  summary: "Confirm a new email with the code that was sent there",
  auth: "ceo",
  body: schema.confirmEmailBody,
  data: schema.profileData,
});

export const provePhoneEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/profile/phone",
  summary: "Verify the owner's own number",
  description:
    "An empty body sends a code to the number that was never verified and names it in `confirm`; `challenge_id` and `otp` answer it.",
  auth: "ceo",
  body: schema.provePhoneBody,
  data: schema.changedProfileData,
});

export const undoChangeEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/undo",
  summary: "Undo a change of phone or email with the link's secret",
  description: "Works once and for 72 hours. Signs every device out.",
  auth: "public",
  body: schema.undoBody,
  data: schema.undoneData,
});
