import { POST as askChallenge } from "@/app/api/auth/challenges/route";
import { GET as listChannels } from "@/app/api/ceo/channels/route";
import { POST as select } from "@/app/api/ceo/channels/select/route";
import { GET as authorize } from "@/app/api/ceo/oauth/meta/authorize/route";
import { GET as callback } from "@/app/api/ceo/oauth/meta/callback/route";
import { closeDatabase } from "@/db/client";
import type { SimulatorOptions } from "../../simulator/config";
import { type RunningSimulator, startSimulator } from "../../simulator/start";
import { type Answer, Backstage, type Caller, makeOwner, type Owner } from "./auth-world";
import type { TestDatabase } from "./database";
import { setTestEnvironment } from "./sales-world";

export const META_APP = { id: "1874520963251874", secret: "facebook-secret", configId: "77001122334455" };
export const INSTAGRAM_APP = { id: "2046718839527461", secret: "instagram-secret" };

const APP_URL = "http://127.0.0.1:3000";
const REDIRECT_URI = `${APP_URL}/api/ceo/oauth/meta/callback`;

/** A number of the simulator's world; `name` makes it one business account of its own. */
export const numberOf = (place: number, more: Record<string, unknown> = {}) => ({
  phoneNumberId: `10000000000000${place}`,
  wabaId: `20000000000000${place}`,
  displayPhoneNumber: `+234 803 000 100${place}`,
  verifiedName: `Shop ${place}`,
  accessToken: `EAAconfigured${place}`,
  registered: false,
  subscribed: false,
  ...more,
});

type Sim = Record<string, unknown>;
export type Ended = { status: number; result: string | null; missing: string | null; location: string };

/** Owners with browsers, and Meta's dialogs on the simulator. */
export class ConnectWorld {
  private constructor(
    readonly simulator: RunningSimulator,
    readonly backstage: Backstage,
  ) {}

  static async start(database: TestDatabase, options: SimulatorOptions = {}): Promise<ConnectWorld> {
    const redirectUris = [REDIRECT_URI];
    const simulator = await startSimulator({
      port: 0,
      app: { ...META_APP, verifyToken: "verify-token", redirectUris },
      instagramApp: { ...INSTAGRAM_APP, verifyToken: "verify-token", redirectUris },
      webhookUrl: { whatsapp: "http://127.0.0.1:9/whatsapp", instagram: "http://127.0.0.1:9/instagram" },
      numbers: [],
      instagramAccounts: [],
      ...options,
    });
    setTestEnvironment(database.databaseUrl, {
      META_APP_ID: META_APP.id,
      META_APP_SECRET: META_APP.secret,
      META_CONFIG_ID: META_APP.configId,
      META_INSTAGRAM_APP_ID: INSTAGRAM_APP.id,
      META_INSTAGRAM_APP_SECRET: INSTAGRAM_APP.secret,
      META_GRAPH_URL: simulator.url,
      META_INSTAGRAM_GRAPH_URL: simulator.url,
      META_INSTAGRAM_API_URL: simulator.url,
      META_DIALOG_URL: simulator.url,
      META_INSTAGRAM_DIALOG_URL: simulator.url,
    });
    return new ConnectWorld(simulator, new Backstage(database));
  }

  async close(): Promise<void> {
    await closeDatabase();
    await this.backstage.close();
    await this.simulator.close();
  }

  /** Nobody is connected to anything, and Meta is as it was configured. */
  async clear(): Promise<void> {
    await this.sim("reset", {});
    await this.backstage.sql`delete from channel_candidates`;
    await this.backstage.sql`delete from channels`;
  }

  owner(): Promise<Owner> {
    return makeOwner(this.backstage);
  }

  /** The simulator's administration. */
  async sim<T = Sim>(path: string, body?: unknown, method = body ? "POST" : "GET"): Promise<T> {
    const answer = await fetch(`${this.simulator.url}/_sim/${path}`, {
      method,
      body: body ? JSON.stringify(body) : undefined,
    });
    const result = (await answer.json()) as T & { error?: string };
    if (!answer.ok) throw new Error(`${path}: ${result.error}`);
    return result;
  }

  /** Goes to the dialog and gives its address. */
  async authorize(caller: Caller, query = "platform=whatsapp"): Promise<string> {
    const answer = await caller.call(authorize, `/api/ceo/oauth/meta/authorize?${query}`, { method: "GET" });
    if (answer.status !== 302) throw new Error(`authorize answered ${answer.status} ${answer.body.detail}`);
    return answer.headers.get("location") ?? "";
  }

  /** What the person does at the dialog; gives the address of the way back. */
  async answer(dialog: string, answer: Sim = {}): Promise<string> {
    return (await this.sim<{ redirect: string }>("oauth/answer", { url: dialog, ...answer })).redirect;
  }

  /** Follows the way back in this caller's browser. */
  async back(caller: Caller, address: string): Promise<Ended> {
    const { pathname, search } = new URL(address);
    const answer = await caller.call(callback, `${pathname}${search}`, { method: "GET" });
    const location = answer.headers.get("location") ?? "";
    const query = location ? new URL(location).searchParams : new URLSearchParams();
    return { status: answer.status, result: query.get("result"), missing: query.get("missing"), location };
  }

  /** The whole way. */
  async connect(caller: Caller, query = "platform=whatsapp", answer: Sim = {}): Promise<Ended> {
    return this.back(caller, await this.answer(await this.authorize(caller, query), answer));
  }

  async channels(caller: Caller): Promise<Answer["data"]> {
    return (await caller.call(listChannels, "/api/ceo/channels", { method: "GET" })).data;
  }

  select(caller: Caller, body: Sim): Promise<Answer> {
    return caller.call(select, "/api/ceo/channels/select", { body });
  }

  /** Asks for a code as the page does, and reads it where it went out. */
  async code(caller: Caller, purpose: string, target: unknown) {
    const asked = await caller.call(askChallenge, "/api/auth/challenges", { body: { purpose, target } });
    if (asked.status !== 200) throw new Error(`no code: ${asked.status} ${asked.body.detail}`);
    const { challenge_id, action } = asked.data;
    return { challenge_id, action, otp: await this.backstage.code(challenge_id) };
  }

  /** Everything that has to do with connecting, as the superuser sees it. */
  rows(owner: Owner) {
    return this.backstage.sql`select * from channels where ceo_id = ${owner.ceoId} order by created_at, id`;
  }

  /** Nothing of this owner is connected, half or whole. */
  async isUntouched(owner: Owner): Promise<boolean> {
    const [row] = await this.backstage.sql<{ n: number }[]>`
      select (select count(*) from channels where ceo_id = ${owner.ceoId})::int
        + (select count(*) from channel_candidates where ceo_id = ${owner.ceoId})::int as n`;
    return row?.n === 0;
  }

  /** The paths that Meta was called on since, the newest last. */
  async calls(): Promise<{ method: string; path: string; status: number; body?: Sim }[]> {
    return (await this.sim<{ calls: [] }>("ledger")).calls;
  }
}
