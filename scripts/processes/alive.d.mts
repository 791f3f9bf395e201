/** Whether a process with this id exists (an unreaped zombie counts as gone). */
export function isAlive(pid: number): boolean;

/** What program runs under this id: a path, a name, or "" when it cannot be told. */
export function programOf(pid: number): string;

/** Waits until the process is gone. Gives false when it is still there after `timeoutMs`. */
export function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean>;
