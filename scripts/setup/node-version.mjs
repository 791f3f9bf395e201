const OLDEST = [20, 19];

/** Ends the program with advice when this Node is older than package.json's `engines` ask for. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(`TrustGuard needs Node ${OLDEST.join(".")} or newer; this is ${process.versions.node}.`);
  console.error("Get one from https://nodejs.org (the LTS version) and try again.");
  process.exit(1);
}
