/** Seconds with one decimal, for people. */
export function seconds(sinceMs) {
  return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
}

/**
 * Does one step of a longer run and says how it went, in one line.
 *
 * @param {string} title what is being done
 * @param {() => Promise<string | void>} work gives a remark for the line; throws when the step fails
 * @returns {Promise<boolean>} whether it went well; why not has been printed
 */
export async function step(title, work) {
  const startedAt = Date.now();
  if (process.stdout.isTTY) process.stdout.write(`  … ${title}\r`);
  try {
    const remark = await work();
    console.log(line("✓", title, startedAt, remark));
    return true;
  } catch (error) {
    console.log(line("✗", title, startedAt));
    console.log(indent(error.message));
    return false;
  }
}

function line(mark, title, startedAt, remark) {
  return `  ${mark} ${title.padEnd(34)} ${seconds(startedAt).padStart(8)}${remark ? `   ${remark}` : ""}`;
}

/** Text under a line of its own, for people. */
export function indent(text) {
  return text.trimEnd().replace(/^/gm, "      ");
}
