/** A TCP port of the loopback interface that nobody listened on a moment ago. */
export function findFreePort(): Promise<number>;

/** Whether a server could listen on `port` now. */
export function isPortFree(port: number): Promise<boolean>;
