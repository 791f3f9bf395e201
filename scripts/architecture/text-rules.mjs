import path from "node:path";
import { isPureRule } from "./import-rules.mjs";
import { DATA_FOLDERS } from "./levels.mjs";

const MAX_FILE_LINES = 200;
const MAX_FUNCTION_LINES = 70;

/** Names that say nothing about what is inside, and files that only pass on what others export. */
const EMPTY_NAMES = new Set(["util", "utils", "helper", "helpers", "common", "misc", "shared", "index"]);
const FUNCTION_START = [
  /^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\b/,
  /=>\s*\{$/,
  /^\s+(?:(?:private|protected|public|static|override|async|get|set)\s+)*#?(?!(?:if|for|while|switch|catch)\b)\w+\(.*\)(?::.+)?\s\{$/,
];

/** Rules about a file's name, length and words. Gives sentences. */
export function findTextViolations(source) {
  return [...badNames(source), ...tooLong(source), ...impurities(source), ...queriesInPages(source)];
}

function badNames({ file }) {
  return file
    .split("/")
    .map((part, position, parts) => (position === parts.length - 1 ? path.parse(part).name : part))
    .filter((name) => EMPTY_NAMES.has(name))
    .map((name) => `"${name}" says nothing: name it after what it holds`);
}

function tooLong({ file, text }) {
  if (file.startsWith("tests/") || file.endsWith(".d.ts")) return [];
  const lines = text.trimEnd().split("\n");
  const isData = DATA_FOLDERS.some((folder) => file.startsWith(folder));
  const tooManyLines = !isData && lines.length > MAX_FILE_LINES;
  const ofFile = tooManyLines ? [`has ${lines.length} lines; ${MAX_FILE_LINES} are the limit`] : [];
  return [...ofFile, ...longFunctions(lines)];
}

/** Formatted code closes a function in the column where the line that opened it begins. */
function longFunctions(lines) {
  return lines.flatMap((line, start) => {
    if (!FUNCTION_START.some((pattern) => pattern.test(line))) return [];
    const column = line.search(/\S/);
    const end = lines.findIndex(
      (other, at) => at > start && other.search(/\S/) === column && isClosing(other),
    );
    const length = end - start + 1;
    if (end < 0 || length <= MAX_FUNCTION_LINES) return [];
    return [`line ${start + 1}: a function of ${length} lines; ${MAX_FUNCTION_LINES} are the limit`];
  });
}

/** `}` ends a body; `}: Props) {` only ends the parameters. */
function isClosing(line) {
  return /^\s*\}/.test(line) && !/[{(]$|=>$/.test(line);
}

function impurities({ file, text }) {
  if (!isPureRule(file)) return [];
  return ["Date.now(", "new Date()", "Math.random(", "process.env", "randomBytes("]
    .filter((call) => text.includes(call))
    .map((call) => `uses ${call.replace(/\($/, "")}: a rule gets time, chance and settings as arguments`);
}

function queriesInPages({ file, text }) {
  return file.startsWith("app/") && /\bsql`/.test(text) ? ["contains SQL: reads belong to queries.ts"] : [];
}
