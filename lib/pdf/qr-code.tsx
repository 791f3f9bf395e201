import { Path, Rect, Svg } from "@react-pdf/renderer";
import { create } from "qrcode";

/** White around a code that readers need (ISO/IEC 18004: four modules). */
const QUIET_MODULES = 4;

/** A QR code drawn as one vector path: sharp at any size, black on white whatever lies behind. `sizePt` includes the margin. */
export function QrCode({ text, sizePt }: { text: string; sizePt: number }) {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const side = modules.size + 2 * QUIET_MODULES;
  return (
    <Svg width={sizePt} height={sizePt} viewBox={`0 0 ${side} ${side}`}>
      <Rect x="0" y="0" width={String(side)} height={String(side)} fill="#ffffff" />
      <Path d={pathOf(modules)} fill="#000000" />
    </Svg>
  );
}

/** Neighbours in a row are one rectangle: fewer edges, no hairlines between them. */
function pathOf(modules: { size: number; get(row: number, column: number): number | boolean }): string {
  const parts: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      const start = column;
      while (column + 1 < modules.size && modules.get(row, column + 1)) column += 1;
      const width = column - start + 1;
      parts.push(`M${start + QUIET_MODULES} ${row + QUIET_MODULES}h${width}v1h-${width}z`);
    }
  }
  return parts.join("");
}
