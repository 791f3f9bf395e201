import sharp from "sharp";

export type PictureStyle = {
  shape: "dress" | "maxi" | "gele" | "kaftan" | "bag" | "beads";
  cloth: string;
  motif: string;
  ground: string;
};

const OUTLINES: Record<Exclude<PictureStyle["shape"], "beads">, string> = {
  dress:
    "M330 190 Q360 230 400 232 Q440 230 470 190 L520 210 L560 330 L500 350 L488 300 L500 460 Q560 620 610 780 Q400 850 190 780 Q240 620 300 460 L312 300 L300 350 L240 330 L280 210 Z",
  maxi: "M340 150 Q400 190 460 150 L490 170 L500 260 L486 400 Q560 640 590 880 Q400 930 210 880 Q240 640 314 400 L300 260 L310 170 Z",
  gele: "M210 560 Q150 420 240 310 Q330 200 470 240 Q640 260 640 430 Q640 560 540 600 Q620 480 520 440 Q400 400 330 470 Q280 520 300 610 Q240 620 210 560 Z",
  kaftan:
    "M330 170 Q400 240 470 170 L620 260 L690 560 L560 560 L560 840 Q400 880 240 840 L240 560 L110 560 L180 260 Z",
  bag: "M220 420 L580 420 L620 820 Q400 850 180 820 Z",
};

const STRAPS =
  '<path d="M300 430 Q300 240 400 240 Q500 240 500 430" fill="none" stroke="#3b2a1c" stroke-width="22"/>';

/** A product picture for the demo's catalogue: 800 × 1000 JPEG, drawn, so that no stranger's photo is shown. */
export function drawPicture(style: PictureStyle): Promise<Buffer> {
  const figure = style.shape === "beads" ? beads(style) : garment(style);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="1000" viewBox="0 0 800 1000">
    <defs>
      <radialGradient id="g" cx="50%" cy="38%" r="75%"><stop offset="0" stop-color="#ffffff" stop-opacity=".75"/><stop offset="1" stop-color="#ffffff" stop-opacity="0"/></radialGradient>
      <linearGradient id="fold" x1="0" x2="1"><stop offset="0" stop-color="#000" stop-opacity=".28"/><stop offset=".3" stop-color="#fff" stop-opacity=".14"/><stop offset=".62" stop-color="#000" stop-opacity=".08"/><stop offset="1" stop-color="#000" stop-opacity=".32"/></linearGradient>
      ${pattern(style)}
    </defs>
    <rect width="800" height="1000" fill="${style.ground}"/><rect width="800" height="1000" fill="url(#g)"/>
    <ellipse cx="400" cy="915" rx="240" ry="26" fill="#000" opacity=".12"/>
    ${figure}
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 84 }).toBuffer();
}

function garment({ shape }: PictureStyle): string {
  const outline = OUTLINES[shape as keyof typeof OUTLINES];
  return `${shape === "bag" ? STRAPS : ""}<path d="${outline}" fill="url(#cloth)"/><path d="${outline}" fill="url(#fold)"/>
    <path d="${outline}" fill="none" stroke="#000" stroke-opacity=".25" stroke-width="3"/>`;
}

/** A wax-print repeat: rings, petals and dots on the cloth's colour. */
function pattern({ cloth, motif }: PictureStyle): string {
  const petals = [0, 60, 120, 180, 240, 300]
    .map(
      (angle) =>
        `<ellipse cx="45" cy="22" rx="7" ry="15" fill="${motif}" transform="rotate(${angle} 45 45)"/>`,
    )
    .join("");
  return `<pattern id="cloth" width="90" height="90" patternUnits="userSpaceOnUse">
    <rect width="90" height="90" fill="${cloth}"/>${petals}<circle cx="45" cy="45" r="9" fill="${cloth}" stroke="${motif}" stroke-width="4"/>
    <circle cx="0" cy="0" r="12" fill="none" stroke="${motif}" stroke-width="4"/><circle cx="90" cy="0" r="12" fill="none" stroke="${motif}" stroke-width="4"/>
    <circle cx="0" cy="90" r="12" fill="none" stroke="${motif}" stroke-width="4"/><circle cx="90" cy="90" r="12" fill="none" stroke="${motif}" stroke-width="4"/>
  </pattern>`;
}

function beads({ cloth, motif }: PictureStyle): string {
  const rows = [200, 240, 280].map((radius) => {
    const count = Math.round(radius / 9);
    return Array.from({ length: count }, (_, index) => {
      const angle = Math.PI * (0.12 + (0.76 * index) / (count - 1));
      const x = 400 - radius * Math.cos(angle);
      const y = 330 + radius * 1.35 * Math.sin(angle);
      return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="15" fill="${cloth}"/><circle cx="${(x - 5).toFixed(1)}" cy="${(y - 5).toFixed(1)}" r="4" fill="${motif}"/>`;
    }).join("");
  });
  return rows.join("");
}
