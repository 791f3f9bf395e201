import type { DrawnReceipt } from "./layouts";
import { halfDayClock, lagosTime, monthName, naira } from "./receipt";
import { box, line, svgDocument, textLine, wrap } from "./svg";

const PURPLE = "#5b2a9d";
const INK = "#221a2e";
const GREY = "#7b7288";

/** Eko Wallet: purple head with the amount, then blocks for recipient, sender and transaction. */
export function ekoWallet(receipt: DrawnReceipt): string {
  const time = lagosTime(receipt.paidAtMs);
  const blocks: [string, string[]][] = [
    ["Recipient Details", [receipt.beneficiaryName, `${receipt.bankName} | ${receipt.accountNumber}`]],
    ["Sender Details", [receipt.senderName, "Eko Wallet | 812****093"]],
    ["Transaction No.", [receipt.transactionNumber]],
    ["Payment Type", ["Transfer to bank account"]],
    ["Remark", wrap(receipt.reference, 34)],
    ["Session ID", wrap(receipt.sessionId, 34)],
  ];
  const body: string[] = [];
  let y = 570;
  for (const [label, values] of blocks) {
    body.push(textLine(90, y, label, { size: 32, fill: GREY }));
    values.forEach((value, place) => {
      const style = {
        size: place === 0 ? 34 : 31,
        fill: place === 0 ? INK : GREY,
        weight: place === 0 ? 600 : 400,
      } as const;
      body.push(textLine(990, y + place * 48, value, { ...style, anchor: "end" }));
    });
    y += Math.max(values.length, 1) * 48 + 22;
    body.push(line(90, y - 20, 990, y - 20, "#ece6f5"));
    y += 46;
  }
  const height = y + 120;
  return svgDocument(1080, height, [
    box(0, 0, 1080, height, "#ffffff"),
    box(0, 0, 1080, 470, PURPLE),
    `<path d="M0 470 q27 34 54 0 ${"t54 0 ".repeat(19)} V440 H0 Z" fill="${PURPLE}"/>`,
    `<rect x="70" y="52" width="76" height="76" rx="22" fill="#f6b73c"/>`,
    textLine(108, 108, "e", { size: 56, fill: PURPLE, weight: 700, anchor: "middle" }),
    textLine(170, 108, "Eko Wallet", { size: 44, fill: "#ffffff", weight: 700 }),
    textLine(1010, 106, "Transaction Receipt", { size: 31, fill: "#d9c8f2", anchor: "end" }),
    textLine(540, 262, `₦${naira(receipt.amountKobo)}`, {
      size: 88,
      fill: "#ffffff",
      weight: 700,
      anchor: "middle",
    }),
    textLine(540, 330, receipt.isPending ? "Processing" : receipt.status, {
      size: 38,
      fill: receipt.isPending ? "#ffd98a" : "#b6f2c8",
      weight: 600,
      anchor: "middle",
    }),
    textLine(
      540,
      396,
      `${monthName(time.month).slice(0, 3)} ${time.day}, ${time.year}, ${halfDayClock(time)}`,
      { size: 32, fill: "#d9c8f2", anchor: "middle" },
    ),
    ...body,
    textLine(540, height - 78, "Enjoy a better life with Eko Wallet. Free transfers, instant airtime.", {
      size: 26,
      fill: GREY,
      anchor: "middle",
    }),
    textLine(540, height - 38, "A made-up wallet for demonstrations.", {
      size: 26,
      fill: GREY,
      anchor: "middle",
    }),
  ]);
}
