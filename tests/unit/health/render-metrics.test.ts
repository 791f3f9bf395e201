import { beforeEach, describe, expect, it } from "vitest";
import { allCounts, count } from "@/lib/health/counters";
import { renderMetrics } from "@/lib/health/render-metrics";

beforeEach(() => allCounts().clear());

describe("the metrics", () => {
  it("are Prometheus' text: help, type, then one line a sample", () => {
    count("trustguard_webhooks_total", { platform: "whatsapp", outcome: "stored" });
    count("trustguard_webhooks_total", { outcome: "stored", platform: "whatsapp" }, 2);
    const text = renderMetrics([
      {
        name: "trustguard_outbox_messages",
        help: "On their way",
        type: "gauge",
        samples: [{ labels: { state: "in_doubt" }, value: 4 }],
      },
    ]);
    expect(text).toContain('trustguard_webhooks_total{outcome="stored",platform="whatsapp"} 3\n');
    expect(text).toContain(
      '# HELP trustguard_outbox_messages On their way\n# TYPE trustguard_outbox_messages gauge\ntrustguard_outbox_messages{state="in_doubt"} 4\n',
    );
    for (const line of text.trimEnd().split("\n")) {
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="[^"\\\n]*"(?:,\w+="[^"\\\n]*")*\})? [\d.e+-]+)$/,
      );
    }
  });

  it("show a counter that nothing was counted for as nought", () => {
    expect(renderMetrics([])).toContain("trustguard_webhooks_total 0\n");
  });

  it.each(["+2348031234567", "con_01ABC", "Chinedu Okafor", 'a"b', ""])(
    "take no text of a person as a label: %s",
    (value) => {
      expect(() => count("trustguard_webhooks_total", { outcome: value })).toThrow(RangeError);
      expect(allCounts().size).toBe(0);
    },
  );
});
