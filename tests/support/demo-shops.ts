import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { expect } from "vitest";
import { GET as serveFile } from "@/app/files/[token]/route";
import { closeDatabase } from "@/db/client";
import { workOnce } from "@/lib/jobs/work-once";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { ingestEvent } from "@/lib/webhook-inbox/ingest-event";
import { answerWebhook, webhookPlatform } from "@/lib/webhook-inbox/node-webhook";
import { ADA, type DemoBusiness, TUNDE } from "@/scripts/seed/businesses";
import { createBusiness } from "@/scripts/seed/create-business";
import type { SimulatorOptions } from "../../simulator/config";
import { type RunningSimulator, startSimulator } from "../../simulator/start";
import type { TestDatabase } from "./database";
import { setTestEnvironment } from "./sales-world";

const SECRETS = { app: "app-secret", instagram: "instagram-secret" };

type Sent = {
  id: string;
  from: string;
  text?: string;
  type: string;
  state: string;
  buttons?: { id: string; title: string }[];
};
type Answer = Record<string, unknown>;

/** The demo's two shops in a test: the simulator's phones, webhooks over HTTP, and the jobs done when the test says so. */
export class DemoShops {
  readonly admin: postgres.Sql;

  private constructor(
    readonly simulator: RunningSimulator,
    private readonly server: Server,
    adminUrl: string,
  ) {
    this.admin = postgres(adminUrl, { max: 2, onnotice: () => undefined });
  }

  static async start(
    database: TestDatabase,
    options: { simulator?: SimulatorOptions; environment?: Record<string, string> } = {},
  ): Promise<DemoShops> {
    const server = createServer((request, response) => {
      const platform = webhookPlatform(request.url ?? "");
      if (platform) return void answerWebhook(platform, request, response);
      const token = (request.url ?? "").split("/").at(-1) ?? "";
      serveFile(new Request("http://files"), { params: Promise.resolve({ token }) }).then(async (file) => {
        response.writeHead(file.status, Object.fromEntries(file.headers));
        response.end(Buffer.from(await file.arrayBuffer()));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const simulator = await startSimulator({
      port: 0,
      app: { id: "1", secret: SECRETS.app, verifyToken: "verify-token" },
      instagramApp: { id: "2", secret: SECRETS.instagram, verifyToken: "verify-token" },
      webhookUrl: {
        whatsapp: `${own}/api/integrations/webhook/whatsapp`,
        instagram: `${own}/api/integrations/webhook/instagram`,
      },
      statusDelaysMs: { sent: 5, delivered: 10, read: 15 },
      ...options.simulator,
    });
    setTestEnvironment(database.databaseUrl, {
      APP_URL: own,
      META_GRAPH_URL: simulator.url,
      META_INSTAGRAM_GRAPH_URL: simulator.url,
      META_INSTAGRAM_API_URL: simulator.url,
      META_DIALOG_URL: simulator.url,
      META_INSTAGRAM_DIALOG_URL: simulator.url,
      META_INSTAGRAM_APP_ID: "2",
      META_INSTAGRAM_APP_SECRET: SECRETS.instagram,
      META_MEDIA_HOSTS: new URL(simulator.url).host,
      AWS_ENDPOINT_URL_SNS: simulator.url,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "simulated",
      AWS_SECRET_ACCESS_KEY: "simulated",
      SMTP_URL: `smtp://127.0.0.1:${simulator.smtpPort}`,
      SEND_IN_DOUBT_SECONDS: "2",
      ...options.environment,
    });
    for (const business of [ADA, TUNDE]) await createBusiness(business);
    return new DemoShops(simulator, server, database.adminUrl);
  }

  async close(): Promise<void> {
    await closeDatabase();
    await this.admin.end();
    await this.simulator.close();
    this.server.closeAllConnections();
    this.server.close();
  }

  async ask(path: string, body?: unknown, method = body ? "POST" : "GET"): Promise<Answer> {
    const answer = await fetch(`${this.simulator.url}/_sim/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body ? JSON.stringify(body) : undefined,
    });
    const result = (await answer.json()) as Answer;
    if (!answer.ok) throw new Error(String(result.error));
    return result;
  }

  /** Lets the jobs run until no webhook is under way and nothing is left to do now. */
  async settle(): Promise<void> {
    let quiet = 0;
    await expect
      .poll(
        async () => {
          await workOnce();
          const pending = (await this.ask("webhooks")) as unknown as unknown[];
          const [open] = await this.admin<{ n: number }[]>`
            select (select count(*) from webhook_events where state = 'stored')::int
              + (select count(*) from graphile_worker.jobs where run_at <= now())::int
              + (select count(*) from messages where status = 'queued')::int as n`;
          quiet = pending.length === 0 && open?.n === 0 ? quiet + 1 : 0;
          return quiet;
        },
        { timeout: 30_000, interval: 40 },
      )
      .toBeGreaterThanOrEqual(2);
  }

  /** Reads the webhooks that have come, and does nothing else. */
  async settleInbox(): Promise<void> {
    const events = await this.admin<{ id: string }[]>`select id from webhook_events where state = 'stored'`;
    for (const { id } of events) await ingestEvent({ eventId: id });
  }

  /** An echo as Instagram would send it, made by hand. */
  async echo(business: DemoBusiness, phone: string, message: Answer): Promise<void> {
    const accountId = business.channel.externalId;
    const [person] = await this.admin`
      select i.value from contact_identities i join contacts c on c.ceo_id = i.ceo_id and c.id = i.contact_id
      where i.kind = 'igsid' and c.phone = ${`+${phone}`}`;
    const item = {
      sender: { id: accountId },
      recipient: { id: String(person?.value) },
      timestamp: Date.now(),
      message: { ...message, is_echo: true },
    };
    const body = { object: "instagram", entry: [{ id: accountId, time: Date.now(), messaging: [item] }] };
    await this.ask("webhooks", { platform: "instagram", body });
  }

  async ctxOf(business: DemoBusiness): Promise<Context> {
    const [row] = await this.admin`select ceo_id from ceos where business_name = ${business.business}`;
    return systemContext(String(row?.ceo_id), { kind: "bot", id: "bot" });
  }
}

/** One person's chat with one business on the simulator. */
export class Chat {
  constructor(
    private readonly shops: DemoShops,
    readonly phone: string,
    readonly business: DemoBusiness,
  ) {}

  /** Says or does something and gives the texts that arrived because of it. */
  async says(act: string | Record<string, unknown>): Promise<string[]> {
    const before = (await this.received()).length;
    await this.does(act);
    await this.shops.settle();
    return (await this.received()).slice(before).map(({ text }) => text ?? "");
  }

  async does(act: string | Record<string, unknown>): Promise<string> {
    const body = typeof act === "string" ? { text: act } : act;
    const number = this.business.channel.externalId;
    const { message_id } = await this.shops.ask(`people/${this.phone}/send`, { number, ...body });
    return String(message_id);
  }

  /** What the business sent, as the phone shows it. */
  async received(): Promise<Sent[]> {
    const chat = await this.shops.ask(`people/${this.phone}/chat?number=${this.business.channel.externalId}`);
    return (chat.messages as Sent[]).filter(({ from }) => from === "business");
  }

  /** The one-time code that came last. */
  async code(): Promise<string> {
    const texts = (await this.received()).map(({ text }) => text?.replaceAll("`", "") ?? "");
    return [...texts.join("\n").matchAll(/^[A-Za-z0-9!@#$%^&*]{8}$/gm)].at(-1)?.[0] ?? "";
  }
}
