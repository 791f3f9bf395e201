import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DELETE as disconnect } from "@/app/api/ceo/channels/[id]/route";
import { keepToken, openToken } from "@/lib/channels/channel-token";
import { checkChannel } from "@/lib/connections/check-channel";
import { removeKeptToken } from "@/lib/connections/forget-token";
import { resolveContact } from "@/lib/contacts/resolve-contact";
import { readEnvironment } from "@/lib/env";
import { deliverConversation } from "@/lib/messaging/deliver-conversation";
import { openConversation } from "@/lib/messaging/open-conversation";
import { queueMessage } from "@/lib/messaging/queue-message";
import { rotateKeys } from "@/lib/operations/rotate-keys";
import { openSecretsManager } from "@/lib/secret-store/secrets-manager";
import { systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { Owner } from "../support/auth-world";
import { ConnectWorld, numberOf } from "../support/connect-world";
import { ownDatabase } from "../support/database";

const BUYER = "2348031234567";
const database = await ownDatabase();
let world: ConnectWorld;
let ada: Owner;

beforeAll(async () => {
  Object.assign(process.env, {
    SECRET_STORE: "aws",
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "simulated",
    AWS_SECRET_ACCESS_KEY: "simulated",
  });
  world = await ConnectWorld.start(database, {
    numbers: [numberOf(1)],
    people: [{ name: "Chinedu", phone: BUYER }],
    limits: { pairRate: false, throughput: false },
  });
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = world.simulator.url;
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const table of ["outbox", "messages", "conversations", "contact_identities", "contacts"]) {
    await world.backstage.sql.unsafe(`delete from ${table}`);
  }
  await world.clear();
  await world.sim("limits", { pairRate: false, throughput: false });
  ada = await world.owner();
});

const client = () => ({ endpoint: world.simulator.url, region: "eu-west-1", maxAttempts: 1 });
const connect = async () => {
  expect(await world.connect(ada.caller)).toMatchObject({ result: "connected" });
  return (await world.rows(ada))[0] as { id: string; token_sealed: string };
};
const kept = async (id: string) =>
  (await world.backstage.sql`select token_sealed from channels where id = ${id}`)[0]?.token_sealed as
    | string
    | null;

describe("SECRET_STORE=aws", () => {
  it("is taken at the start, and nothing else of its kind", () => {
    expect(readEnvironment(process.env).SECRET_STORE).toBe("aws");
    expect(() => readEnvironment({ ...process.env, SECRET_STORE: "vault" })).toThrow(/SECRET_STORE/);
  });

  it("OA-04 keeps a channel's token in Secrets Manager: the database holds a version alone", async () => {
    const { id, token_sealed: reference } = await connect();
    expect(reference).toMatch(/^aws\.[0-9a-f-]{36}$/);
    const token = await openToken({ ceoId: ada.ceoId, channelId: id }, reference);
    expect(token).toMatch(/^EAA/);
    const [dump] = await world.backstage.sql`
      select count(*)::int as n from channels c where c::text like ${`%${token}%`}`;
    expect(dump?.n).toBe(0);
    await checkChannel(systemContext(ada.ceoId, { kind: "worker", id: "test" }), id);
    const [row] = await world.backstage.sql`select status, health from channels where id = ${id}`;
    expect(row).toMatchObject({ status: "connected", health: { codes: ["nothing_heard"] } });
  });

  it("OA-07 opens no row's token with another's row", async () => {
    const { id, token_sealed: reference } = await connect();
    await expect(openToken({ ceoId: "ceo_other", channelId: id }, reference)).rejects.toThrow(/not found/);
    await expect(openToken({ ceoId: ada.ceoId, channelId: "chn_other" }, reference)).rejects.toThrow(
      /not found/,
    );
  });

  it("writes a new version when it connects again, and the older one still opens until then", async () => {
    const first = await connect();
    const owner = { ceoId: ada.ceoId, channelId: first.id };
    const before = await openToken(owner, first.token_sealed);
    await connect();
    const after = await kept(first.id);
    expect(after).not.toBe(first.token_sealed);
    expect(await openToken(owner, after ?? "")).not.toBe(before);
    expect(await openToken(owner, first.token_sealed)).toBe(before);
  });

  it("removes the secret after disconnecting, and not when it was connected again meanwhile", async () => {
    const { id, token_sealed: reference } = await connect();
    const owner = { ceoId: ada.ceoId, channelId: id };
    await removeKeptToken(owner);
    const store = openSecretsManager({ client: client() });
    const name = `trustguard/channels/${ada.ceoId}/${id}`;
    expect(await store.get(name, reference.slice(4))).toMatch(/^EAA/);
    const { challenge_id, otp } = await world.code(ada.caller, "channel.disconnect", id);
    const left = await ada.caller.call(disconnect, `/api/ceo/channels/${id}`, {
      method: "DELETE",
      body: { challenge_id, otp },
      params: { id },
    });
    expect(left.status).toBe(200);
    const jobs = await world.backstage.sql`
      select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'forget-token' and j.payload ->> 'channelId' = ${id}`;
    expect(jobs).toHaveLength(1);
    await removeKeptToken(owner);
    expect(await openSecretsManager({ client: client() }).get(name, reference.slice(4))).toBeNull();
    expect((await connect()).id).toBe(id);
  });

  it("F-24 OA-09 uses a token for five minutes while the store is away, then waits, and loses nothing", async () => {
    const { id, token_sealed: reference } = await connect();
    const name = `trustguard/channels/${ada.ceoId}/${id}`;
    let nowMs = 0;
    const store = openSecretsManager({ client: client(), nowMs: () => nowMs });
    const token = await store.get(name, reference.slice(4));
    await world.sim("faults", { kind: "secrets_down" });
    nowMs = 4 * 60_000;
    expect(await store.get(name, reference.slice(4))).toBe(token);
    nowMs = 6 * 60_000;
    await expect(store.get(name, reference.slice(4))).rejects.toMatchObject({ code: "unavailable" });
    await world.sim("faults", undefined, "DELETE");
    expect(await store.get(name, reference.slice(4))).toBe(token);
  });

  it("F-24 queues sends while the store is away, and they go out when it is back", async () => {
    const { id } = await connect();
    const bot = systemContext(ada.ceoId, { kind: "bot", id: "bot" });
    await world.sim(`people/${BUYER}/send`, { text: "Hi" });
    const conversationId = await withTenant(bot, async (tx) => {
      const contactId = (await resolveContact(tx, bot, { phone: BUYER })) ?? "";
      return openConversation(tx, bot, { channelId: id, contactId });
    });
    // A version that this process has not read yet: the store must be asked.
    const owner = { ceoId: ada.ceoId, channelId: id };
    const token = await openToken(owner, (await kept(id)) ?? "");
    const fresh = await keepToken(owner, token);
    await world.backstage.sql`update channels set token_sealed = ${fresh} where id = ${id}`;
    await world.sim("faults", { kind: "secrets_down" });
    await withTenant(bot, (tx) =>
      queueMessage(tx, bot, { conversationId, text: "patience", author: "bot", repeatable: false }),
    );
    await deliverConversation({ ceoId: ada.ceoId, conversationId });
    const [waiting] = await world.backstage.sql`select state from outbox`;
    expect(waiting?.state).toBe("queued");
    expect((await world.backstage.sql`select status from channels where id = ${id}`)[0]?.status).toBe(
      "connected",
    );
    await world.sim("faults", undefined, "DELETE");
    await world.backstage.sql`update outbox set next_try_at = now()`;
    await deliverConversation({ ceoId: ada.ceoId, conversationId });
    expect((await world.backstage.sql`select status from messages where direction = 'out'`)[0]?.status).toBe(
      "sent",
    );
  });

  it("moves tokens that were kept in the database when keys are rotated", async () => {
    const { id, token_sealed: reference } = await connect();
    const owner = { ceoId: ada.ceoId, channelId: id };
    const token = await openToken(owner, reference);
    const { seal } = await import("@/lib/crypto");
    const { env } = await import("@/lib/env");
    const { tokenPlace } = await import("@/lib/channels/channel-token");
    const inDatabase = seal(env().ENCRYPTION_KEYS, tokenPlace(ada.ceoId, id), token);
    await world.backstage.sql`update channels set token_sealed = ${inDatabase} where id = ${id}`;
    expect(await rotateKeys()).toMatchObject({ resealed: 1, failed: 0, left: 0 });
    const moved = await kept(id);
    expect(moved).toMatch(/^aws\./);
    expect(await openToken(owner, moved ?? "")).toBe(token);
  });

  it("is strict where it stands in: an unsigned call, an unknown field and another form are refused", async () => {
    const ask = (headers: Record<string, string>, body: object) =>
      fetch(world.simulator.url, { method: "POST", headers, body: JSON.stringify(body) });
    const target = { "x-amz-target": "secretsmanager.GetSecretValue" };
    const type = { "content-type": "application/x-amz-json-1.1" };
    expect(await (await ask({ ...target, ...type }, { SecretId: "x" })).json()).toMatchObject({
      __type: "MissingAuthenticationTokenException",
    });
    const authorization = `AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/secretsmanager/aws4_request, Signature=${"0".repeat(64)}`;
    const signed = { ...target, authorization, "x-amz-date": "20260101T000000Z" };
    expect(await (await ask({ ...signed, "content-type": "application/json" }, {})).json()).toMatchObject({
      __type: "SerializationException",
    });
    expect(await (await ask({ ...signed, ...type }, { SecretId: "x", Colour: "red" })).json()).toMatchObject({
      __type: "InvalidParameterException",
    });
  });
});
