import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { parseDialogue, runDialogue } from "../../golden/run-dialogue";

const FOLDER = new URL("../../golden/dialogues/", import.meta.url);
const dialogues = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".yaml"))
  .flatMap((file) =>
    parseAllDocuments(readFileSync(new URL(file, FOLDER), "utf8")).map((document) => ({
      file,
      dialogue: parseDialogue(document.toJS()),
    })),
  );

describe("golden dialogues", () => {
  it("there are enough of them, each with a name of its own", () => {
    expect(dialogues.length).toBeGreaterThanOrEqual(25);
    expect(new Set(dialogues.map((one) => one.dialogue.name)).size).toBe(dialogues.length);
  });

  it.each(dialogues.map(({ file, dialogue }) => [`${file}: ${dialogue.name}`, dialogue] as const))(
    "%s",
    (_, told) => {
      runDialogue(told);
    },
  );
});
