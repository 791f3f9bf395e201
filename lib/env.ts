import { createECDH, createPrivateKey, type KeyObject } from "node:crypto";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { type KeyRing, parseKeyRing } from "./crypto";

const META_MEDIA_HOSTS = "fbsbx.com,fbcdn.net,facebook.com,whatsapp.net,cdnwhatsapp.net,cdninstagram.com";

const origin = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/\/+$/, ""))
  .refine((url) => new URL(url).pathname === "/", "give scheme and host only; the path is added");
const keyRing = z.string().transform(orIssue(parseKeyRing));
const seconds = (fallback: number) => z.coerce.number().int().positive().max(3600).default(fallback);
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);
const filledList = list.refine((parts) => parts.length > 0, "is empty");
const networks = list.refine((parts) => parts.every(isNetwork), "holds addresses or CIDRs only");

const schema = z
  .object({
    NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
    APP_URL: origin,
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
    NEXTAUTH_SECRET: z.string().min(32, "needs at least 32 characters"),
    NEXTAUTH_URL: origin.optional(),
    ENCRYPTION_KEYS: keyRing,
    OTP_PEPPERS: keyRing,
    AUDIT_SIGNING_KEY: z.string().transform(orIssue(parseSigningKey)),
    META_APP_ID: z.string().min(1),
    META_APP_SECRET: filledList,
    META_INSTAGRAM_APP_ID: z.string().optional(),
    META_INSTAGRAM_APP_SECRET: filledList.optional(),
    META_WEBHOOK_VERIFY_TOKEN: z.string().min(8, "needs at least 8 characters"),
    META_CONFIG_ID: z.string().optional(),
    META_GRAPH_VERSION: z
      .string()
      .regex(/^v\d+\.\d+$/, "looks like v25.0")
      .default("v25.0"),
    META_GRAPH_URL: origin.default("https://graph.facebook.com"),
    META_INSTAGRAM_GRAPH_URL: origin.default("https://graph.instagram.com"),
    META_INSTAGRAM_API_URL: origin.default("https://api.instagram.com"),
    META_DIALOG_URL: origin.default("https://www.facebook.com"),
    META_INSTAGRAM_DIALOG_URL: origin.default("https://www.instagram.com"),
    META_MEDIA_HOSTS: filledList.default(META_MEDIA_HOSTS.split(",")),
    STORAGE: z.enum(["disk", "s3"]),
    STORAGE_DIR: z.string().optional(),
    S3_BUCKET: z.string().optional(),
    S3_KMS_KEY_ID: z.string().optional(),
    SMS_PROVIDER: z.enum(["sns", "termii"]),
    TERMII_API_KEY: z.string().optional(),
    TERMII_URL: origin.default("https://api.ng.termii.com"),
    SMTP_URL: z.string().regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://"),
    MAIL_FROM: z.string().min(3),
    VAPID_PUBLIC_KEY: z.string().optional(),
    VAPID_PRIVATE_KEY: z.string().optional(),
    VAPID_SUBJECT: z
      .string()
      .regex(/^(https:\/\/|mailto:)\S+$/, "begins with https:// or mailto:")
      .optional(),
    SECRET_STORE: z.enum(["database", "aws"]).default("database"),
    CRON_SECRET: z.string().min(16, "needs at least 16 characters").optional(),
    METRICS_TOKEN: z.string().min(16, "needs at least 16 characters").optional(),
    TRUSTED_PROXIES: networks.default([]),
    SEND_IN_DOUBT_SECONDS: seconds(60),
    JOB_LEASE_SECONDS: seconds(15),
    DATABASE_POOL_MAX: z.coerce.number().int().positive().max(1000).default(10),
    WORKER_CONCURRENCY: z.coerce.number().int().positive().max(1000).optional(),
    OCR_ENGINE: z.enum(["local", "textract"]).optional(),
    DEFAULT_CEO_ID: z.string().optional(),
    VERCEL: z.string().optional(),
  })
  .superRefine((values, context) => {
    const need = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (values.STORAGE === "disk" && !values.STORAGE_DIR)
      need("STORAGE_DIR", "is needed when STORAGE is disk");
    if (values.STORAGE === "s3" && !values.S3_BUCKET) need("S3_BUCKET", "is needed when STORAGE is s3");
    if (values.SMS_PROVIDER === "termii" && !values.TERMII_API_KEY)
      need("TERMII_API_KEY", "is needed for termii");
    if (!isKeyPairOrNone(values.VAPID_PUBLIC_KEY, values.VAPID_PRIVATE_KEY))
      need("VAPID_PUBLIC_KEY", "and VAPID_PRIVATE_KEY must be one pair, both P-256 in base64url");
    if (values.VERCEL && values.STORAGE === "disk") need("STORAGE", "disk cannot serve on Vercel; use s3");
    if (values.VERCEL && values.OCR_ENGINE === "local") need("OCR_ENGINE", "local cannot run on Vercel");
    if (values.VERCEL && !values.CRON_SECRET)
      need("CRON_SECRET", "is needed on Vercel: without it no work is ever done");
    // A turn holds one connection while it draws a code over a second one: with as many turns as connections all wait.
    if ((values.WORKER_CONCURRENCY ?? 0) >= values.DATABASE_POOL_MAX)
      need("WORKER_CONCURRENCY", "must be smaller than DATABASE_POOL_MAX");
    if (values.NODE_ENV === "production" && values.DEFAULT_CEO_ID) {
      need("DEFAULT_CEO_ID", "is for development only; remove it");
    }
  });

export type Env = z.infer<typeof schema>;

let cached: Env | undefined;

/** The environment, read and checked once. Throws {@link EnvironmentError} naming each bad variable. */
export function env(): Env {
  cached ??= readEnvironment(process.env);
  return cached;
}

/** Names the variables that are missing or malformed, never their values. */
export class EnvironmentError extends Error {}

/** Checks a set of variables (contract: `.env.example`). Empty strings count as not set. */
export function readEnvironment(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? "environment");
    return `  ${name}: ${given[name] === undefined ? `is missing (${issue.message})` : issue.message}`;
  });
  throw new EnvironmentError(
    `The environment is not complete:\n${[...new Set(lines)].join("\n")}\nSee .env.example.`,
  );
}

/** A P-256 point of 65 bytes that belongs to a scalar of 32 (RFC 8292, 3.2); or neither, for no push. */
function isKeyPairOrNone(publicKey = "", privateKey = ""): boolean {
  if (publicKey === "" && privateKey === "") return true;
  const secret = Buffer.from(privateKey, "base64url");
  if (secret.length !== 32 || !/^[\w-]+$/.test(publicKey)) return false;
  try {
    const pair = createECDH("prime256v1");
    pair.setPrivateKey(secret);
    return pair.getPublicKey().equals(Buffer.from(publicKey, "base64url"));
  } catch {
    return false;
  }
}

function isNetwork(text: string): boolean {
  return text.includes("/") ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
}

/** Ed25519 private key from PKCS#8 PEM in base64. */
function parseSigningKey(text: string): KeyObject {
  const key = createPrivateKey(Buffer.from(text, "base64").toString("utf8"));
  if (key.asymmetricKeyType !== "ed25519") throw new Error("must be an Ed25519 key");
  return key;
}

function orIssue<T extends KeyRing | KeyObject>(parse: (text: string) => T) {
  return (text: string, context: z.RefinementCtx): T => {
    try {
      return parse(text);
    } catch (error) {
      const message =
        error instanceof Error && error.message.startsWith("must") ? error.message : "cannot be read";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
  };
}
