type Variables = Record<string, string>;

/** Fresh values for everything that must be secret. */
export function createSecrets(): Variables;

/** The product's environment with the simulator in place of Meta, the SMS gateway and the mail server. */
export function productEnvironment(settings: {
  secrets: Variables;
  ports: { web: number; simulator: number; mail: number };
  databaseUrl: string;
  storageDir: string;
}): Variables;

/** The simulator's own settings, fitting productEnvironment. */
export function simulatorEnvironment(settings: {
  secrets: Variables;
  ports: { web: number; simulator: number; mail: number };
  stateDir?: string;
}): Variables;

/** What programs need from the surroundings, without the caller's own settings for the product. */
export function bareEnvironment(): Variables;
