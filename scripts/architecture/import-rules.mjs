import { LEVELS, placeOf } from "./levels.mjs";

const DATABASE_PACKAGES = /^(?:drizzle-orm|postgres|pg)(?:\/|$)/;
const OPEN_TO_COMPONENTS = /^lib\/(?:[\w-]+\/schema\.ts$|(?:banks|money|nuban|phone)\.ts$|words\/)/;
const OUTSIDE_WORLD =
  /^(?:drizzle-orm|postgres|node:(?:fs|net|http|https|child_process|timers)(?:\/promises)?)(?:\/|$)/;

/** Every rule about who may import what, for one file. Gives sentences. */
export function findImportViolations(source) {
  return source.imports.flatMap(
    (imported) =>
      simulatorViolation(source, imported) ??
      levelViolation(source, imported) ??
      folderViolation(source, imported) ??
      [],
  );
}

function simulatorViolation({ file }, { specifier, target }) {
  const isInside = file.startsWith("simulator/");
  if (isInside && specifier.startsWith("@/")) return "the simulator speaks to the product by network alone";
  if (target === undefined) return undefined;
  const isTargetInside = target.startsWith("simulator/");
  if (isInside && !isTargetInside) return "the simulator speaks to the product by network alone";
  if (!isInside && isTargetInside && !file.startsWith("tests/"))
    return `nothing imports the simulator (${target})`;
  return undefined;
}

function levelViolation({ file }, { target }) {
  const from = placeOf(file);
  if (!from || target === undefined) return undefined;
  const to = placeOf(target);
  if (!to) return target.startsWith("tests/") ? `imports a test's file (${target})` : undefined;
  if (from.level < 0 || to.level < 0 || from.module === to.module || to.level < from.level) return undefined;
  const relation = to.level === from.level ? "a neighbour on its level" : "a higher level";
  return `imports ${target}: ${to.module} is ${relation} (${from.level} → ${to.level})`;
}

function folderViolation({ file }, { specifier, target = "" }) {
  if (file.startsWith("components/") && target.startsWith("lib/") && !OPEN_TO_COMPONENTS.test(target)) {
    return `imports ${target}: a component may use lib/*/schema, lib/banks, lib/money, lib/nuban, lib/phone and lib/words`;
  }
  if (/^(?:components|app)\//.test(file) && (DATABASE_PACKAGES.test(specifier) || target.startsWith("db/"))) {
    return `imports ${specifier}: pages and components do not speak to the database`;
  }
  if (file.startsWith("lib/") && specifier === "server-only") {
    return "imports server-only, which stops the worker";
  }
  if (isPureRule(file) && (OUTSIDE_WORLD.test(specifier) || target.startsWith("db/"))) {
    return `imports ${specifier}: rules decide, they do not read or write`;
  }
  return undefined;
}

/** rules.ts and what stands in a folder rules/ of lib are pure functions. */
export function isPureRule(file) {
  return /^lib\/(?:.+\/)?rules(?:\.ts$|\/)/.test(file);
}

/** Modules that stand in no level: each must be given one in levels.mjs. */
export function findHomeless(source) {
  const place = placeOf(source.file);
  return place && place.level < 0
    ? [`${place.module} has no level; the ${LEVELS.length} levels are in levels.mjs`]
    : [];
}

/** Circles of files that need each other when they run, each circle once, as `a → b → a`. */
export function findCycles(sources) {
  const targets = new Map(
    sources.map(({ file, imports }) => [
      file,
      imports.filter(({ isType }) => !isType).map(({ target }) => target),
    ]),
  );
  const state = new Map();
  const cycles = [];
  const visit = (file, trail) => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      cycles.push({ file, message: `circle: ${[...trail.slice(trail.indexOf(file)), file].join(" → ")}` });
      return;
    }
    state.set(file, "open");
    for (const target of targets.get(file) ?? []) if (targets.has(target)) visit(target, [...trail, file]);
    state.set(file, "done");
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}
