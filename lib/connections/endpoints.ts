import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { channelDetail, disconnectBody, disconnected, testMessageBody, testMessageResult } from "./schema";

export const getChannelEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/channels/{id}",
  summary: "Read one channel: its health, and what hangs on it",
  auth: "ceo",
  data: channelDetail,
});

export const disconnectChannelEndpoint = endpoint({
  method: "DELETE",
  path: "/api/ceo/channels/{id}",
  summary: "Disconnect a channel, with a code",
  description:
    "Its token is removed and what waited is shown as not sent. Chats and orders stay and can be read; connecting the same account again takes them up. The code's purpose is `channel.disconnect`, its target the channel.",
  auth: "ceo",
  body: disconnectBody,
  data: disconnected,
  sensitive: "channel.disconnect",
});

export const testMessageEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/channels/{id}/test-message",
  summary: "Send a test message, to your own phone or to whom you name",
  description:
    "A business may write only to somebody who wrote to it within 24 hours: else 409 `window_closed` with what to do, and in `chat_link` an address that opens the chat.",
  auth: "ceo",
  body: testMessageBody,
  data: testMessageResult,
});

export const checkChannelEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/channels/{id}/check",
  summary: "Look at Meta how a channel is doing, now",
  description:
    "Token, permissions, subscription, number. A channel that needed reconnecting and works after all is taken back, and what waited goes out.",
  auth: "ceo",
  data: channelDetail,
});

export const deauthorizeEndpoint = endpoint({
  method: "POST",
  path: "/api/integrations/meta/deauthorize",
  summary: "Meta's word that somebody took our access away",
  description: "A form with `signed_request`, signed with one of the app's secrets.",
  auth: "public",
  limit: "none",
  data: z.object({ channels: z.number().int() }),
});

export const dataDeletionEndpoint = endpoint({
  method: "POST",
  path: "/api/integrations/meta/data-deletion",
  summary: "Meta's word that somebody wants their data deleted",
  description:
    "A form with `signed_request`, signed with one of the app's secrets. Answers `{url, confirmation_code}` as Meta asks, outside the envelope; the address says what was done. The same request twice has the same answer.",
  auth: "public",
  limit: "none",
  answers: "application/json",
});
