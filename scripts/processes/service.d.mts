/** A program that runs until it is stopped. */
export interface Service {
  name: string;
  pid: number;
  logFile: string;
  isRunning: boolean;
  /** Settles with how it ended, e.g. "with code 1". */
  ended: Promise<string>;
  /** SIGTERM, and SIGKILL when that does not help within 12 s. */
  stop(): Promise<void>;
}

/** Starts `file` (from the repository's root) with this Node, in a process group of its own. */
export function startService(options: {
  name: string;
  file: string;
  env: Record<string, string | undefined>;
  logFile: string;
}): Service;

/** Waits until `url` answers 200; throws with the log's end when the service ends before. */
export function waitUntilReady(url: string, options: { timeoutMs: number; service: Service }): Promise<void>;

/** What to tell when a service ended that should not have: how, and its last words. */
export function describeEnd(service: Service, how: string): string;
