import type { DrawnReceipt } from "./layouts";
import { lagosTime, naira, two } from "./receipt";
import { box, line, svgDocument, textLine, wrap } from "./svg";

const BLUE = "#0d3b66";
const INK = "#1b2733";
const GREY = "#5c6b79";

/** Lagoon Bank: an old bank's letter-like receipt in two columns, the status stamped on. */
export function lagoonBank(receipt: DrawnReceipt): string {
  const time = lagosTime(receipt.paidAtMs);
  const date = `${two(time.day)}-${two(time.month)}-${time.year} ${two(time.hour)}:${two(time.minute)}`;
  const rows: [string, string][] = [
    ["Transaction Amount", `NGN ${naira(receipt.amountKobo)}`],
    ["Transaction Date", date],
    ["Transaction Type", "NIP TRANSFER"],
    ["Sender", receipt.senderName],
    ["Sender Account", "******1234"],
    ["Beneficiary", receipt.beneficiaryName],
    ["Beneficiary Account", receipt.accountNumber],
    ["Beneficiary Bank", receipt.bankName],
    ["Transaction Reference", receipt.transactionNumber],
    ["Session ID", receipt.sessionId],
    ["Narration", receipt.reference],
    ["Transaction Status", receipt.isPending ? "Pending" : receipt.status],
  ];
  const body: string[] = [];
  let y = 380;
  rows.forEach(([label, value], place) => {
    const parts = wrap(value, 31);
    const rowHeight = 40 + parts.length * 40;
    if (place % 2 === 0) body.push(box(60, y - 50, 960, rowHeight, "#eef4f9"));
    body.push(textLine(84, y, label, { size: 31, fill: GREY }));
    parts.forEach((part, index) => {
      body.push(textLine(446, y + index * 40, part, { size: 32, fill: INK, weight: 600 }));
    });
    y += rowHeight;
  });
  const height = y + 190;
  return svgDocument(1080, height, [
    box(0, 0, 1080, height, "#ffffff"),
    box(0, 0, 1080, 16, "#1d9bb2"),
    `<path d="M66 128 q38 -74 84 -34 q44 36 84 -24 v72 h-168 z" fill="${BLUE}"/>`,
    `<path d="M66 142 q40 -36 84 -10 q44 24 84 -14 v34 h-168 z" fill="#1d9bb2"/>`,
    textLine(262, 128, "LAGOON BANK", { size: 46, fill: BLUE, weight: 700, spacing: 2 }),
    textLine(1016, 128, "Plc", { size: 30, fill: GREY, anchor: "end" }),
    textLine(540, 258, "TRANSACTION RECEIPT", {
      size: 42,
      fill: BLUE,
      weight: 700,
      anchor: "middle",
      spacing: 3,
    }),
    line(60, 290, 1020, 290, BLUE),
    ...body,
    line(60, height - 170, 1020, height - 170, "#c9d6e2"),
    textLine(
      60,
      height - 120,
      "DISCLAIMER: your transfer has been sent to the beneficiary's bank. Crediting may be",
      { size: 24, fill: GREY },
    ),
    textLine(60, height - 86, "delayed by network conditions. Lagoon Bank is made up and holds no licence.", {
      size: 24,
      fill: GREY,
    }),
    textLine(60, height - 40, "Contact centre: 0700 LAGOON  |  hello@lagoonbank.example", {
      size: 24,
      fill: BLUE,
    }),
  ]);
}
