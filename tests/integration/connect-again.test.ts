import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openToken } from "@/lib/channels/channel-token";
import { finishConnecting } from "@/lib/connections/finish-connecting";
import { startConnecting } from "@/lib/connections/start-connecting";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { ADA, TUNDE } from "@/scripts/seed/businesses";
import { ownDatabase } from "../support/database";
import { Chat, DemoShops } from "../support/demo-shops";

const CHINEDU = "2348031234567";

const database = await ownDatabase();
let shops: DemoShops;
let ada: MemberContext;
let tunde: MemberContext;
let chinedu: Chat;

beforeAll(async () => {
  shops = await DemoShops.start(database);
  ada = await ownerOf(ADA.business);
  tunde = await ownerOf(TUNDE.business);
  chinedu = new Chat(shops, CHINEDU, ADA);
});
afterAll(() => shops.close());

async function ownerOf(business: string): Promise<MemberContext> {
  const [row] = await shops.admin`
    select c.ceo_id, c.identity_id, v.id as vendor_id from ceos c
    join vendors v on v.ceo_id = c.ceo_id and v.is_owner where c.business_name = ${business}`;
  const session = {
    sessionId: `ses_${business}`,
    identityId: String(row?.identity_id),
    role: "CEO" as const,
    ceoId: String(row?.ceo_id),
    vendorId: String(row?.vendor_id),
    memberName: "Owner",
    businessName: business,
    businessKind: "shop" as const,
    timeZone: "Africa/Lagos",
  };
  return memberContext(session, { requestId: "req_test" });
}

async function reconnect(ctx: MemberContext, platform: "whatsapp" | "instagram", answer: object = {}) {
  const url = await startConnecting(ctx, { platform });
  const { redirect } = await shops.ask("oauth/answer", { url, ...answer });
  return finishConnecting(ctx, Object.fromEntries(new URL(String(redirect)).searchParams));
}

const channelOf = async (ctx: MemberContext) => {
  const [row] = await shops.admin`select * from channels where ceo_id = ${ctx.ceoId}`;
  return row as Record<string, string>;
};

describe("P4.3 a channel whose access Meta took back", () => {
  it("holds the bot's answers, and sends them once it is connected again", { timeout: 60_000 }, async () => {
    expect((await chinedu.says("Hello")).length).toBeGreaterThan(0);
    const before = await channelOf(ada);
    const seen = (await chinedu.received()).length;
    await shops.ask("faults", { kind: "revoke", number: ADA.channel.externalId });
    await chinedu.does("How much is the red gown?");
    await expect
      .poll(
        async () => {
          await shops.settle();
          return (await channelOf(ada)).status;
        },
        { timeout: 20_000 },
      )
      .toBe("needs_reconnect");
    expect(await chinedu.received()).toHaveLength(seen);
    const held = await shops.admin`select id from messages where ceo_id = ${ada.ceoId} and status = 'held'`;
    expect(held.length).toBeGreaterThan(0);

    await shops.ask("faults", undefined, "DELETE");
    expect(await reconnect(ada, "whatsapp")).toEqual({ result: "connected", missing: [] });
    const after = await channelOf(ada);
    expect(after).toMatchObject({ id: before.id, status: "connected", trouble: null });
    expect(after.token_sealed).not.toBe(before.token_sealed);
    await shops.settle();
    const answered = (await chinedu.received()).slice(seen);
    expect(answered.length).toBeGreaterThanOrEqual(held.length);
    const left = await shops.admin`select id from messages where ceo_id = ${ada.ceoId} and status = 'held'`;
    expect(left).toHaveLength(0);
    expect((await chinedu.says("Thank you")).length).toBeGreaterThan(0);
  });

  it("keeps its row, conversations and id for Instagram too", async () => {
    const before = await channelOf(tunde);
    expect(await reconnect(tunde, "instagram")).toMatchObject({ result: "connected" });
    expect(await channelOf(tunde)).toMatchObject({ id: before.id, external_id: before.external_id });
  });
});

describe("OA-07 a sealed token", () => {
  it("opens for its own channel and nobody else's, and not with a bit changed", async () => {
    const [hers, his] = [await channelOf(ada), await channelOf(tunde)];
    const owner = { ceoId: ada.ceoId, channelId: hers.id ?? "" };
    const sealed = hers.token_sealed ?? "";
    expect(await openToken(owner, sealed)).toMatch(/^EAAsim/);
    await expect(openToken(owner, his.token_sealed ?? "")).rejects.toThrow();
    await expect(openToken({ ceoId: tunde.ceoId, channelId: his.id ?? "" }, sealed)).rejects.toThrow();
    const body = Buffer.from(sealed.split(".")[3] ?? "", "base64url");
    for (let bit = 0; bit < 64; bit += 1) {
      const flipped = Buffer.from(body);
      const at = (bit * 37) % flipped.length;
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit % 8));
      const changed = [...sealed.split(".").slice(0, 3), flipped.toString("base64url")].join(".");
      await expect(openToken(owner, changed)).rejects.toThrow();
    }
  });
});

describe("OA-04 tokens and codes", () => {
  it("stand in no table in clear, and in no entry", async () => {
    const tokens = [
      ADA.channel.token,
      await openToken(
        { ceoId: ada.ceoId, channelId: (await channelOf(ada)).id ?? "" },
        (await channelOf(ada)).token_sealed ?? "",
      ),
    ];
    const secrets = ["app-secret", "instagram-secret", ...tokens];
    const tables = await shops.admin`
      select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables
      where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`;
    let rows = 0;
    for (const { name } of tables) {
      for (const row of await shops.admin.unsafe(`select t::text as text from ${name} t`)) {
        rows += 1;
        for (const secret of secrets) expect(String(row.text), name).not.toContain(secret);
      }
    }
    expect(rows).toBeGreaterThan(50);
    const [found] = await shops.admin.unsafe(
      `select count(*)::int as n from channels t where t::text like '%${ADA.channel.externalId}%'`,
    );
    expect(found?.n).toBe(1);
  });
});
