import { createECDH, generateKeyPairSync, randomBytes } from "node:crypto";
import path from "node:path";

/** Meta's app id at the simulator: a number of Meta's length, and no secret. */
const META_APP_ID = "1874520963251874";
const META_INSTAGRAM_APP_ID = "2046718839527461";

/** Fresh values for everything that must be secret; kept between starts, or nothing old can be read. */
export function createSecrets() {
  const { privateKey } = generateKeyPairSync("ed25519");
  return {
    NEXTAUTH_SECRET: random(48),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    OTP_PEPPERS: `p1:${randomBytes(32).toString("base64")}`,
    AUDIT_SIGNING_KEY: Buffer.from(privateKey.export({ type: "pkcs8", format: "pem" })).toString("base64"),
    META_APP_SECRET: randomBytes(16).toString("hex"),
    META_INSTAGRAM_APP_SECRET: randomBytes(16).toString("hex"),
    META_WEBHOOK_VERIFY_TOKEN: random(24),
    CRON_SECRET: random(24),
    ...createPushKeys(),
  };
}

/** A pair of keys for push messages (RFC 8292): a point on P-256 and its scalar. */
function createPushKeys() {
  const pair = createECDH("prime256v1");
  const publicKey = pair.generateKeys("base64url");
  const privateKey = Buffer.alloc(32);
  const scalar = pair.getPrivateKey();
  scalar.copy(privateKey, 32 - scalar.length);
  return { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey.toString("base64url") };
}

function random(bytes) {
  return randomBytes(bytes).toString("base64url");
}

/**
 * The product's environment (.env.example) with the simulator in place of Meta, the SMS gateway and the mail server.
 *
 * @param {{ secrets: object, ports: { web: number, simulator: number, mail: number }, databaseUrl: string,
 *   storageDir: string }} settings
 */
export function productEnvironment({ secrets, ports, databaseUrl, storageDir }) {
  const appUrl = `http://127.0.0.1:${ports.web}`;
  const simulatorUrl = `http://127.0.0.1:${ports.simulator}`;
  return {
    NODE_ENV: "production",
    APP_URL: appUrl,
    NEXTAUTH_URL: appUrl,
    PORT: String(ports.web),
    DATABASE_URL: databaseUrl,
    ...secrets,
    META_APP_ID,
    META_INSTAGRAM_APP_ID,
    META_GRAPH_URL: simulatorUrl,
    META_INSTAGRAM_GRAPH_URL: simulatorUrl,
    META_INSTAGRAM_API_URL: simulatorUrl,
    META_DIALOG_URL: simulatorUrl,
    META_INSTAGRAM_DIALOG_URL: simulatorUrl,
    META_MEDIA_HOSTS: `127.0.0.1:${ports.simulator}`,
    STORAGE: "disk",
    STORAGE_DIR: storageDir,
    SMS_PROVIDER: "sns",
    AWS_ENDPOINT_URL_SNS: simulatorUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: simulatorUrl,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "simulated",
    AWS_SECRET_ACCESS_KEY: "simulated",
    SMTP_URL: `smtp://127.0.0.1:${ports.mail}`,
    MAIL_FROM: "TrustGuard <no-reply@trustguard.example>",
    DEMO_SIMULATOR_URL: simulatorUrl,
  };
}

/** The simulator's own settings, fitting {@link productEnvironment}. */
export function simulatorEnvironment({ secrets, ports, stateDir }) {
  const config = {
    app: {
      id: META_APP_ID,
      secret: secrets.META_APP_SECRET,
      verifyToken: secrets.META_WEBHOOK_VERIFY_TOKEN,
    },
    instagramApp: {
      id: META_INSTAGRAM_APP_ID,
      secret: secrets.META_INSTAGRAM_APP_SECRET,
      verifyToken: secrets.META_WEBHOOK_VERIFY_TOKEN,
    },
    webhookUrl: {
      whatsapp: `http://127.0.0.1:${ports.web}/api/integrations/webhook/whatsapp`,
      instagram: `http://127.0.0.1:${ports.web}/api/integrations/webhook/instagram`,
    },
    ...(stateDir ? { stateDir: path.resolve(stateDir) } : {}),
  };
  return {
    SIMULATOR_PORT: String(ports.simulator),
    SIMULATOR_SMTP_PORT: String(ports.mail),
    SIMULATOR_CONFIG: JSON.stringify(config),
  };
}

/** What programs need from the surroundings, without the caller's own settings for the product. */
export function bareEnvironment() {
  const kept = [
    "PATH",
    "HOME",
    "TMPDIR",
    "TEMP",
    "TMP",
    "LANG",
    "SystemRoot",
    "ComSpec",
    "PATHEXT",
    "USERPROFILE",
  ];
  return Object.fromEntries(
    kept.filter((name) => process.env[name]).map((name) => [name, process.env[name]]),
  );
}
