/** Text that is safe inside SVG. */
function escapeSvg(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export interface TextStyle {
  size: number;
  fill: string;
  weight?: 400 | 600 | 700;
  anchor?: "start" | "middle" | "end";
  spacing?: number;
}

/** One line of text with its baseline at (x, y), in the typeface that carries ₦ and the Yoruba and Igbo letters. */
export function textLine(x: number, y: number, text: string, style: TextStyle): string {
  const { size, fill, weight = 400, anchor = "start", spacing = 0 } = style;
  return `<text x="${x}" y="${y}" font-family="Noto Sans" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}" letter-spacing="${spacing}">${escapeSvg(text)}</text>`;
}

export function box(x: number, y: number, width: number, height: number, fill: string, radius = 0): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, dash = ""): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}" stroke-width="2"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`;
}

/** Breaks a value at word borders (or anywhere, when it has none) into lines of at most `max` characters. */
export function wrap(text: string, max: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ").flatMap((part) => part.match(new RegExp(`.{1,${max}}`, "gu")) ?? [])) {
    if (current && current.length + 1 + word.length > max) {
      lines.push(current);
      current = word;
    } else current = current ? `${current} ${word}` : word;
  }
  return current ? [...lines, current] : lines;
}

export function svgDocument(width: number, height: number, parts: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join("")}</svg>`;
}
