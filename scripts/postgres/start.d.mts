/** What startPostgres needs to know. */
export interface PostgresOptions {
  /** Folder of the cluster. Moved to /var/tmp when the account that runs PostgreSQL cannot reach it. */
  dir: string;
  /** Port on 127.0.0.1; without it a free one is found. */
  port?: number;
  /** false: faster, and a crash of the machine may lose everything. For tests that do not test durability. */
  fsync?: boolean;
  /** Further server settings by name, as in postgresql.conf. */
  settings?: Record<string, string | number>;
  /** Superuser's password. Without one every local user may log in as anybody, which tests make use of. */
  password?: string;
  /** Delete the cluster when it is stopped, also when this process is killed. */
  temporary?: boolean;
  /** Where the server writes its log; default: server.log inside the cluster. */
  logFile?: string;
  /** Folder with another PostgreSQL's `initdb` and `postgres`. */
  binDir?: string;
}

/** A running server. */
export interface PostgresServer {
  /** Superuser's address of a database. */
  adminUrl(databaseName: string): string;
  port: number;
  /** The postmaster's process id, for tests that kill it. */
  pid: number;
  folder: string;
  /** Stops it in the "fast" way: what was committed stays. */
  stop(): Promise<void>;
}

export class PostgresError extends Error {
  code: "already-running" | "port-taken" | "did-not-start";
}

/** Starts a PostgreSQL of our own on the loopback interface; makes the cluster on the first call. */
export function startPostgres(options: PostgresOptions): Promise<PostgresServer>;

/** Stops the server of `dir` that an earlier, killed run left behind. Gives false when there is none. */
export function stopPostgres(dir: string): Promise<boolean>;

/** Where the cluster asked for at `dir` really is. */
export function postgresFolder(dir: string): string;

/** Deletes the cluster of `dir`, which must not be running. */
export function erasePostgres(dir: string): void;
