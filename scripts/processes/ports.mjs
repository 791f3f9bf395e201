import net from "node:net";

/** A TCP port of the loopback interface that nobody listened on a moment ago. */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Whether a server could listen on `port` now. Both the loopback address and all addresses are tried: a server
 * bound to one does not always keep another from binding the other, and the browser would meet the wrong one.
 */
export async function isPortFree(port) {
  for (const host of ["127.0.0.1", "0.0.0.0", "::"]) {
    if ((await tryToListen(port, host)) === "EADDRINUSE") return false;
  }
  return true;
}

function tryToListen(port, host) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}
