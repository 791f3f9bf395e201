import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as challenges from "@/app/api/auth/challenges/route";
import * as account from "@/app/api/ceo/bank-accounts/[id]/route";
import * as accounts from "@/app/api/ceo/bank-accounts/route";
import * as release from "@/app/api/ceo/held-messages/[id]/release/route";
import * as settings from "@/app/api/ceo/money-settings/route";
import * as threshold from "@/app/api/ceo/money-settings/threshold/route";
import * as stop from "@/app/api/payout-stops/[token]/route";
import { closeDatabase } from "@/db/client";
import { askRoute, signInAs } from "../support/ask-route";
import { ownDatabase } from "../support/database";
import { GTB, MISFIT, noticesOf, stopTokenOf } from "../support/payout-world";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(() => closeDatabase());

const PATH = "/api/ceo/bank-accounts";
let world: SalesWorld;
let token: string;
beforeAll(async () => {
  world = await makeSalesWorld();
  token = await signInAs(world.ceo);
});

/** Asks for a code over HTTP, as a page does, and reads it from the text message. */
async function codeFor(purpose: string, target: unknown) {
  const asked = await askRoute(challenges.POST, {
    method: "POST",
    path: "/api/auth/challenges",
    token,
    body: { purpose, target },
  });
  const { data } = await asked.json();
  const sent = (await noticesOf(world.ceoId)).filter(({ challengeId }) => challengeId === data.challenge_id);
  return { challenge_id: data.challenge_id, otp: sent[0]?.details.code };
}

const post = (body: unknown) => askRoute(accounts.POST, { method: "POST", path: PATH, token, body });

describe("where buyers pay, over HTTP", () => {
  it("asks for a code with purpose and target, and takes it", async () => {
    const refused = await post(GTB);
    expect(refused.status).toBe(403);
    const problem = await refused.json();
    expect(problem).toMatchObject({ code: "step_up_required", purpose: "bank-account.change", target: GTB });
    const added = await post({ ...GTB, ...(await codeFor(problem.purpose, problem.target)) });
    expect(added.status).toBe(201);
    const { status, data } = await added.json();
    expect(status).toBe("success");
    expect(data).toMatchObject({
      ...GTB,
      state: "waiting",
      bank_name: "GTBank",
      account_number_masked: "••••6785",
    });

    const list = await askRoute(accounts.GET, { path: PATH, token });
    const { data: page } = await list.json();
    expect(page.items.map((item: { state: string }) => item.state)).toEqual(["waiting", "in_force"]);
    expect(page.next_cursor).toBeNull();
  });

  it("is stopped by a POST without a session, and by no other site", async () => {
    const secret = await stopTokenOf(world.ceoId);
    const ask = { method: "POST", path: `/api/payout-stops/${secret}`, params: { token: secret } };
    const foreign = new Request(`http://127.0.0.1:3000${ask.path}`, {
      method: "POST",
      headers: { origin: "https://elsewhere.example" },
    });
    const refused = await stop.POST(foreign, { params: Promise.resolve(ask.params) });
    expect(refused.status).toBe(403);
    const done = await askRoute(stop.POST, ask);
    expect(done.status).toBe(200);
    expect((await done.json()).data).toMatchObject({ state: "stopped", business: "Ada's Fashion" });
    const again = await askRoute(stop.POST, ask);
    expect([again.status, (await again.json()).code]).toEqual([409, "link_used"]);
  });

  it("warns of a number that does not fit, by field, and takes it once confirmed", async () => {
    const code = await codeFor("bank-account.change", { ...MISFIT, confirm_nuban: true });
    const warned = await post({ ...MISFIT, ...code });
    expect(warned.status).toBe(409);
    const problem = await warned.json();
    expect(problem.code).toBe("nuban_mismatch");
    expect(problem.fields[0].path).toBe("account_number");
    const added = await post({ ...MISFIT, ...code, confirm_nuban: true });
    expect(added.status).toBe(201);
    const { data } = await added.json();
    expect(data.fits_nuban).toBe(false);
    const removal = {
      method: "DELETE",
      path: `${PATH}/${data.bank_account_id}`,
      params: { id: data.bank_account_id },
    };
    const bare = await askRoute(account.DELETE, { ...removal, token });
    expect([bare.status, (await bare.json()).target]).toEqual([403, { id: data.bank_account_id }]);
    const body = await codeFor("bank-account.change", data.bank_account_id);
    const removed = await askRoute(account.DELETE, { ...removal, token, body });
    expect((await removed.json()).data).toMatchObject({ state: "stopped", stopped_by: "removed" });
  });

  it("says by field what is not right, and takes no other fields", async () => {
    const bad = await post({ bank_code: "058", account_number: "123", account_name: "!" });
    expect(bad.status).toBe(400);
    const fields = (await bad.json()).fields.map((field: { path: string }) => field.path);
    expect(fields).toEqual(expect.arrayContaining(["account_number", "account_name"]));
    expect((await post({ ...GTB, active_from: "2020-01-01T00:00:00Z" })).status).toBe(400);
  });

  it("keeps threshold and clock within their limits", async () => {
    const put = (handler: typeof settings.PUT, path: string, body: unknown) =>
      askRoute(handler, { method: "PUT", path, token, body });
    const change = { escalation_threshold_kobo: 30_000_000 };
    expect((await put(threshold.PUT, "/api/ceo/money-settings/threshold", change)).status).toBe(403);
    const code = await codeFor("threshold.change", change);
    const changed = await put(threshold.PUT, "/api/ceo/money-settings/threshold", { ...change, ...code });
    expect((await changed.json()).data).toMatchObject(change);
    for (const escalation_threshold_kobo of [0, -1, 99_999, 100_000_000_001, 1.5, "30000000"]) {
      const refused = await put(threshold.PUT, "/api/ceo/money-settings/threshold", {
        escalation_threshold_kobo,
      });
      expect(refused.status).toBe(400);
    }
    for (const [reminder_hours, lapse_hours] of [
      [0, 10],
      [24, 48],
      [6, 5],
      [6, 721],
    ]) {
      const refused = await put(settings.PUT, "/api/ceo/money-settings", { reminder_hours, lapse_hours });
      expect(refused.status).toBe(400);
    }
    const clock = {
      reminder_hours: 2,
      lapse_hours: 2,
      escalation_overdue_hours: 168,
      buyer_verified_hours: 72,
    };
    for (const hours of [0, 169, 1.5]) {
      for (const name of ["escalation_overdue_hours", "buyer_verified_hours"]) {
        const body = { ...clock, [name]: hours };
        expect((await put(settings.PUT, "/api/ceo/money-settings", body)).status).toBe(400);
      }
    }
    expect((await put(settings.PUT, "/api/ceo/money-settings", clock)).status).toBe(200);
    const read = await askRoute(settings.GET, { path: "/api/ceo/money-settings", token });
    expect((await read.json()).data).toEqual({ ...change, ...clock });
  });

  it("is none of a vendor's business, nor a stranger's", async () => {
    const vendor = await signInAs(world.vendor);
    const asked = (who?: string) => [
      askRoute(accounts.GET, { path: PATH, token: who }),
      askRoute(accounts.POST, { method: "POST", path: PATH, body: GTB, token: who }),
      askRoute(settings.GET, { path: "/api/ceo/money-settings", token: who }),
      askRoute(release.POST, { method: "POST", path: "/x", params: { id: "msg_x" }, token: who }),
    ];
    for (const answer of await Promise.all(asked(vendor))) expect(answer.status).toBe(403);
    for (const answer of await Promise.all(asked())) expect(answer.status).toBe(401);
  });
});
