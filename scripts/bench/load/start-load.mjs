import { spawn } from "node:child_process";
import readline from "node:readline";
import { fileURLToPath } from "node:url";

/** Starts a load of this folder as a process of its own; `post` gives it an order and gives what came of it. */
export function startLoad(name) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async post(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("the load ended before its time");
      return JSON.parse(value);
    },
    stop: () => child.stdin.end(),
  };
}
