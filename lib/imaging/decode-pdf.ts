import { type PDFiumDocument, PDFiumLibrary } from "@hyzyla/pdfium";
import sharp from "sharp";
import { encode } from "./decode-picture";
import { MAX_PDF_OBJECTS, MAX_PDF_PAGES, MAX_SIDE_PIXELS, type ReencodeResult } from "./result";

/** Points beyond which no printer goes (Adobe: 200 inches). */
const MAX_PAGE_POINTS = 14_400;
const MAX_SCALE = 4;

/** Runs in the child only. Draws a PDF's first page as a picture; nothing of the PDF itself goes on. */
export async function decodePdf(bytes: Buffer): Promise<ReencodeResult> {
  if (countObjects(bytes) > MAX_PDF_OBJECTS) return { ok: false, reason: "too_large" };
  const library = await PDFiumLibrary.init();
  let document: PDFiumDocument;
  try {
    document = await library.loadDocument(bytes);
  } catch (error) {
    const isLocked = error instanceof Error && /password|security/i.test(error.message);
    return { ok: false, reason: isLocked ? "unsupported" : "damaged" };
  }
  const pages = document.getPageCount();
  if (pages > MAX_PDF_PAGES) return { ok: false, reason: "too_large" };
  if (pages < 1) return { ok: false, reason: "damaged" };
  const drawn = await drawFirstPage(document);
  return drawn.ok ? { ...drawn, pages } : drawn;
}

async function drawFirstPage(document: PDFiumDocument): Promise<ReencodeResult> {
  try {
    const page = document.getPage(0);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const longSide = Math.max(originalWidth, originalHeight);
    const shortSide = Math.min(originalWidth, originalHeight);
    if (!(shortSide >= 1)) return { ok: false, reason: "damaged" };
    if (longSide > MAX_PAGE_POINTS) return { ok: false, reason: "pixel_bomb" };
    const scale = Math.min(MAX_SCALE, MAX_SIDE_PIXELS / longSide);
    const { data, width, height } = await page.render({ scale, render: "bitmap" });
    const raw = sharp(data, { raw: { width, height, channels: 4 } });
    return await encode(raw, "pdf", "image/jpeg");
  } catch {
    return { ok: false, reason: "damaged" };
  }
}

/** Objects written out in the file; those inside compressed streams are read only when a page needs them. */
function countObjects(bytes: Buffer): number {
  let count = 0;
  for (let place = bytes.indexOf(" obj"); place >= 0; place = bytes.indexOf(" obj", place + 4)) count += 1;
  return count;
}
