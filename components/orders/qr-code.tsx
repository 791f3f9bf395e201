import { create } from "qrcode";

/** White around a code that readers need (ISO/IEC 18004: four modules). */
const QUIET_MODULES = 4;

/** A QR code, black on white in every theme, as one path. `label` says where it leads. */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string }) {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const side = modules.size + 2 * QUIET_MODULES;
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} className={className}>
      <rect width={side} height={side} fill="#ffffff" />
      <path d={pathOf(modules)} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  );
}

function pathOf(modules: { size: number; get(row: number, column: number): number | boolean }): string {
  const parts: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      parts.push(`M${column + QUIET_MODULES} ${row + QUIET_MODULES}h1v1h-1z`);
    }
  }
  return parts.join("");
}
