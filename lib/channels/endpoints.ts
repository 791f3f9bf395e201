import { endpoint } from "@/lib/endpoint";
import { authorizeQuery, callbackQuery, channelsData, selectBody, selectedData } from "./schema";

export const authorizeEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/oauth/meta/authorize",
  summary: "Connect WhatsApp or Instagram: go to Meta's dialog",
  description:
    "Open it in a browser. `way` forces one of the dialogs where several would do. What comes back is good once, within ten minutes, in the session that asked.",
  auth: "ceo",
  query: authorizeQuery,
  answers: "redirect",
});

export const callbackEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/oauth/meta/callback",
  summary: "Where Meta's dialog returns to",
  description:
    "Connects a single number or account at once; several wait as `candidates` of `GET /api/ceo/channels`. Goes on to /ceo/connections with `result`, and `missing` where permissions are; never with a code or token.",
  auth: "ceo",
  query: callbackQuery,
  answers: "redirect",
});

export const listChannelsEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/channels",
  summary: "List channels, and what waits to be picked after Meta's dialog",
  auth: "ceo",
  data: channelsData,
});

export const selectChannelsEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/channels/select",
  summary: "Pick which of the numbers or accounts to connect",
  description:
    "All of `external_ids` or none. One that is connected to another business answers 409 `channel_taken` with `purpose` and `target`; with a code for that it moves here, and its old owner is told.",
  auth: "ceo",
  body: selectBody,
  data: selectedData,
  sensitive: "channel.move",
});
