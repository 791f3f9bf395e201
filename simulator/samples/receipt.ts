import type { LayoutName } from "./layouts";

/** What a drawn transfer receipt shows. */
export interface SampleRequest {
  amountKobo: number;
  beneficiaryName: string;
  accountNumber: string;
  bankName: string;
  reference: string;
  senderName: string;
  paidAtMs: number;
  status: string;
  layout?: LayoutName;
  /** 30 digits; made from the layout's bank and the time when left out. */
  sessionId?: string;
  /** The last picture sent in the chat. */
  previous?: SampleFile;
  nowMs: number;
}

export interface SampleFile {
  bytes: Buffer;
  mimeType: string;
  filename?: string;
}

const LAGOS_OFFSET_MS = 3600_000;

export interface LagosTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** The wall clock in Lagos: UTC+1 all year. */
export function lagosTime(atMs: number): LagosTime {
  const date = new Date(atMs + LAGOS_OFFSET_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** A NIP session id: bank code (6), Lagos time `yyMMddHHmmss` (12), serial (12). */
export function nipSessionId(bankCode: string, paidAtMs: number, serial: number): string {
  const time = lagosTime(paidAtMs);
  const parts = [time.year % 100, time.month, time.day, time.hour, time.minute, time.second];
  return `${bankCode}${parts.map(two).join("")}${String(serial).padStart(12, "0")}`;
}

/** Kobo as people read it: `12,500.00`. */
export function naira(kobo: number): string {
  return (kobo / 100).toLocaleString("en-NG", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function two(value: number): string {
  return String(value).padStart(2, "0");
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export function monthName(month: number): string {
  return MONTHS[month - 1] ?? "";
}

/** Half-day clock: `02:03 PM`. */
export function halfDayClock({ hour, minute }: LagosTime): string {
  return `${two(hour % 12 || 12)}:${two(minute)} ${hour < 12 ? "AM" : "PM"}`;
}
