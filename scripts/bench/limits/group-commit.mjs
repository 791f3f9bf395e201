/**
 * The cheapest durable store there is: rows that arrive while a commit is under way join the next one.
 *
 * @param {(rows: object[]) => Promise<unknown>} commit
 * @returns {(row: object) => Promise<void>} resolves after the commit that carries the row
 */
export function groupCommit(commit) {
  let waiting = [];
  let isCommitting = false;
  const commitAll = async () => {
    isCommitting = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await commit(batch.map(({ row }) => row));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isCommitting = false;
  };
  return (row) =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      if (!isCommitting) void commitAll();
    });
}
