import { readFileSync } from "node:fs";

/** A WhatsApp business number, the token that may use it, and the business behind it. */
export interface NumberConfig {
  phoneNumberId: string;
  wabaId: string;
  /** As people write it, e.g. "+234 803 000 1001". */
  displayPhoneNumber: string;
  verifiedName: string;
  accessToken: string;
  /** Whether `register` was called; an unregistered number cannot send (133010). Default true. */
  registered?: boolean;
  /** The two-step PIN that it was registered with: another one is refused (133005). */
  pin?: string;
  /** Whether the app hears this business account's webhooks. Default true. */
  subscribed?: boolean;
}

/** An Instagram professional account, and the token that may use it. */
export interface InstagramConfig {
  /** The account's id, `17841…`: it stands in webhooks. */
  userId: string;
  /** Without the `@`. */
  username: string;
  name: string;
  accessToken: string;
  /** By which login the token came: Instagram's, or Facebook's through a Page, which then sends. Default "instagram". */
  login?: "instagram" | "page";
  pageId?: string;
  /** Whether the app hears this account's webhooks. Default true. */
  subscribed?: boolean;
}

/** Somebody with a phone, with WhatsApp on it and perhaps Instagram. */
export interface PersonConfig {
  name: string;
  /** E.164 digits without the plus: what WhatsApp calls `wa_id`. */
  phone: string;
  /** Business-scoped user id such as `NG.abc`; derived from the phone when left out. */
  userId?: string;
  /** A person with a user name: webhooks then carry the user id alone. */
  hidePhone?: boolean;
  /** Their Instagram account. `igsid`: the id by which the first business account knows them; derived when left out. */
  instagram?: { username: string; igsid?: string };
}

export interface AppConfig {
  id: string;
  secret: string;
  verifyToken: string;
  /** Facebook Login for Business: the only `config_id` that is taken. Any is, when left out. */
  configId?: string;
  /** The only addresses that a dialog returns to. Any is taken, when left out. */
  redirectUris?: string[];
}

/** A message template that was approved; `{{1}}` or `{{name}}` mark its parameters. */
export interface TemplateConfig {
  name: string;
  language: string;
  body: string;
  category?: "UTILITY" | "MARKETING" | "AUTHENTICATION";
}

export interface SimulatorConfig {
  host: string;
  port: number;
  smtpPort: number;
  /** Address put into media links; default `http://127.0.0.1:<port>`. */
  publicUrl?: string;
  /** Folder in which chats, media, mail and undelivered webhooks outlive a restart. */
  stateDir?: string;
  app: AppConfig;
  instagramApp?: AppConfig;
  webhookUrl: { whatsapp: string; instagram?: string };
  numbers: NumberConfig[];
  instagramAccounts: InstagramConfig[];
  people: PersonConfig[];
  templates: TemplateConfig[];
  /** Milliseconds from acceptance to each status; `null` read: only when the person opens the chat. */
  statusDelaysMs: { sent: number; delivered: number; read: number | null };
  /** Waits between webhook attempts grow by `factor` from `firstMs` to `maxMs`, until `forMs` have passed. */
  retry: { firstMs: number; factor: number; maxMs: number; forMs: number; timeoutMs: number };
  /** Meta's own limits: one message per 6 s and pair after a burst of 45, 80 messages a second and number. */
  limits: { pairRate: boolean; throughput: boolean };
}

/** Everything may be left out; what is given replaces the default whole, except the small settings groups. */
export type SimulatorOptions = Partial<Omit<SimulatorConfig, "statusDelaysMs" | "retry" | "limits">> & {
  statusDelaysMs?: Partial<SimulatorConfig["statusDelaysMs"]>;
  retry?: Partial<SimulatorConfig["retry"]>;
  limits?: Partial<SimulatorConfig["limits"]>;
};

/** The demo's values; whoever seeds a demo database repeats these. */
export const DEFAULT_CONFIG: SimulatorConfig = {
  host: "127.0.0.1",
  port: 4000,
  smtpPort: 4001,
  app: {
    id: "1874520963251874",
    secret: "5f2b1c0a9e8d7f6a4b3c2d1e0f9a8b7c",
    verifyToken: "simulated-verify-token",
  },
  instagramApp: {
    id: "2046718839527461",
    secret: "a41d7e09c3b8f2651e0d9c8b7a6f5e4d",
    verifyToken: "simulated-verify-token",
  },
  webhookUrl: {
    whatsapp: "http://127.0.0.1:3000/api/integrations/webhook/whatsapp",
    instagram: "http://127.0.0.1:3000/api/integrations/webhook/instagram",
  },
  numbers: [
    {
      phoneNumberId: "106540352242922",
      wabaId: "102290129340398",
      displayPhoneNumber: "+234 803 000 1001",
      verifiedName: "Ada's Fashion",
      accessToken: "EAAsimulatedAdasFashion0123456789abcdefghijklmnopqrstuvwxyz",
    },
  ],
  instagramAccounts: [
    {
      userId: "17841405822304914",
      username: "tunde.electronics",
      name: "Tunde Electronics",
      accessToken: "IGAAsimulatedTundeElectronics0123456789abcdefghijklmnopqrstuv",
    },
  ],
  people: [
    { name: "Chinedu", phone: "2348031234567", userId: "NG.6153290418773502" },
    {
      name: "Amina",
      phone: "2348059876543",
      userId: "NG.8820137746519934",
      instagram: { username: "amina.ikeja" },
    },
  ],
  templates: [],
  statusDelaysMs: { sent: 25, delivered: 60, read: 120 },
  retry: { firstMs: 250, factor: 2, maxMs: 10_000, forMs: 7 * 24 * 3600_000, timeoutMs: 10_000 },
  limits: { pairRate: true, throughput: true },
};

/** Fills in what `options` leave out. The SMTP port follows the HTTP port, and 0 means "any free one". */
export function resolveConfig(options: SimulatorOptions = {}): SimulatorConfig {
  const port = options.port ?? DEFAULT_CONFIG.port;
  return {
    ...DEFAULT_CONFIG,
    ...options,
    // Whoever brings own numbers has a world of their own: the demo's Instagram account is no part of it.
    instagramAccounts: options.instagramAccounts ?? (options.numbers ? [] : DEFAULT_CONFIG.instagramAccounts),
    instagramApp: options.instagramApp ?? (options.app ? undefined : DEFAULT_CONFIG.instagramApp),
    port,
    smtpPort: options.smtpPort ?? (port === 0 ? 0 : port + 1),
    statusDelaysMs: { ...DEFAULT_CONFIG.statusDelaysMs, ...options.statusDelaysMs },
    retry: { ...DEFAULT_CONFIG.retry, ...options.retry },
    limits: { ...DEFAULT_CONFIG.limits, ...options.limits },
  };
}

/**
 * Reads the settings from the environment: `SIMULATOR_CONFIG` (JSON itself, or the path of a JSON file), then the
 * single variables on top of it. Throws with the variable's name when one is malformed.
 */
export function optionsFromEnvironment(env: NodeJS.ProcessEnv): SimulatorOptions {
  const options: SimulatorOptions = env.SIMULATOR_CONFIG ? readJson(env.SIMULATOR_CONFIG) : {};
  const port = readPort(env, "SIMULATOR_PORT");
  const smtpPort = readPort(env, "SIMULATOR_SMTP_PORT");
  if (port !== undefined) options.port = port;
  if (smtpPort !== undefined) options.smtpPort = smtpPort;
  if (env.SIMULATOR_HOST) options.host = env.SIMULATOR_HOST;
  if (env.SIMULATOR_URL) options.publicUrl = env.SIMULATOR_URL;
  if (env.SIMULATOR_STATE_DIR) options.stateDir = env.SIMULATOR_STATE_DIR;
  return options;
}

function readJson(value: string): SimulatorOptions {
  try {
    return JSON.parse(value.trimStart().startsWith("{") ? value : readFileSync(value, "utf8"));
  } catch (error) {
    throw new Error(`SIMULATOR_CONFIG is neither JSON nor a readable JSON file: ${(error as Error).message}`);
  }
}

function readPort(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const value = env[name];
  if (value === undefined || value === "") return undefined;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`${name} is not a port: ${value}`);
  return port;
}
