/** Where to go after signing in: where the person was going, if that is theirs, else their first page. */
export function homeOf(role: "CEO" | "VENDOR", next?: string): string {
  const home = role === "CEO" ? "/ceo" : "/vendor/receipts";
  const allowed = role === "CEO" ? ["/ceo", "/vendor"] : ["/vendor"];
  const isClean = next !== undefined && !next.includes("\\") && !next.includes("..");
  const inside =
    isClean &&
    allowed.some((start) => next === start || next.startsWith(`${start}/`) || next.startsWith(`${start}?`));
  return inside ? next : home;
}
