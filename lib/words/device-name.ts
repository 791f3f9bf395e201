/** The browser and system that an agent names, as people say it: "Chrome on Android". */
export function deviceName(agent: string | null | undefined): string {
  if (!agent) return "An unknown device";
  const browser = BROWSERS.find(([sign]) => sign.test(agent))?.[1];
  const system = SYSTEMS.find(([sign]) => sign.test(agent))?.[1];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "A program";
}

/** An address with its end hidden: `102.89.*.*`, `2001:db8:*`. */
export function maskAddress(ip: string | null | undefined): string | null {
  if (!ip) return null;
  if (ip.includes(".")) return `${ip.replace(/^.*:/, "").split(".").slice(0, 2).join(".")}.*.*`;
  return `${ip.split(":").slice(0, 2).join(":")}:*`;
}

/** A device and where it is, for a notice: "Chrome on Android, from 102.89.*.*". */
export function describeDevice(agent: string | undefined, ip: string | undefined): string {
  const from = maskAddress(ip);
  return from ? `${deviceName(agent)}, from ${from}` : deviceName(agent);
}

/** The first that fits counts: many browsers name Chrome and Safari too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Opera Mini|OPR\//, "Opera"],
  [/UCBrowser/, "UC Browser"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/Edg(?:A|iOS)?\//, "Edge"],
  [/Firefox\/|FxiOS/, "Firefox"],
  [/Chrome\/|CriOS/, "Chrome"],
  [/Safari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/CrOS/, "Chromebook"],
  [/Linux/, "Linux"],
];
