import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from "@aws-sdk/client-secrets-manager";
import { AppError } from "@/lib/errors";

export type SecretStore = {
  /** Writes a new version of a secret, making the secret when there is none. Gives the version's id. */
  put(name: string, value: string): Promise<string>;
  /** Reads one version; null when it is gone. A value that was read is kept for five minutes, in memory alone. */
  get(name: string, version: string): Promise<string | null>;
  /** Removes a secret with all its versions, at once. One that is not there is no error. */
  remove(name: string): Promise<void>;
};

export type SecretsManagerConfig = {
  timeoutMs?: number;
  /** Milliseconds since the epoch; for tests. */
  nowMs?: () => number;
  /** Region, credentials and endpoint come from the AWS SDK's own variables unless given here. */
  client?: SecretsManagerClientConfig;
};

/** How long a value may be used without asking again (OA-09). A version never changes, so it is never out of date. */
const KEPT_MS = 5 * 60_000;
const KEPT_MAX = 1_000;

/**
 * AWS Secrets Manager. Throws `unavailable` when it cannot be asked: what needs the secret then waits, and nothing is done
 * without it. Names and versions are no secrets; values reach no error and no log.
 */
export function openSecretsManager({
  timeoutMs = 5_000,
  nowMs = Date.now,
  client: options,
}: SecretsManagerConfig = {}): SecretStore {
  const client = new SecretsManagerClient({ maxAttempts: 2, ...options });
  const kept = createCache(nowMs);
  const signal = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });
  return {
    put: (name, value) => orUnavailable(() => write(client, name, value, signal)),
    async get(name, version) {
      const known = kept.read(name, version);
      if (known !== undefined) return known;
      const command = new GetSecretValueCommand({ SecretId: name, VersionId: version });
      const answer = await orUnavailable(() => client.send(command, signal()).catch(unlessMissing));
      const value = answer?.SecretString;
      if (value === undefined) return null;
      kept.write(name, version, value);
      return value;
    },
    async remove(name) {
      kept.forget(name);
      const command = new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true });
      await orUnavailable(() => client.send(command, signal()).catch(unlessMissing));
    },
  };
}

async function write(
  client: SecretsManagerClient,
  name: string,
  value: string,
  signal: () => { abortSignal: AbortSignal },
): Promise<string> {
  const put = () => client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value }), signal());
  const create = () => client.send(new CreateSecretCommand({ Name: name, SecretString: value }), signal());
  const first = await put().catch(unlessMissing);
  // Somebody else may make it between the two calls: then there is something to put into.
  const { VersionId } =
    first ??
    (await create().catch((error: unknown) => {
      if (nameOf(error) === "ResourceExistsException") return put();
      throw error;
    }));
  if (VersionId === undefined) throw new Error("the store gave no version");
  return VersionId;
}

function unlessMissing(error: unknown): undefined {
  if (nameOf(error) !== "ResourceNotFoundException") throw error;
  return undefined;
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new AppError("unavailable", "The store of secrets cannot be reached just now. Try again soon.", {
      retryAfterSeconds: 30,
      extra: { reason: nameOf(error) },
    });
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

function createCache(nowMs: () => number) {
  const values = new Map<string, { value: string; until: number }>();
  const key = (name: string, version: string) => `${name}#${version}`;
  return {
    read(name: string, version: string): string | undefined {
      const found = values.get(key(name, version));
      if (found && found.until > nowMs()) return found.value;
      values.delete(key(name, version));
      return undefined;
    },
    write(name: string, version: string, value: string): void {
      const oldest = values.size >= KEPT_MAX ? values.keys().next().value : undefined;
      if (oldest !== undefined) values.delete(oldest);
      values.set(key(name, version), { value, until: nowMs() + KEPT_MS });
    },
    forget(name: string): void {
      for (const known of values.keys()) if (known.startsWith(`${name}#`)) values.delete(known);
    },
  };
}
