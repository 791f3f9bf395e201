import http from "node:http";
import { resolveConfig, type SimulatorOptions } from "./config";
import { startMailServer } from "./gateways/smtp";
import { resumeDelivery } from "./graph/deliver-to-phone";
import { resumeInstagram } from "./graph/instagram/deliver";
import { handleRequest } from "./http/handle-request";
import { createClock } from "./state/clock";
import { createEventHub } from "./state/events";
import { createFaults } from "./state/faults";
import { keepState } from "./state/persistence";
import { createTimers, type Simulator } from "./state/simulator";
import { chatOf, createWorld } from "./state/world";
import { WebhookSender } from "./webhooks/sender";

export interface RunningSimulator {
  /** Base address of Graph API, media, SMS gateway, administration and page. */
  url: string;
  smtpPort: number;
  close(): Promise<void>;
}

/** Starts everything. Port 0 takes any free one. Rejects when a port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const sim = assemble(options);
  const server = http.createServer((request, response) => {
    handleRequest(sim, request, response).catch((error: Error) => {
      if (response.headersSent || response.destroyed) return response.destroy();
      response.writeHead(500, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ error: error.message }));
    });
  });
  await listen(server, sim.config.port, sim.config.host);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : sim.config.port;
  sim.url = sim.config.publicUrl ?? `http://127.0.0.1:${port}`;
  const mail = await startMailServer(sim).catch((error) => {
    server.close();
    throw error;
  });
  sim.config.smtpPort = mail.port;
  const save = sim.config.stateDir ? keepState(sim, sim.config.stateDir) : undefined;
  resumeDelivery(sim);
  resumeInstagram(sim);
  return {
    url: sim.url,
    smtpPort: mail.port,
    async close() {
      save?.();
      sim.timers.clear();
      sim.webhooks.close();
      server.closeAllConnections();
      await Promise.all([mail.close(), new Promise((resolve) => server.close(resolve))]);
    },
  };
}

function assemble(options: SimulatorOptions): Simulator {
  const config = resolveConfig(options);
  const clock = createClock();
  const events = createEventHub();
  const faults = createFaults(events);
  const timers = createTimers();
  const world = createWorld(config);
  const webhooks = new WebhookSender({
    config,
    clock,
    events,
    faults,
    timers,
    onAccepted({ phoneNumberId, phone, id }) {
      const message = chatOf(world, phoneNumberId, phone).messages.find((one) => one.id === id);
      if (message?.state !== "sent") return;
      message.state = "delivered";
      events.publish("status", { number: phoneNumberId, phone, id, state: "delivered" });
    },
  });
  return { config, world, clock, events, faults, timers, webhooks, url: "" };
}

function listen(server: http.Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
