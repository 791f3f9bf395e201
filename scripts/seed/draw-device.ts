import sharp from "sharp";

export type DeviceStyle = {
  shape: "laptop" | "monitor" | "printer" | "mouse" | "bag" | "charger";
  body: string;
  accent: string;
  ground: string;
};

const FIGURES: Record<DeviceStyle["shape"], (style: DeviceStyle) => string> = {
  laptop: ({ body, accent }) => `
    <rect x="170" y="270" width="460" height="310" rx="20" fill="${body}"/>
    <rect x="188" y="288" width="424" height="262" rx="8" fill="#101820"/><rect x="188" y="288" width="424" height="262" rx="8" fill="url(#screen)"/>
    <rect x="214" y="320" width="180" height="16" rx="8" fill="${accent}"/><rect x="214" y="352" width="260" height="12" rx="6" fill="#fff" opacity=".5"/>
    <rect x="214" y="380" width="220" height="12" rx="6" fill="#fff" opacity=".35"/>
    <path d="M170 580 L630 580 L700 690 Q702 712 676 712 L124 712 Q98 712 100 690 Z" fill="${body}"/>
    <path d="M196 596 L604 596 L632 648 L168 648 Z" fill="#000" opacity=".35"/>${keys()}
    <path d="M330 662 L470 662 L478 700 L322 700 Z" fill="#000" opacity=".18"/>`,
  monitor: ({ body, accent }) => `
    <rect x="110" y="260" width="580" height="370" rx="18" fill="${body}"/><rect x="128" y="278" width="544" height="318" rx="6" fill="#101820"/>
    <rect x="128" y="278" width="544" height="318" rx="6" fill="url(#screen)"/><circle cx="400" cy="613" r="6" fill="${accent}"/>
    <path d="M360 630 L440 630 L456 740 L344 740 Z" fill="${body}"/><rect x="260" y="736" width="280" height="22" rx="11" fill="${body}"/>`,
  printer: ({ body, accent }) => `
    <rect x="240" y="260" width="320" height="170" fill="#fff"/><rect x="270" y="296" width="200" height="10" fill="#9aa4ad"/><rect x="270" y="324" width="240" height="10" fill="#c4ccd3"/>
    <rect x="150" y="400" width="500" height="260" rx="26" fill="${body}"/><rect x="200" y="560" width="400" height="150" rx="10" fill="#fff"/>
    <rect x="200" y="556" width="400" height="22" rx="11" fill="#000" opacity=".35"/><rect x="490" y="440" width="110" height="56" rx="8" fill="#101820"/>
    <circle cx="220" cy="468" r="16" fill="${accent}"/>`,
  mouse: ({ body, accent }) => `
    <path d="M400 250 Q560 250 560 460 L560 580 Q560 760 400 760 Q240 760 240 580 L240 460 Q240 250 400 250 Z" fill="${body}"/>
    <path d="M400 250 L400 470 M240 480 Q400 520 560 480" stroke="#000" stroke-opacity=".3" stroke-width="5" fill="none"/>
    <rect x="384" y="330" width="32" height="80" rx="16" fill="${accent}"/>`,
  bag: ({ body, accent }) => `
    <path d="M320 330 Q320 240 400 240 Q480 240 480 330" fill="none" stroke="${body}" stroke-width="26"/>
    <rect x="140" y="330" width="520" height="390" rx="40" fill="${body}"/><path d="M140 440 L660 440" stroke="#000" stroke-opacity=".3" stroke-width="8"/>
    <rect x="200" y="490" width="400" height="180" rx="22" fill="#000" opacity=".16"/><rect x="360" y="424" width="80" height="34" rx="8" fill="${accent}"/>`,
  charger: ({ body, accent }) => `
    <rect x="250" y="300" width="210" height="300" rx="30" fill="${body}"/><circle cx="355" cy="360" r="10" fill="${accent}"/>
    <rect x="296" y="240" width="24" height="66" rx="6" fill="#8b939a"/><rect x="390" y="240" width="24" height="66" rx="6" fill="#8b939a"/>
    <path d="M355 600 Q355 760 470 740 Q600 716 560 600 Q530 520 610 470" fill="none" stroke="${body}" stroke-width="20" stroke-linecap="round"/>
    <rect x="588" y="420" width="54" height="60" rx="10" fill="#8b939a"/>`,
};

function keys(): string {
  return [0, 1, 2]
    .flatMap((row) =>
      Array.from({ length: 12 }, (_, column) => {
        const [x, y] = [206 - row * 6 + column * (32.4 + row), 602 + row * 15];
        return `<rect x="${x.toFixed(1)}" y="${y}" width="26" height="10" rx="2" fill="#fff" opacity=".22"/>`;
      }),
    )
    .join("");
}

/** A product picture for the demo's electronics shop: 800 × 1000 JPEG, drawn, so that no stranger's photo is shown. */
export function drawDevice(style: DeviceStyle): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="1000" viewBox="0 0 800 1000">
    <defs>
      <radialGradient id="light" cx="50%" cy="38%" r="75%"><stop offset="0" stop-color="#ffffff" stop-opacity=".8"/><stop offset="1" stop-color="#ffffff" stop-opacity="0"/></radialGradient>
      <linearGradient id="screen" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${style.accent}" stop-opacity=".55"/><stop offset="1" stop-color="#101820" stop-opacity=".1"/></linearGradient>
    </defs>
    <rect width="800" height="1000" fill="${style.ground}"/><rect width="800" height="1000" fill="url(#light)"/>
    <ellipse cx="400" cy="780" rx="290" ry="26" fill="#000" opacity=".13"/>
    ${FIGURES[style.shape](style)}
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 84 }).toBuffer();
}
