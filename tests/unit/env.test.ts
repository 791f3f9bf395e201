import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "@/lib/env";
import { createSecrets } from "../../scripts/setup/environment.mjs";

const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
const GOOD = {
  NODE_ENV: "production",
  APP_URL: "https://shop.example",
  DATABASE_URL: "postgres://app:secret@db.example/trustguard",
  NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
  OTP_PEPPERS: `p1:${randomBytes(32).toString("base64")}`,
  AUDIT_SIGNING_KEY: Buffer.from(key).toString("base64"),
  META_APP_ID: "1",
  META_APP_SECRET: "app-secret",
  META_WEBHOOK_VERIFY_TOKEN: "verify-token",
  STORAGE: "s3",
  S3_BUCKET: "files",
  SMS_PROVIDER: "sns",
  SMTP_URL: "smtp://mail.example",
  MAIL_FROM: "TrustGuard <no-reply@example.com>",
};

const pushKeys = () => {
  const { VAPID_PUBLIC_KEY = "", VAPID_PRIVATE_KEY = "" } = createSecrets();
  return { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY };
};

const complaint = (change: Record<string, string>): string => {
  try {
    readEnvironment({ ...GOOD, ...change });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

describe("the environment", () => {
  it("is taken when it is complete", () => {
    expect(complaint({})).toBe("");
    expect(complaint({ TRUSTED_PROXIES: "10.0.0.0/8, 192.0.2.7,fd00::/8" })).toBe("");
    expect(complaint({ ...pushKeys(), VAPID_SUBJECT: "mailto:ada@example.com" })).toBe("");
    expect(complaint({ VERCEL: "1", CRON_SECRET: "0123456789abcdef", OCR_ENGINE: "textract" })).toBe("");
  });

  it.each([
    ["META_APP_SECRET", { META_APP_SECRET: " , " }],
    ["META_INSTAGRAM_APP_SECRET", { META_INSTAGRAM_APP_SECRET: "," }],
    ["META_MEDIA_HOSTS", { META_MEDIA_HOSTS: "," }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "10.0.0.0/8,my-proxy" }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "10.0.0.0/33" }],
    ["DATABASE_POOL_MAX", { DATABASE_POOL_MAX: "many" }],
    ["WORKER_CONCURRENCY", { WORKER_CONCURRENCY: "0" }],
    ["WORKER_CONCURRENCY", { WORKER_CONCURRENCY: "10", DATABASE_POOL_MAX: "10" }],
    ["OCR_ENGINE", { VERCEL: "1", CRON_SECRET: "0123456789abcdef", OCR_ENGINE: "local" }],
    ["CRON_SECRET", { VERCEL: "1" }],
    ["STORAGE", { VERCEL: "1", CRON_SECRET: "0123456789abcdef", STORAGE: "disk", STORAGE_DIR: "/files" }],
    ["DEFAULT_CEO_ID", { DEFAULT_CEO_ID: "ceo_1" }],
    ["VAPID_PUBLIC_KEY", { VAPID_PRIVATE_KEY: pushKeys().VAPID_PRIVATE_KEY }],
    ["VAPID_PUBLIC_KEY", { VAPID_PUBLIC_KEY: pushKeys().VAPID_PUBLIC_KEY }],
    ["VAPID_PUBLIC_KEY", { ...pushKeys(), VAPID_PUBLIC_KEY: pushKeys().VAPID_PUBLIC_KEY }],
    ["VAPID_PUBLIC_KEY", { VAPID_PUBLIC_KEY: "a", VAPID_PRIVATE_KEY: "b" }],
    ["VAPID_SUBJECT", { ...pushKeys(), VAPID_SUBJECT: "ada@example.com" }],
  ])("names %s when it would fail later", (name, change) => {
    expect(complaint(change)).toContain(`  ${name}: `);
  });

  it("never repeats a value", () => {
    expect(complaint({ DATABASE_URL: "mysql://root:hunter2@db" })).not.toContain("hunter2");
  });
});
