type Given = Record<string, string | string[] | undefined>;

/** Of a page's search parameters those that it knows, each once and not empty: an address may have been changed by hand. */
export function knownParams<Name extends string>(
  given: Given,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = given[name];
    if (typeof value === "string" && value) found[name] = value;
  }
  return found;
}
