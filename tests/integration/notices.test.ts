import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { queueDecoy, queueNotice } from "@/lib/notices/queue-notice";
import { sendNotice } from "@/lib/notices/send-notice";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { Backstage, Caller, makeOwner, makeVendor, type Owner } from "../support/auth-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { setTestEnvironment } from "../support/sales-world";

type Text = { to: string; sms: string };

let database: TestDatabase;
let backstage: Backstage;
let owner: Owner;
let gateway: Server;
let mailServer: SMTPServer;
const texts: Text[] = [];
const mails: string[] = [];
/** What the gateway answers: 200, an error, or nothing (the connection breaks). */
let smsAnswer = 200;

beforeAll(async () => {
  gateway = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (smsAnswer === 0) return request.socket.destroy();
    if (smsAnswer === 200) texts.push(JSON.parse(body));
    response.writeHead(smsAnswer, { "content-type": "application/json" }).end('{"message_id":"1"}');
  });
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let raw = "";
      stream.on("data", (chunk: Buffer) => {
        raw += chunk;
      });
      stream.on("end", () => {
        mails.push(raw);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  await new Promise<void>((resolve) => mailServer.listen(0, "127.0.0.1", resolve));
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl, {
    SMS_PROVIDER: "termii",
    TERMII_API_KEY: "key",
    TERMII_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
    SMTP_URL: `smtp://127.0.0.1:${(mailServer.server.address() as AddressInfo).port}`,
  });
  backstage = new Backstage(database);
  owner = await makeOwner(backstage);
  await backstage.sql`delete from notices`;
});

afterEach(async () => {
  smsAnswer = 200;
  texts.length = 0;
  mails.length = 0;
  await backstage.sql`delete from notices`;
  await backstage.forgetLimits();
});

afterAll(async () => {
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
  await new Promise((resolve) => mailServer.close(() => resolve(undefined)));
  await backstage.close();
  await closeDatabase();
  await database.drop();
});

const waiting = () => backstage.sql`select id, way, state from notices order by created_at, id`;

async function sendAll(): Promise<void> {
  for (const { id } of await waiting()) await sendNotice({ noticeId: id });
}

describe("a code on its way", () => {
  it("goes out by SMS and mail, alone on its line, and its row is gone", async () => {
    const asked = await new Caller().login(owner.email);
    const code = await backstage.code(asked.data.challenge_id);
    await sendAll();
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatchObject({ to: owner.phone.slice(1) });
    expect(texts[0]?.sms.split("\n")).toContain(code);
    const mail = await PostalMime.parse(mails[0] ?? "");
    expect(mail.to?.[0]?.address).toBe(owner.email);
    expect(mail.text?.split("\n")).toContain(code);
    expect(await waiting()).toEqual([]);
  });

  it("keeps number, address and code sealed while it waits", async () => {
    const asked = await new Caller().login(owner.phone);
    const code = await backstage.code(asked.data.challenge_id);
    const [dump] = await backstage.sql`select (select string_agg(n::text, ' ') from notices n)
      || (select string_agg(payload::text, ' ') from graphile_worker._private_jobs) as text`;
    for (const secret of [code, owner.phone, owner.phone.slice(1), owner.email])
      expect(dump?.text).not.toContain(secret);
  });

  it("is tried again while the gateway is away, then goes the next way, and the failure is told (P3.4)", async () => {
    const vendor = await makeVendor(owner);
    await backstage.sql`delete from notices`;
    await backstage.sql`update identities set email = 'femi@example.com', email_verified_at = now(), phone_verified_at = now() where phone = ${vendor.phone}`;
    const asked = await new Caller().vendorLogin(vendor.phone);
    const code = await backstage.code(asked.data.challenge_id);
    const [notice] = await waiting();
    smsAnswer = 503;
    for (let n = 0; n < 2; n += 1)
      await expect(sendNotice({ noticeId: notice?.id })).rejects.toThrow("not handed over yet");
    await sendNotice({ noticeId: notice?.id });
    expect((await waiting()).map(({ way, state }) => `${way} ${state}`)).toEqual([
      "sms failed",
      "email queued",
    ]);
    const [emptied] =
      await backstage.sql`select recipient_sealed, content_sealed from notices where id = ${notice?.id}`;
    expect(emptied).toEqual({ recipient_sealed: "", content_sealed: "" });
    await sendAll();
    expect((await PostalMime.parse(mails[0] ?? "")).text?.split("\n")).toContain(code);
    expect(
      (await backstage.actions(owner.ceoId)).filter((action) => action === "OTP_DELIVERY_FAILED"),
    ).toHaveLength(1);
    const [told] =
      await backstage.sql`select d.details from audit_entries e join audit_details d using (ceo_id, chain, seq)
      where e.ceo_id = ${owner.ceoId} and e.action = 'OTP_DELIVERY_FAILED'`;
    expect(JSON.parse(told?.details)).toMatchObject({
      way: "sms",
      to: expect.stringContaining("***"),
      next_way: "email",
    });
    expect(told?.details).not.toContain(vendor.phone);
  });

  it("is not repeated once a gateway has refused it, nor sent when its time is over", async () => {
    await new Caller().login(owner.phone);
    const [first] = (await waiting()).filter(({ way }) => way === "sms");
    smsAnswer = 400;
    await sendNotice({ noticeId: first?.id });
    smsAnswer = 200;
    await sendNotice({ noticeId: first?.id });
    expect(texts).toEqual([]);
    await backstage.sql`delete from notices`;
    await backstage.forgetLimits();
    await new Caller().login(owner.phone);
    await backstage.sql`update notices set expires_at = now()`;
    await sendAll();
    expect([texts, mails]).toEqual([[], []]);
  });

  it("is repeated after an answer that was lost: the same code twice is harmless, none is not", async () => {
    const asked = await new Caller().login(owner.phone);
    const code = await backstage.code(asked.data.challenge_id);
    const [sms] = (await waiting()).filter(({ way }) => way === "sms");
    smsAnswer = 0;
    await expect(sendNotice({ noticeId: sms?.id })).rejects.toThrow("not handed over yet");
    smsAnswer = 200;
    await sendNotice({ noticeId: sms?.id });
    expect(texts[0]?.sms.split("\n")).toContain(code);
  });
});

describe("other notices", () => {
  it("tell a new vendor by SMS whose staff they are on", async () => {
    const vendor = await makeVendor(owner);
    await sendAll();
    expect(texts).toEqual([
      expect.objectContaining({
        to: vendor.phone.slice(1),
        sms: expect.stringContaining("Ada's Fashion added you"),
      }),
    ]);
  });

  it("outlast a gateway that is away for longer than a code would", async () => {
    const vendor = await makeVendor(owner);
    const [notice] = await waiting();
    smsAnswer = 503;
    for (let n = 0; n < 5; n += 1)
      await expect(sendNotice({ noticeId: notice?.id })).rejects.toThrow("not handed over yet");
    const [job] = await backstage.sql`select max_attempts from graphile_worker.jobs
      where task_identifier = 'send-notice' order by id desc limit 1`;
    expect(job?.max_attempts).toBeGreaterThan(11);
    smsAnswer = 200;
    await sendAll();
    expect(texts).toEqual([expect.objectContaining({ to: vendor.phone.slice(1) })]);
  });

  it("exist if and only if the change that asked for them was committed", async () => {
    const doomed = withPlatform(async (tx) => {
      await queueNotice(tx, {
        way: "sms",
        to: owner.phone,
        template: "vendor.added",
        ceoId: null,
        subjectId: "x",
      });
      throw new Error("no");
    });
    await expect(doomed).rejects.toThrow("no");
    expect(await waiting()).toEqual([]);
  });

  it("to nobody cost the same and reach nobody", async () => {
    await withPlatform((tx) => queueDecoy(tx, "sms"));
    await sendAll();
    expect([texts, await waiting()]).toEqual([[], []]);
  });
});
