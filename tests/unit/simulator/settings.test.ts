import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, optionsFromEnvironment, resolveConfig } from "../../../simulator/config";
import { createClock } from "../../../simulator/state/clock";
import { createEventHub } from "../../../simulator/state/events";
import { createFaults } from "../../../simulator/state/faults";
import { businessScopedUserId, newMessageId } from "../../../simulator/state/ids";

describe("settings", () => {
  it("come from the environment, the mail port following the other", () => {
    const options = optionsFromEnvironment({
      SIMULATOR_PORT: "4400",
      SIMULATOR_CONFIG: '{"people":[]}',
    } as never);
    expect(resolveConfig(options)).toMatchObject({
      port: 4400,
      smtpPort: 4401,
      people: [],
      numbers: DEFAULT_CONFIG.numbers,
    });
  });

  it.each([
    [{ SIMULATOR_PORT: "abc" }, "SIMULATOR_PORT"],
    [{ SIMULATOR_SMTP_PORT: "70000" }, "SIMULATOR_SMTP_PORT"],
    [{ SIMULATOR_CONFIG: "{broken" }, "SIMULATOR_CONFIG"],
  ])("name what is malformed in %o", (env, name) => {
    expect(() => optionsFromEnvironment(env as never)).toThrow(name);
  });
});

describe("faults", () => {
  it("strike as often as told, for the number told, and are gone", () => {
    const faults = createFaults(createEventHub());
    faults.add({ kind: "fail", count: 2, number: "1" });
    expect(faults.strike("fail", { number: "2" })).toBeUndefined();
    expect(faults.strike("hang", { number: "1" })).toBeUndefined();
    expect([1, 2, 3].map(() => faults.strike("fail", { number: "1" })?.kind)).toEqual([
      "fail",
      "fail",
      undefined,
    ]);
    expect(faults.list()).toEqual([]);
  });

  it("stay without a count until removed", () => {
    const faults = createFaults(createEventHub());
    faults.add({ kind: "down" });
    for (let call = 0; call < 100; call += 1) expect(faults.strike("down")).toBeDefined();
    faults.clear((fault) => fault.kind === "revoke");
    expect(faults.strike("down")).toBeDefined();
    faults.clear();
    expect(faults.strike("down")).toBeUndefined();
  });
});

describe("events", () => {
  it("are given again from the last one seen", () => {
    const hub = createEventHub();
    hub.publish("sms", "a");
    hub.publish("sms", "b");
    const seen: unknown[] = [];
    const stop = hub.subscribe((event) => seen.push(event.data), 1);
    hub.publish("sms", "c");
    stop();
    hub.publish("sms", "d");
    expect(seen).toEqual(["b", "c"]);
  });
});

describe("time and ids", () => {
  it("moves the clock by its offset", () => {
    const clock = createClock(() => 1000);
    clock.setOffsetMs(500);
    expect(clock.nowMs()).toBe(1500);
  });

  it("makes message ids that name the phone and never repeat, and another user id per business", () => {
    const id = newMessageId("2348031234567", "in");
    expect(Buffer.from(id.slice("wamid.".length), "base64").toString("latin1")).toContain("2348031234567");
    expect(newMessageId("2348031234567", "in")).not.toBe(id);
    expect(businessScopedUserId("2348031234567", "1")).not.toBe(businessScopedUserId("2348031234567", "2"));
    expect(businessScopedUserId("2348031234567", "1")).toMatch(/^NG\.\d{16}$/);
  });
});
