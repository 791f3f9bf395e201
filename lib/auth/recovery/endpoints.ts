import { endpoint } from "@/lib/endpoint";
import * as schema from "./schema";

export const askRecoveryEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/recovery",
  summary: "Ask for a code to recover an account whose phone is lost",
  description:
    "By the owner's verified email. The answer is the same, and takes the same time, for people we do not know.",
  auth: "public",
  body: schema.recoveryBody,
  data: schema.recoveryAskedData,
});

export const confirmRecoveryEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/recovery/confirm",
  summary: "Answer the code from the email",
  description:
    "The first time starts a wait of 24 hours, announced to phone and email with a link that stops it. After the wait a fresh code gives the `grant` that sets the new phone: once, within 15 minutes.",
  auth: "public",
  body: schema.confirmRecoveryBody,
  data: schema.recoveryData,
});

export const recoverPhoneEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/recovery/{recovery_id}/phone",
  summary: "Set the new phone after the wait",
  description: "Signs every device out. The new number is verified by its first sign-in.",
  auth: "public",
  body: schema.newPhoneBody,
  data: schema.recoveredData,
});

export const stopRecoveryEndpoint = endpoint({
  method: "DELETE",
  path: "/api/auth/recovery/{recovery_id}",
  summary: "Stop a recovery",
  description: "By its unguessable id, which phone and email were sent. Stopping twice is no error.",
  auth: "public",
  data: schema.stoppedData,
});
