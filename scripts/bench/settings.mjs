/** A whole number above zero from the environment, or the usual one. */
export function countFrom(name, usual) {
  const text = process.env[name];
  if (text === undefined || text === "") return usual;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number above zero.`);
  return value;
}
