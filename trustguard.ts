// What a command prints may be read by a script: the log stays quiet unless it is asked for.
process.env.LOG_LEVEL ??= "silent";

const { runCommand } = await import("@/lib/operations/run-command");

process.exitCode = await runCommand(process.argv.slice(2));

export {};
