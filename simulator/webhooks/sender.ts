import type { AppConfig, SimulatorConfig } from "../config";
import type { Clock } from "../state/clock";
import type { EventHub } from "../state/events";
import type { Fault, Faults } from "../state/faults";
import type { Timers } from "../state/simulator";
import type { PendingWebhook } from "../state/types";
import {
  type InstagramUpdate,
  instagramEnvelope,
  metaJson,
  signatureOf,
  type WebhookUpdate,
  type WhatsAppUpdate,
  whatsappEnvelope,
} from "./envelope";
import { openWebhookConnections, postWebhook } from "./post";

export type Platform = "whatsapp" | "instagram";

type MessageKey = PendingWebhook["messages"][number];

interface Held {
  update: WebhookUpdate;
  message?: MessageKey;
}

interface Parts {
  config: SimulatorConfig;
  clock: Clock;
  events: EventHub;
  faults: Faults;
  timers: Timers;
  /** Called when the app has taken a webhook that carries this person's message. */
  onAccepted(message: MessageKey): void;
}

const DEFAULT_WINDOW_MS = 400;

/** Brings updates to the app as Meta does: signed, unordered, again and again until it answers 200. */
export class WebhookSender {
  private readonly connections = openWebhookConnections();
  private readonly queue = new Map<number, PendingWebhook>();
  private held: Held[] = [];
  private lastId = 0;
  private closed = false;

  constructor(private readonly parts: Parts) {}

  /** Sends an update, misbehaving as told. `message` is the person's message inside, when there is one. */
  send(update: WebhookUpdate, message?: MessageKey): void {
    const { faults } = this.parts;
    if (isReport(update) && faults.strike("withhold_statuses")) return;
    const collecting = faults.strike("reorder") ?? faults.strike("batch");
    if (collecting) {
      this.hold({ update, message }, collecting);
      return;
    }
    const delayMs = faults.strike("delay", { on: "webhooks" })?.ms ?? 0;
    const duplicate = faults.strike("duplicate");
    const copies = duplicate ? (duplicate.times ?? 2) : 1;
    for (let copy = 0; copy < copies; copy += 1) this.enqueue([{ update, message }], delayMs);
  }

  /** Sends bytes as they are, once, with the signature given: for trying forged and broken webhooks. */
  sendRaw(body: string, signature: string | undefined, platform: Platform = "whatsapp"): Promise<number> {
    const headers: Record<string, string> = signature ? { "X-Hub-Signature-256": signature } : {};
    const { retry } = this.parts.config;
    return postWebhook(this.connections, this.urlOf(platform), body, headers, retry.timeoutMs);
  }

  pending(): PendingWebhook[] {
    return [...this.queue.values()];
  }

  /** Takes up webhooks that an earlier run did not get delivered. */
  resume(pending: PendingWebhook[]): void {
    for (const one of pending) {
      this.lastId += 1;
      const resumed = { ...one, id: this.lastId };
      this.queue.set(resumed.id, resumed);
      this.schedule(resumed, this.parts.config.retry.firstMs);
    }
  }

  clear(): void {
    this.queue.clear();
    this.held = [];
  }

  close(): void {
    this.closed = true;
    this.clear();
    this.connections.http.destroy();
    this.connections.https.destroy();
  }

  /** The first update held opens a window; at its end all go out, backwards or in one body. */
  private hold(one: Held, fault: Fault): void {
    this.held.push(one);
    if (this.held.length > 1) return;
    this.parts.timers.after(fault.ms ?? DEFAULT_WINDOW_MS, () => {
      const collected = this.held;
      this.held = [];
      if (fault.kind === "batch") return this.enqueue(collected, 0);
      collected.reverse().forEach((each, place) => {
        this.enqueue([each], place * 20);
      });
    });
  }

  /** One body per platform: their events never come together. */
  private enqueue(updates: Held[], delayMs: number): void {
    const ofInstagram = updates.filter(({ update }) => update.platform === "instagram");
    const ofWhatsApp = updates.filter(({ update }) => update.platform !== "instagram");
    const whatsapp = ofWhatsApp.map(({ update }) => update as WhatsAppUpdate);
    const instagram = ofInstagram.map(({ update }) => update as InstagramUpdate);
    this.enqueueBody("whatsapp", ofWhatsApp, whatsappEnvelope(whatsapp), delayMs);
    this.enqueueBody("instagram", ofInstagram, instagramEnvelope(instagram), delayMs);
  }

  private enqueueBody(
    platform: Platform,
    updates: Held[],
    envelope: Record<string, unknown>,
    delayMs: number,
  ): void {
    if (this.closed || updates.length === 0) return;
    const nowMs = this.parts.clock.nowMs();
    this.lastId += 1;
    const pending: PendingWebhook = {
      id: this.lastId,
      platform,
      url: this.urlOf(platform),
      body: metaJson(envelope),
      attempts: 0,
      firstAtMs: nowMs,
      nextAtMs: nowMs + delayMs,
      messages: updates.flatMap((one) => (one.message ? [one.message] : [])),
    };
    this.queue.set(pending.id, pending);
    this.schedule(pending, delayMs);
  }

  private schedule(pending: PendingWebhook, delayMs: number): void {
    if (delayMs <= 0) void this.attempt(pending);
    else this.parts.timers.after(delayMs, () => void this.attempt(pending));
  }

  private async attempt(pending: PendingWebhook): Promise<void> {
    if (!this.queue.has(pending.id)) return;
    const { faults, events, clock, config } = this.parts;
    pending.attempts += 1;
    const result = faults.strike("down") ? "the platform is down" : await this.tryOnce(pending);
    if (!this.queue.has(pending.id)) return;
    pending.lastResult = String(result);
    events.publish("webhook", { id: pending.id, attempts: pending.attempts, result: pending.lastResult });
    if (result === 200) return this.accept(pending);
    const waitMs = nextWaitMs(config.retry, pending.attempts);
    pending.nextAtMs = clock.nowMs() + waitMs;
    if (pending.nextAtMs - pending.firstAtMs > config.retry.forMs) this.queue.delete(pending.id);
    else this.schedule(pending, waitMs);
  }

  private async tryOnce(pending: PendingWebhook): Promise<number | string> {
    const { config } = this.parts;
    const { secret } = appOf(config, pending.platform ?? "whatsapp");
    const headers = { "X-Hub-Signature-256": signatureOf(pending.body, secret) };
    try {
      return await postWebhook(this.connections, pending.url, pending.body, headers, config.retry.timeoutMs);
    } catch (error) {
      return (error as Error).message;
    }
  }

  private urlOf(platform: Platform): string {
    const { whatsapp, instagram } = this.parts.config.webhookUrl;
    return platform === "instagram" ? (instagram ?? whatsapp) : whatsapp;
  }

  private accept(pending: PendingWebhook): void {
    this.queue.delete(pending.id);
    for (const message of pending.messages) this.parts.onAccepted(message);
  }
}

/** The app that signs a platform's webhooks: Instagram's own where there is one. */
export function appOf(config: SimulatorConfig, platform: Platform): AppConfig {
  return platform === "instagram" ? (config.instagramApp ?? config.app) : config.app;
}

/** News of the business's own messages, which a fault may keep back. */
function isReport(update: WebhookUpdate): boolean {
  return update.platform === "instagram" ? update.isReport : "statuses" in update.value;
}

/** Wait before the next attempt, in milliseconds: `firstMs`, then `factor` times longer each time, up to `maxMs`. */
export function nextWaitMs(retry: SimulatorConfig["retry"], attemptsMade: number): number {
  return Math.min(retry.maxMs, retry.firstMs * retry.factor ** Math.min(attemptsMade - 1, 40));
}
