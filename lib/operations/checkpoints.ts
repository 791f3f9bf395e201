import { createPublicKey } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readCheckpoints } from "@/lib/audit/chain-source";
import { keyIdOf } from "@/lib/audit/rules/checkpoint-note";
import { exportCheckpoint } from "@/lib/audit/rules/export-format";
import { environmentSigner, listChains, ownerOfChain, signCheckpoints } from "@/lib/audit/sign-checkpoint";
import { recordAct } from "./record-act";
import { type Command, say, warn } from "./terminal";

/** Signs where every chain stands and gives the newest checkpoint of each, to be kept where the database is not. */
export const checkpointsCommand: Command = {
  summary: "Sign every audit chain and write the newest checkpoints to keep elsewhere",
  usage: ["--out file   where to write them, one JSON object a line (default: to the terminal)"],
  async run(args) {
    const { values } = parseArgs({ args, options: { out: { type: "string" } } });
    await recordAct("checkpoints", { written: values.out !== undefined });
    const { signed, refused } = await signCheckpoints();
    const lines = await newestCheckpoints();
    const text = lines.map((line) => `${line}\n`).join("");
    if (values.out === undefined) process.stdout.write(text);
    else await writeFile(values.out, text, { mode: 0o600 });
    if (values.out !== undefined) say(`${signed} signed now, ${lines.length} written to ${values.out}.`);
    if (refused > 0) warn(`${refused} chains do not fit and were not signed: run verify-audit.`);
    return refused > 0 ? 1 : 0;
  },
};

async function newestCheckpoints(): Promise<string[]> {
  const lines: string[] = [];
  for (const { ceoId, chain, checkpointSeq } of await listChains()) {
    if (checkpointSeq === 0) continue;
    const found = await ownerOfChain(ceoId).run((tx) => readCheckpoints(tx, ceoId, chain, checkpointSeq));
    for (const checkpoint of found) lines.push(JSON.stringify(exportCheckpoint(checkpoint)));
  }
  return lines;
}

/** Prints the key that others verify with. It is public: give it to whoever should be able to check. */
export const publicKeyCommand: Command = {
  summary: "Print the public key that checkpoints and exports are verified with",
  usage: ["(no options)"],
  async run() {
    const key = createPublicKey(environmentSigner().privateKey);
    process.stdout.write(key.export({ type: "spki", format: "pem" }));
    warn(`key id ${keyIdOf(key)}`);
    return 0;
  },
};
