import { endpoint } from "@/lib/endpoint";
import {
  endPushInput,
  endPushView,
  pushSettingsInput,
  pushSettingsView,
  pushSubscriptionInput,
} from "./schema";

export const readPushSettingsEndpoint = endpoint({
  method: "GET",
  path: "/api/push/settings",
  summary: "What this member is told of by push, when not, and on how many devices",
  auth: "member",
  data: pushSettingsView,
});

export const changePushSettingsEndpoint = endpoint({
  method: "PUT",
  path: "/api/push/settings",
  summary: "Change what this member is told of by push, and when not",
  description:
    "What is not named stays. Quiet hours are in the business's time zone and may go over midnight; the same time twice means none. What comes in them is told when they end, if it still waits; escalations are told at once.",
  auth: "member",
  body: pushSettingsInput,
  data: pushSettingsView,
});

export const keepPushSubscriptionEndpoint = endpoint({
  method: "POST",
  path: "/api/push/subscriptions",
  summary: "Tell this member by push on this device",
  description:
    "Takes what the browser's `PushSubscription.toJSON()` gives. One for each session: another takes its place. It ends with the session, and when the browser's push service answers 404 or 410.",
  auth: "member",
  body: pushSubscriptionInput,
  data: pushSettingsView,
});

export const endPushSubscriptionEndpoint = endpoint({
  method: "DELETE",
  path: "/api/push/subscriptions",
  summary: "Stop push on this device, or on all others of this member",
  auth: "member",
  body: endPushInput,
  data: endPushView,
});
