import type { DrawnReceipt } from "./layouts";
import { lagosTime, monthName, naira, two } from "./receipt";
import { box, line, svgDocument, textLine, wrap } from "./svg";

const GREEN = "#0b7a4b";
const INK = "#15241d";
const GREY = "#6b7a72";

/** KoboBank: white card on pale green, a tick, the amount in the middle, labels left and values right. */
export function koboBank(receipt: DrawnReceipt): string {
  const time = lagosTime(receipt.paidAtMs);
  const paidAt = `${monthName(time.month).slice(0, 3)} ${time.day}, ${time.year} ${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
  const rows: [string, string][] = [
    ["Recipient", receipt.beneficiaryName],
    ["Account Number", receipt.accountNumber],
    ["Recipient Bank", receipt.bankName],
    ["Sender", receipt.senderName],
    ["Sender Bank", "KoboBank"],
    ["Transaction Type", "Inter-bank Transfer"],
    ["Date", paidAt],
    ["Narration", receipt.reference],
    ["Session ID", receipt.sessionId],
    ["Fee", "₦10.00"],
  ];
  const body: string[] = [];
  let y = 640;
  for (const [label, value] of rows) {
    body.push(textLine(110, y, label, { size: 32, fill: GREY }));
    for (const part of wrap(value, 30)) {
      body.push(textLine(970, y, part, { size: 32, fill: INK, weight: 600, anchor: "end" }));
      y += 46;
    }
    body.push(line(110, y - 8, 970, y - 8, "#e3ebe6"));
    y += 50;
  }
  const height = y + 170;
  return svgDocument(1080, height, [
    box(0, 0, 1080, height, "#e8f3ed"),
    ...brand(),
    box(50, 170, 980, height - 300, "#ffffff", 36),
    ...headline(receipt),
    ...body,
    textLine(540, height - 72, "KoboBank MFB is licensed for demonstration only. Support: 0700-KOBO", {
      size: 25,
      fill: GREY,
      anchor: "middle",
    }),
    textLine(540, height - 36, "This receipt is not proof that the account was credited.", {
      size: 25,
      fill: GREY,
      anchor: "middle",
    }),
  ]);
}

function brand(): string[] {
  return [
    `<circle cx="96" cy="92" r="42" fill="${GREEN}"/>`,
    textLine(96, 110, "K", { size: 50, fill: "#ffffff", weight: 700, anchor: "middle" }),
    textLine(158, 108, "KoboBank", { size: 46, fill: GREEN, weight: 700 }),
    textLine(1020, 106, "Transaction Receipt", { size: 32, fill: GREY, anchor: "end" }),
  ];
}

function headline(receipt: DrawnReceipt): string[] {
  const colour = receipt.isPending ? "#b7791f" : GREEN;
  const sign = receipt.isPending
    ? `<path d="M540 244v34l22 14" stroke="#fff" stroke-width="9" fill="none" stroke-linecap="round"/>`
    : `<path d="M518 279l16 17 31-36" stroke="#fff" stroke-width="10" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`;
  return [
    `<circle cx="540" cy="276" r="54" fill="${colour}"/>`,
    sign,
    textLine(540, 396, receipt.isPending ? "Transfer Pending" : `Transfer ${receipt.status}`, {
      size: 36,
      fill: colour,
      weight: 600,
      anchor: "middle",
    }),
    textLine(540, 494, `₦${naira(receipt.amountKobo)}`, {
      size: 82,
      fill: INK,
      weight: 700,
      anchor: "middle",
    }),
    line(110, 556, 970, 556, "#b9cdc2", "10 10"),
  ];
}
