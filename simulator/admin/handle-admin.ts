import { type Call, isObject, json, parseJsonObject, type Reply } from "../http/exchange";
import { AdminError } from "../people/admin-error";
import { SAMPLES } from "../samples/draw-sample";
import { addAccount, addNumber, changeNumber } from "../state/add-business";
import { FAULT_KINDS } from "../state/faults";
import type { Simulator } from "../state/simulator";
import { findAccount, findNumber } from "../state/world";
import { sendWebhook, verifyWebhook } from "./app-webhook";
import { ledgerOf } from "./ledger";
import { changeOauth, playDialog, resetOauth, revokeGrants, showOauth } from "./oauth";
import {
  addPerson,
  changePerson,
  lastAskedOf,
  personOf,
  readChat,
  sendAs,
  showSample,
  writeAsOwner,
} from "./people";
import { resetWorld } from "./reset";

interface AdminRequest {
  call: Call;
  body: Record<string, unknown>;
  /** Path parts after `/_sim/`. */
  parts: string[];
}

type Handler = (sim: Simulator, request: AdminRequest) => unknown;

const ROUTES: Record<string, Handler> = {
  "GET health": (sim) => ({
    status: "ok",
    now: new Date(sim.clock.nowMs()).toISOString(),
    smtp_port: sim.config.smtpPort,
  }),
  "GET ledger": (sim, { call }) => ledgerOf(sim, call.url.searchParams),
  "GET numbers": (sim) =>
    [...sim.world.numbers, ...sim.world.accounts].map(({ accessToken: _, ...shown }) => shown),
  "POST numbers": (sim, { body }) => addNumber(sim, body),
  "PATCH numbers/*": (sim, { body, parts }) => changeNumber(sim, parts[1] ?? "", body),
  "POST accounts": (sim, { body }) => addAccount(sim, body),
  "GET oauth": (sim) => showOauth(sim),
  "POST oauth": (sim, { body }) => changeOauth(sim, body),
  "DELETE oauth": (sim) => resetOauth(sim),
  "POST oauth/*": (sim, { body, parts }) => actOnOauth(sim, parts[1] ?? "", body),
  "GET people": (sim) => sim.world.people,
  "POST people": (sim, { body }) => addPerson(sim, body),
  "PATCH people/*": (sim, { body, parts }) => changePerson(sim, parts[1] ?? "", body),
  "POST people/*/send": (sim, { body, parts }) => sendAs(sim, parts[1] ?? "", body),
  "POST people/*/app": (sim, { body, parts }) => writeAsOwner(sim, parts[1] ?? "", body),
  "POST people/*/read": (sim, { body, parts }) => readChat(sim, parts[1] ?? "", body),
  "GET people/*/chat": (sim, { call, parts }) => {
    const { number, chat } = personOf(sim, parts[1] ?? "", call.url.searchParams.get("number"));
    return { ...chat, number: number.phoneNumberId, isTyping: chat.typingUntilMs > sim.clock.nowMs() };
  },
  "GET people/*/samples/*": (sim, { call, parts }) =>
    showSample(sim, parts[1] ?? "", parts[3] ?? "", call.url.searchParams),
  "GET people/*/asked": (sim, { call, parts }) =>
    lastAskedOf(sim, parts[1] ?? "", call.url.searchParams.get("number")),
  "GET samples": () => Object.entries(SAMPLES).map(([name, { title, kind }]) => ({ name, title, kind })),
  "GET sms": (sim) => sim.world.sms,
  "GET mails": (sim) => sim.world.mails,
  "GET media/*": (sim, { parts }) => showMedia(sim, parts[1] ?? ""),
  "GET webhooks": (sim) => sim.webhooks.pending(),
  "POST webhooks": (sim, { body }) => sendWebhook(sim, body),
  "POST verify-webhook": (sim, { body }) => verifyWebhook(sim, body),
  "GET faults": (sim) => sim.faults.list(),
  "POST faults": (sim, { body }) => addFault(sim, body),
  "DELETE faults": (sim, { call }) => {
    const { kind, id } = Object.fromEntries(call.url.searchParams);
    sim.faults.clear((fault) => (!kind || fault.kind === kind) && (!id || fault.id === Number(id)));
    return { faults: sim.faults.list() };
  },
  "GET limits": (sim) => sim.config.limits,
  "POST limits": (sim, { body }) => Object.assign(sim.config.limits, onlyBooleans(body)),
  "POST clock": (sim, { body }) => setClock(sim, body),
  "POST reset": (sim) => resetWorld(sim),
};

/** The administration under `/_sim`: what happened, who does what, what goes wrong. All JSON. */
export async function handleAdmin(sim: Simulator, call: Call): Promise<Reply> {
  const parts = call.url.pathname.slice("/_sim/".length).split("/").map(decodeURIComponent);
  const shape = parts.map((part, place) => (place % 2 === 1 ? "*" : part));
  const handler = ROUTES[`${call.method} ${shape.join("/")}`];
  if (!handler) return json({ error: `no such thing: ${call.method} ${call.url.pathname}` }, 404);
  try {
    const result = await handler(sim, { call, body: parseJsonObject(call.body) ?? {}, parts });
    return isReply(result) ? result : json(result ?? {});
  } catch (error) {
    if (error instanceof AdminError) return json({ error: error.message }, error.status);
    throw error;
  }
}

function isReply(value: unknown): value is Reply {
  return isObject(value) && typeof value.status === "number" && "body" in value && "headers" in value;
}

/** A file for the page; never anything that could run there. */
function showMedia(sim: Simulator, id: string): Reply {
  const media = sim.world.media.get(id);
  if (!media) throw new AdminError(404, "no such media");
  const name = encodeURIComponent(media.filename ?? media.id);
  const headers: Record<string, string> = {
    "Content-Type": media.mimeType,
    "Content-Disposition": `inline; filename*=UTF-8''${name}`,
  };
  // A browser shows no PDF inside a sandbox; everything else needs no more than to be looked at.
  if (media.mimeType !== "application/pdf") {
    headers["Content-Security-Policy"] =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'";
  }
  return { status: 200, body: media.bytes, headers };
}

function actOnOauth(sim: Simulator, act: string, body: Record<string, unknown>): unknown {
  if (act === "answer") return playDialog(sim, body);
  if (act === "revoke") return revokeGrants(sim, body);
  throw new AdminError(404, "POST oauth/answer or oauth/revoke");
}

function addFault(sim: Simulator, body: Record<string, unknown>): unknown {
  const kind = FAULT_KINDS.find((one) => one === body.kind);
  if (!kind) throw new AdminError(400, `kind must be one of ${FAULT_KINDS.join(", ")}`);
  const { count, ms, times, effect, code, status, path, number, on } = body;
  for (const [name, value] of Object.entries({ count, ms, times, code, status })) {
    if (value !== undefined && !(Number.isInteger(value) && (value as number) >= 0)) {
      throw new AdminError(400, `${name} must be a whole number`);
    }
  }
  const isKnown = findNumber(sim.world, String(number)) ?? findAccount(sim.world, String(number));
  if (number !== undefined && !isKnown) throw new AdminError(404, "no such number");
  return sim.faults.add({
    kind,
    count: count as number | undefined,
    ms: ms as number | undefined,
    times: times as number | undefined,
    code: code as number | undefined,
    effect: effect === true,
    number: number === undefined ? undefined : String(number),
    status: status as number | undefined,
    path: path === undefined ? undefined : String(path),
    on: on === "graph" ? "graph" : on === "webhooks" ? "webhooks" : undefined,
  });
}

function setClock(sim: Simulator, body: Record<string, unknown>): unknown {
  if (typeof body.offsetMs !== "number" || !Number.isFinite(body.offsetMs))
    throw new AdminError(400, "offsetMs must be a number");
  sim.clock.setOffsetMs(body.offsetMs);
  const told = { offsetMs: body.offsetMs, now: new Date(sim.clock.nowMs()).toISOString() };
  sim.events.publish("clock", told);
  return told;
}

function onlyBooleans(body: Record<string, unknown>): Record<string, boolean> {
  const allowed = ["pairRate", "throughput"];
  const kept = Object.entries(body).filter(
    ([key, value]) => allowed.includes(key) && typeof value === "boolean",
  );
  return Object.fromEntries(kept) as Record<string, boolean>;
}
