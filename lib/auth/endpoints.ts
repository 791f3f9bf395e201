import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import * as schema from "./schema";

export const registerEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/register",
  summary: "Register a business",
  description:
    "Sends one code by SMS and another by email for the same challenge. Each verifies its own way; the first signs in, the second may follow within five minutes. Unverified registrations are gone after 24 hours.",
  auth: "public",
  body: schema.registerBody,
  data: schema.registeredData,
  successStatus: 201,
});

export const ceoLoginEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/login",
  summary: "Ask for a code to sign in as the owner",
  description:
    "By email or phone. The answer is the same, and takes the same time, for people we do not know.",
  auth: "public",
  body: schema.loginBody,
  data: schema.askedData,
});

export const vendorLoginEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/vendor/login",
  summary: "Ask for a code to sign in as a vendor",
  auth: "public",
  body: schema.vendorLoginBody,
  data: schema.askedData,
});

export const verifyOtpEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/verify-otp",
  summary: "Answer a code and get a Bearer token",
  description:
    "By `challenge_id`, or by `ceo_id` or `vendor_id` with the cookie that the asking set. Sets no session cookie: browsers sign in through /api/auth/callback/otp with the same core. `token` is null when a signed-in person verified a second way.",
  auth: "public",
  body: schema.verifyBody,
  data: schema.signedInData,
});

export const challengesEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/challenges",
  summary: "Ask for a code that approves one sensitive act",
  description:
    "`target` is the id in the act's path plus exactly the fields of its body that say what changes; a bare string means `{id}`. The code approves this purpose and target in this session, and nothing else.",
  auth: "ceo",
  body: schema.challengeBody,
  data: schema.challengeData,
});

export const signOutEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/sign-out",
  summary: "End this session",
  auth: "member",
  data: schema.endedData,
});

export const signOutEverywhereEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/sign-out-everywhere",
  summary: "End all sessions of this person",
  auth: "member",
  data: schema.endedData,
});

export const listSessionsEndpoint = endpoint({
  method: "GET",
  path: "/api/auth/sessions",
  summary: "List the signed-in devices of this person",
  auth: "member",
  data: z.object({ items: z.array(schema.sessionData), next_cursor: z.null() }),
});

export const endOtherSessionsEndpoint = endpoint({
  method: "DELETE",
  path: "/api/auth/sessions",
  summary: "End all other devices of this person",
  auth: "member",
  data: schema.endedData,
});

export const endSessionEndpoint = endpoint({
  method: "DELETE",
  path: "/api/auth/sessions/{session_id}",
  summary: "End one device",
  auth: "member",
  data: schema.endedData,
});

export const listMembershipsEndpoint = endpoint({
  method: "GET",
  path: "/api/auth/membership",
  summary: "List the businesses this person belongs to in this role",
  auth: "member",
  data: z.object({ items: z.array(schema.membershipData), next_cursor: z.null() }),
});

export const switchMembershipEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/membership",
  summary: "Go on in another business of this person",
  description:
    "Ends this session and opens one there: a new token for Bearer callers, a new cookie for browsers.",
  auth: "member",
  body: schema.membershipBody,
  data: schema.signedInData,
});
