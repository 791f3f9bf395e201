import { closeDatabase } from "@/db/client";
import { EnvironmentError } from "@/lib/env";
import { describeError } from "@/lib/log";
import { checkpointsCommand, publicKeyCommand } from "./checkpoints";
import { deadLettersCommand } from "./dead-letters";
import { doctorCommand } from "./doctor";
import { replayEventCommand } from "./replay-event";
import { rotateKeysCommand } from "./rotate-keys";
import { type Command, say, table, UsageError, warn } from "./terminal";
import { verifyAuditCommand } from "./verify-audit";

const COMMANDS: Record<string, Command> = {
  doctor: doctorCommand,
  "verify-audit": verifyAuditCommand,
  checkpoints: checkpointsCommand,
  "public-key": publicKeyCommand,
  "dead-letters": deadLettersCommand,
  "replay-event": replayEventCommand,
  "rotate-keys": rotateKeysCommand,
};

/** Runs one of the operator's commands (P16.8). Gives the exit code: 0 good, 1 something is wrong, 2 it could not look. */
export async function runCommand([name = "help", ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name === "help" || name === "--help" || args.includes("--help")) {
    help(command ?? COMMANDS[args[0] ?? ""], command ? name : args[0]);
    return 0;
  }
  if (!command) {
    warn(`There is no command ${name}.`);
    help();
    return 2;
  }
  try {
    return await command.run(args);
  } catch (error) {
    warn(explain(error));
    return 2;
  } finally {
    await closeDatabase();
  }
}

function help(command?: Command, name?: string): void {
  if (command) {
    say(`npm run trustguard -- ${name}\n${command.summary}\n`);
    for (const line of command.usage) say(`  ${line}`);
    return;
  }
  say("npm run trustguard -- <command>\n");
  for (const line of table(Object.entries(COMMANDS).map(([known, { summary }]) => [`  ${known}`, summary])))
    say(line);
  say("\nMore about one: npm run trustguard -- help <command>");
}

function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof EnvironmentError) return error.message;
  const { message, code } = describeError(error);
  if (code?.startsWith("ERR_PARSE_ARGS")) return `${message} See: npm run trustguard -- help`;
  return code ? `It could not be done: ${message} (${code})` : `It could not be done: ${message}`;
}
