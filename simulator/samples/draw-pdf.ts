import type { DrawnReceipt } from "./layouts";
import { lagosTime, naira, two } from "./receipt";

/** A one-page A4 receipt whose text is real text, as banks mail it. Standard fonts have no ₦, so it says NGN. */
export function drawReceiptPdf(receipt: DrawnReceipt): Buffer {
  const time = lagosTime(receipt.paidAtMs);
  const rows: [string, string][] = [
    ["Transaction Amount", `NGN ${naira(receipt.amountKobo)}`],
    [
      "Transaction Date",
      `${two(time.day)}/${two(time.month)}/${time.year} ${two(time.hour)}:${two(time.minute)}:${two(time.second)}`,
    ],
    ["Transaction Type", "NIP Transfer"],
    ["Sender", receipt.senderName],
    ["Beneficiary", receipt.beneficiaryName],
    ["Beneficiary Account", receipt.accountNumber],
    ["Beneficiary Bank", receipt.bankName],
    ["Transaction Reference", receipt.transactionNumber],
    ["Session ID", receipt.sessionId],
    ["Narration", receipt.reference],
    ["Status", receipt.isPending ? "Pending" : receipt.status],
  ];
  const lines = rows.flatMap(([label, value], place) => {
    const y = 640 - place * 34;
    return [
      text("F1", 11, 72, y, label),
      text("F2", 12, 250, y, value),
      `0.85 G 72 ${y - 12} m 523 ${y - 12} l S`,
    ];
  });
  const content = [
    "0.05 0.23 0.4 rg 72 760 451 4 re f",
    "0.05 0.23 0.4 rg",
    text("F2", 20, 72, 722, "LAGOON BANK Plc"),
    text("F2", 14, 72, 690, "TRANSACTION RECEIPT"),
    "0.1 0.15 0.2 rg",
    ...lines,
    "0.4 0.45 0.5 rg",
    text(
      "F1",
      9,
      72,
      230,
      "Your transfer has been sent to the beneficiary's bank. Crediting may be delayed by network conditions.",
    ),
    text("F1", 9, 72, 214, "Lagoon Bank is made up and holds no licence."),
  ].join("\n");
  return pdfFile(content);
}

function text(font: string, size: number, x: number, y: number, value: string): string {
  const safe = value
    .replace(/₦/g, "NGN ")
    .replace(/[^\x20-\x7e]/g, "?")
    .replace(/[\\()]/g, "\\$&");
  return `BT /${font} ${size} Tf ${x} ${y} Td (${safe}) Tj ET`;
}

/** Wraps one page's content into a PDF 1.4 file with its cross-reference table. */
function pdfFile(content: string): Buffer {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
    `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, place) => {
    const offset = file.length;
    file += `${place + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}
