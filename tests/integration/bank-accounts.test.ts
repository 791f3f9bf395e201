import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabase, rawSql } from "@/db/client";
import { identities } from "@/db/schema/people";
import { auditDetails, auditEntries } from "@/db/schema/proof";
import { addBankAccount, lockPayout } from "@/lib/bank/add-account";
import { changePaymentClock, changeThreshold, readMoneySettings } from "@/lib/bank/money-settings";
import { bankAccountInForce, listBankAccounts } from "@/lib/bank/queries";
import { removeBankAccount } from "@/lib/bank/remove-account";
import { readPayoutStop, stopByLink } from "@/lib/bank/stop-account";
import { newId } from "@/lib/ids";
import { getOrderDto } from "@/lib/orders/queries";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import {
  askCode,
  codeFor,
  GTB,
  letPass,
  MISFIT,
  noticesOf,
  stopTokenOf,
  withoutAccount,
  ZENITH,
} from "../support/payout-world";
import {
  auditOf,
  makeSalesWorld,
  orderIn,
  type SalesWorld,
  setTestEnvironment,
} from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
beforeEach(() => rawSql()`delete from rate_limits`);
afterAll(() => closeDatabase());

const HOUR = 3600;
const CHANGE = "bank-account.change";
const request = { requestId: "req_test", ip: "192.0.2.7" };

async function add(world: SalesWorld, account: typeof GTB) {
  return addBankAccount(world.ceo, { ...account, ...(await codeFor(world.ceo, CHANGE, account)) });
}

async function inForce(world: SalesWorld): Promise<string | undefined> {
  return (await withTenant(world.bot, bankAccountInForce))?.accountNumber;
}

/** The same owner, signed in somewhere else, too. */
function onAnotherDevice(world: SalesWorld): MemberContext {
  return { ...world.ceo, sessionId: newId("session") };
}

/** Starts each once the one before waits at the business's row, then lets all go: their codes are right, their acts meet. */
async function atOnce<T>(world: SalesWorld, acts: (() => Promise<T>)[]): Promise<Promise<T>[]> {
  return withTenant(world.bot, async (tx) => {
    await lockPayout(tx, world.ceoId);
    const running: Promise<T>[] = [];
    for (const act of acts) {
      const one = act();
      one.catch(() => {});
      running.push(one);
      await vi.waitFor(async () => {
        const [row] = await rawSql()<{ waiting: number }[]>`
          select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        expect(row?.waiting).toBe(running.length);
      });
    }
    return running;
  });
}

const states = async (world: SalesWorld) =>
  (await listBankAccounts(world.ceo)).map(({ account_number, state }) => `${account_number} ${state}`);

describe("P7.5 where buyers pay", () => {
  it("the very first account is in force at once, with a code by SMS alone", async () => {
    const world = await withoutAccount(await makeSalesWorld());
    expect(await inForce(world)).toBeUndefined();
    const { code, act, ways } = await askCode(world.ceo, CHANGE, GTB);
    expect(ways).toEqual(["sms"]);
    expect(act).toBe("Have buyers pay into GTBank ••••6785, ADA FASHION LTD");
    const added = await addBankAccount(world.ceo, { ...GTB, ...code });
    expect(added).toMatchObject({ state: "in_force", bank_name: "GTBank", fits_nuban: true });
    expect(await inForce(world)).toBe(GTB.account_number);
  });

  it("a later one waits 24 hours to the second, by the database's clock, and orders keep what they were sent", async () => {
    const world = await makeSalesWorld();
    const before = await orderIn(world);
    const added = await add(world, GTB);
    expect(added.state).toBe("waiting");
    expect(await inForce(world)).toBe("0000014579");
    await letPass(world, 24 * HOUR - 5);
    expect(await inForce(world)).toBe("0000014579");
    await letPass(world, 5);
    expect(await inForce(world)).toBe(GTB.account_number);
    expect(await states(world)).toEqual([`${GTB.account_number} in_force`, "0000014579 earlier"]);
    const after = await orderIn(world);
    const sentTo = async (id: string) =>
      (await withTenant(world.bot, (tx) => getOrderDto(tx, id))).bankAccount?.accountNumber;
    expect(await sentTo(before.id)).toBe("0000014579");
    expect(await sentTo(after.id)).toBe(GTB.account_number);
  });

  it("is told to the owner's phone and mailbox with a stop link, and to those she had before", async () => {
    const world = await makeSalesWorld();
    const identityId = world.ceo.identityId;
    await withPlatform(async (tx) => {
      await tx.execute(sql`
        insert into profile_changes (id, identity_id, ceo_id, field, old_value, old_verified_at, new_value, changed_at, undo_until)
        values (${`chg_${world.ceoId}`}, ${identityId}, ${world.ceoId}, 'phone', '+2348090000001', now(), '+2348090000002',
          now(), now() + interval '70 hours')`);
    });
    await add(world, GTB);
    const told = (await noticesOf(world.ceoId)).filter(({ template }) => template === "payout.changed");
    const [owner] = await withPlatform((tx) =>
      tx.select().from(identities).where(sql`${identities.id} = ${identityId}`),
    );
    expect(told.map(({ way, to }) => `${way} ${to}`).sort()).toEqual(
      [`email ${owner?.email}`, "sms +2348090000001", `sms ${owner?.phone}`].sort(),
    );
    for (const { details } of told) {
      expect(details.account).toBe("GTBank ending 6785 (ADA FASHION LTD)");
      expect(details.startsAt).toMatch(/^tomorrow, \d\d:\d\d$/);
      expect(details.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/stop\/[A-Za-z0-9_-]{43}$/);
      expect(JSON.stringify(details)).not.toContain(GTB.account_number);
    }
  });

  it("a number that does not fit its bank is confirmed by a person first, and uses up no code", async () => {
    const world = await makeSalesWorld();
    const code = await codeFor(world.ceo, CHANGE, MISFIT);
    for (let time = 0; time < 4; time += 1) {
      await expect(addBankAccount(world.ceo, { ...MISFIT, ...code })).rejects.toMatchObject({
        code: "nuban_mismatch",
        status: 409,
      });
    }
    const added = await addBankAccount(world.ceo, { ...MISFIT, confirm_nuban: true, ...code });
    expect(added).toMatchObject({ state: "waiting", fits_nuban: false });
  });

  it("OT-07 a code for another number, bank or name, for a removal, or for something else changes nothing", async () => {
    const world = await makeSalesWorld();
    const [own] = await listBankAccounts(world.ceo);
    const elsewhere = [
      () => codeFor(world.ceo, CHANGE, ZENITH),
      () => codeFor(world.ceo, CHANGE, { ...GTB, account_number: "0123456794" }),
      () => codeFor(world.ceo, CHANGE, { ...GTB, account_name: "SOMEBODY ELSE" }),
      () => codeFor(world.ceo, CHANGE, { id: own?.bank_account_id }),
      () => codeFor(world.ceo, "threshold.change", { escalation_threshold_kobo: 500_000_000 }),
      () => codeFor(onAnotherDevice(world), CHANGE, GTB),
    ];
    for (const ask of elsewhere) {
      const code = await ask();
      await expect(addBankAccount(world.ceo, { ...GTB, ...code })).rejects.toMatchObject({
        code: "wrong_code",
      });
      await withPlatform((tx) => tx.execute(sql`delete from otp_challenge_failures`));
      await rawSql()`delete from rate_limits`;
    }
    expect(await states(world)).toEqual(["0000014579 in_force"]);
    expect((await add(world, GTB)).state).toBe("waiting");
  });

  it("AP-05 asks for a code, refuses a wrong one, and takes a right one once of sixteen", async () => {
    const world = await makeSalesWorld();
    await expect(addBankAccount(world.ceo, GTB)).rejects.toMatchObject({
      code: "step_up_required",
      status: 403,
      extra: { purpose: CHANGE, target: GTB },
    });
    const code = await codeFor(world.ceo, CHANGE, GTB);
    const wrong = addBankAccount(world.ceo, {
      ...GTB,
      ...code,
      otp: code.otp === "1!1!1!" ? "2!2!2!" : "1!1!1!",
    });
    await expect(wrong).rejects.toMatchObject({ code: "wrong_code" });
    const tries = await Promise.allSettled(
      Array.from({ length: 16 }, () => addBankAccount(world.ceo, { ...GTB, ...code })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await states(world)).toEqual([`${GTB.account_number} waiting`, "0000014579 in_force"]);
  });

  it("of two changes at once one is taken; the other is told to wait", async () => {
    const world = await makeSalesWorld();
    const laptop = onAnotherDevice(world);
    const codes = [await codeFor(world.ceo, CHANGE, GTB), await codeFor(laptop, CHANGE, ZENITH)];
    const tries = await Promise.allSettled(
      await atOnce(world, [
        () => addBankAccount(world.ceo, { ...GTB, ...codes[0] }),
        () => addBankAccount(laptop, { ...ZENITH, ...codes[1] }),
      ]),
    );
    const refused = tries.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: "conflict" });
    expect((await states(world)).filter((line) => line.endsWith("waiting"))).toHaveLength(1);
    await expect(askCode(world.ceo, CHANGE, ZENITH)).rejects.toMatchObject({ code: "conflict" });
  });

  it("two first accounts at once do not both skip the day", async () => {
    const world = await withoutAccount(await makeSalesWorld());
    const laptop = onAnotherDevice(world);
    const codes = [await codeFor(world.ceo, CHANGE, GTB), await codeFor(laptop, CHANGE, ZENITH)];
    await Promise.all(
      await atOnce(world, [
        () => addBankAccount(world.ceo, { ...GTB, ...codes[0] }),
        () => addBankAccount(laptop, { ...ZENITH, ...codes[1] }),
      ]),
    );
    const lines = await states(world);
    expect(lines.filter((line) => line.endsWith("in_force"))).toHaveLength(1);
    expect(lines.filter((line) => line.endsWith("waiting"))).toHaveLength(1);
  });

  it("taking the only account out does not let the next one skip the day", async () => {
    const world = await makeSalesWorld();
    const [only] = await listBankAccounts(world.ceo);
    const id = only?.bank_account_id ?? "";
    const removed = await removeBankAccount(world.ceo, {
      bank_account_id: id,
      ...(await codeFor(world.ceo, CHANGE, { id })),
    });
    expect(removed).toMatchObject({ state: "stopped", stopped_by: "removed" });
    expect(await inForce(world)).toBeUndefined();
    expect((await add(world, GTB)).state).toBe("waiting");
    expect(await inForce(world)).toBeUndefined();
  });

  it("a waiting one is cancelled, and one in force gives way to the one before, each with a code", async () => {
    const world = await makeSalesWorld();
    const first = await add(world, GTB);
    const id = first.bank_account_id;
    await expect(removeBankAccount(world.ceo, { bank_account_id: id })).rejects.toMatchObject({
      code: "step_up_required",
      extra: { target: { id } },
    });
    await removeBankAccount(world.ceo, {
      bank_account_id: id,
      ...(await codeFor(world.ceo, CHANGE, { id })),
    });
    await letPass(world, 25 * HOUR);
    expect(await inForce(world)).toBe("0000014579");

    const second = await add(world, ZENITH);
    await letPass(world, 25 * HOUR);
    expect(await inForce(world)).toBe(ZENITH.account_number);
    const again = { id: second.bank_account_id };
    const asked = await askCode(world.ceo, CHANGE, again);
    expect(asked.act).toBe("Remove Zenith Bank ••••7899, and have buyers pay into First Bank ••••4579");
    await removeBankAccount(world.ceo, { bank_account_id: again.id, ...asked.code });
    expect(await inForce(world)).toBe("0000014579");
    const told = (await noticesOf(world.ceoId)).filter(({ template }) => template === "payout.removed");
    expect(told.at(-1)?.details.nextAccount).toBe("First Bank ending 4579 (ADA FASHION)");
  });

  it("refuses bad input in words, field by field", async () => {
    const world = await makeSalesWorld();
    const bad = [
      { ...GTB, bank_code: "000" },
      { ...GTB, account_number: "12345" },
      { ...GTB, account_name: "<script>" },
    ];
    for (const target of bad) {
      await expect(askCode(world.ceo, CHANGE, target)).rejects.toMatchObject({ name: "ZodError" });
    }
    const typed = { ...GTB, account_number: "０１２３ 456 785", account_name: " ADA  FASHION LTD " };
    const code = await codeFor(world.ceo, CHANGE, typed);
    expect((await addBankAccount(world.ceo, { ...GTB, ...code })).account_number).toBe(GTB.account_number);
  });

  it("AZ-13 is the CEO's alone, and no other business's", async () => {
    const [world, other] = [await makeSalesWorld(), await makeSalesWorld()];
    const [account] = await listBankAccounts(world.ceo);
    const id = account?.bank_account_id ?? "";
    await expect(listBankAccounts(world.vendor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(addBankAccount(world.vendor, GTB)).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeBankAccount(other.ceo, { bank_account_id: id })).rejects.toMatchObject({
      code: "not_found",
      status: 404,
    });
    const strange = await codeFor(other.ceo, CHANGE, GTB);
    await expect(addBankAccount(world.ceo, { ...GTB, ...strange })).rejects.toMatchObject({
      code: "wrong_code",
    });
    expect(await states(world)).toEqual(["0000014579 in_force"]);
  });

  it("is audited with masked numbers, the code's own entries too", async () => {
    const world = await makeSalesWorld();
    const { bank_account_id: id } = await add(world, GTB);
    await stopByLink(await stopTokenOf(world.ceoId), request);
    expect(await auditOf(world, id)).toEqual(["BANK_ACCOUNT_ADDED", "BANK_ACCOUNT_STOPPED"]);
    const rows = await withTenant(world.bot, (tx) => tx.select().from(auditDetails));
    const entries = await withTenant(world.bot, (tx) => tx.select().from(auditEntries));
    expect(entries.length).toBeGreaterThan(3);
    const kept = JSON.stringify(rows.map((row) => Object.values(row).map(String)));
    expect(kept).toContain("6785");
    expect(kept).not.toContain(GTB.account_number);
  });
});

describe("the link that stops a change", () => {
  it("stops one that waits, without a session, once of sixteen", async () => {
    const world = await makeSalesWorld();
    await add(world, GTB);
    const token = await stopTokenOf(world.ceoId);
    expect(await readPayoutStop(token, request)).toMatchObject({
      state: "waiting",
      account: { bank_name: "GTBank", account_number_masked: "••••6785" },
    });
    const tries = await Promise.allSettled(Array.from({ length: 16 }, () => stopByLink(token, request)));
    const refused = tries.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(15);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "link_used", status: 409 });
    await letPass(world, 25 * HOUR);
    expect(await inForce(world)).toBe("0000014579");
    expect((await readPayoutStop(token, request))?.state).toBe("stopped");
    const told = (await noticesOf(world.ceoId)).filter(({ template }) => template === "payout.stopped");
    expect(told.map(({ way }) => way).sort()).toEqual(["email", "sms"]);
  });

  it("undoes one that started, until 72 hours later and not after", async () => {
    const [world, late] = [await makeSalesWorld(), await makeSalesWorld()];
    for (const one of [world, late]) await add(one, GTB);
    await letPass(world, 95 * HOUR);
    expect(await inForce(world)).toBe(GTB.account_number);
    expect((await stopByLink(await stopTokenOf(world.ceoId), request)).state).toBe("stopped");
    expect(await inForce(world)).toBe("0000014579");

    await letPass(late, 96 * HOUR);
    const token = await stopTokenOf(late.ceoId);
    expect((await readPayoutStop(token, request))?.state).toBe("over");
    await expect(stopByLink(token, request)).rejects.toMatchObject({ code: "link_over", status: 410 });
    expect(await inForce(late)).toBe(GTB.account_number);
  });

  it("takes the stopped account from orders that nobody paid, and tells the owner how many were sent it", async () => {
    const world = await makeSalesWorld();
    const earlier = await orderIn(world);
    await add(world, GTB);
    await letPass(world, 25 * HOUR);
    const sent = await orderIn(world);
    const sentTo = async (id: string) =>
      (await withTenant(world.bot, (tx) => getOrderDto(tx, id))).bankAccount?.accountNumber;
    expect(await sentTo(sent.id)).toBe(GTB.account_number);
    await stopByLink(await stopTokenOf(world.ceoId), request);
    expect(await sentTo(sent.id)).toBe("0000014579");
    expect(await sentTo(earlier.id)).toBe("0000014579");
    const told = (await noticesOf(world.ceoId)).filter(({ template }) => template === "payout.stopped");
    expect(told[0]?.details.ordersSentIt).toBe(1);
  });

  it("is for its own account alone; looking changes nothing; a made-up one is not found", async () => {
    const world = await makeSalesWorld();
    await add(world, GTB);
    const token = await stopTokenOf(world.ceoId);
    await readPayoutStop(token, request);
    expect(await states(world)).toEqual([`${GTB.account_number} waiting`, "0000014579 in_force"]);
    for (const wrong of ["x", `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`]) {
      expect(await readPayoutStop(wrong, request)).toBeNull();
      await expect(stopByLink(wrong, request)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("P12.1 from how much on the CEO decides", () => {
  it("is changed with a code for exactly this amount", async () => {
    const world = await makeSalesWorld();
    const change = { escalation_threshold_kobo: 50_000_000 };
    const { code, act } = await askCode(world.ceo, "threshold.change", change);
    expect(act).toBe("Decide orders yourself from ₦500,000 up, instead of ₦1,000,000");
    const higher = { escalation_threshold_kobo: 50_000_000_000 };
    await expect(changeThreshold(world.ceo, higher)).rejects.toMatchObject({ code: "step_up_required" });
    await expect(changeThreshold(world.ceo, { ...higher, ...code })).rejects.toMatchObject({
      code: "wrong_code",
    });
    expect((await readMoneySettings(world.ceo)).escalation_threshold_kobo).toBe(100_000_000);
    const changed = await changeThreshold(world.ceo, { ...change, ...code });
    expect(changed.escalation_threshold_kobo).toBe(50_000_000);
    await expect(changeThreshold(world.vendor, change)).rejects.toMatchObject({ code: "forbidden" });
    expect(await auditOf(world, world.ceoId)).toContain("THRESHOLD_CHANGED");
  });

  it("tells the second of two tabs that the clock was changed, and what it is now", async () => {
    const world = await makeSalesWorld();
    const { escalation_threshold_kobo, ...seen } = await readMoneySettings(world.ceo);
    const first = { ...seen, reminder_hours: 4 };
    await changePaymentClock(world.ceo, { ...first, seen });
    const second = { ...seen, lapse_hours: 72 };
    await expect(changePaymentClock(world.ceo, { ...second, seen })).rejects.toMatchObject({
      code: "superseded",
      extra: { current: first },
    });
    expect(await readMoneySettings(world.ceo)).toMatchObject(first);
    // The same once more is no conflict, and neither is what was looked at anew.
    expect(await changePaymentClock(world.ceo, { ...first, seen })).toMatchObject(first);
    expect(await changePaymentClock(world.ceo, { ...second, seen: first })).toMatchObject(second);
    const tries = Array.from({ length: 6 }, (_, at) =>
      changePaymentClock(world.ceo, { ...second, lapse_hours: 100 + at, seen: second }),
    );
    const done = (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled");
    expect(done).toHaveLength(1);
  });

  it("keeps the clock of unpaid orders, without a code", async () => {
    const world = await makeSalesWorld();
    const clock = { reminder_hours: 3, lapse_hours: 24, escalation_overdue_hours: 12 };
    expect(await changePaymentClock(world.ceo, clock)).toMatchObject(clock);
    expect(await readMoneySettings(world.ceo)).toMatchObject(clock);
    await changePaymentClock(world.ceo, clock);
    const entries = await auditOf(world, world.ceoId);
    expect(entries.filter((action) => action === "PAYMENT_CLOCK_CHANGED")).toHaveLength(1);
    await expect(changePaymentClock(world.vendor, clock)).rejects.toMatchObject({ code: "forbidden" });
  });
});
