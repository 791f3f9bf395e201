import { describe, expect, it } from "vitest";
import { describeDevice, deviceName, maskAddress } from "@/lib/words/device-name";

const CHROME =
  "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";
const AGENTS: [string, string][] = [
  [CHROME, "Chrome on Android"],
  [`${CHROME} SamsungBrowser/25.0`, "Samsung Internet on Android"],
  [`${CHROME} OPR/80.0`, "Opera on Android"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Safari on iPhone",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0",
    "Edge on Windows",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on Mac"],
  ["curl/8.5.0", "A program"],
  ["", "An unknown device"],
];

describe("a device in words", () => {
  it.each(AGENTS)("%s", (agent, words) => expect(deviceName(agent)).toBe(words));

  it("hides the end of an address", () => {
    expect(maskAddress("102.89.23.7")).toBe("102.89.*.*");
    expect(maskAddress("::ffff:102.89.23.7")).toBe("102.89.*.*");
    expect(maskAddress("2001:db8:1:2::3")).toBe("2001:db8:*");
    expect(maskAddress(null)).toBeNull();
    expect(describeDevice(CHROME, "102.89.23.7")).toBe("Chrome on Android, from 102.89.*.*");
    expect(describeDevice(undefined, undefined)).toBe("An unknown device");
  });
});
