/** Who may import whom (design: "The rooms"), and that no modules import each other in a circle. Prints what is wrong; exit 1. */
import { dirname, join, relative } from "node:path";

const root = new URL("../", import.meta.url).pathname;

/** Files of the syntax room that import nothing of ours and are read by the compiler and the runtime alike. */
const SHARED_SYNTAX = [
  "syntax/format_spec",
  "syntax/regex_syntax",
  "syntax/date_format",
  "syntax/server_values",
  "syntax/address_block",
  "syntax/property_name",
  "syntax/cron_expression",
  "syntax/time_zone_name",
  "syntax/toml",
];

/** The nearest name, for messages of programs too; imports nothing. */
const NEAREST_NAME = "diagnostics/did_you_mean";

/** Room to the rooms it may import besides itself. `npm` and `node` modules are allowed everywhere below, JSR and URLs nowhere. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  grammar: [],
  syntax: ["diagnostics", "grammar"],
  types: ["syntax"],
  catalogue: ["syntax", "types", "stdlib/generated"],
  check: ["syntax", "types", "catalogue", "diagnostics", "features/registry"],
  features: ["syntax", "types", "catalogue", "diagnostics", "app", "check/result"],
  app: ["syntax", "types", "diagnostics", "check/result", "features"],
  emit: ["syntax", "types", "diagnostics", "check/result", "app", "features", "catalogue"],
  format: ["syntax", "diagnostics"],
  doc: ["syntax", "types", "catalogue", "diagnostics", "app", "check/result"],
  lint: ["syntax", "types", "catalogue", "check", "diagnostics"],
  // The loader of programs reaches the implementations of the library, lazily.
  runtime: ["app/manifest", "stdlib/generated", NEAREST_NAME, ...SHARED_SYNTAX],
  stdlib: ["runtime", ...SHARED_SYNTAX],
  project: [
    "diagnostics",
    "syntax",
    "types",
    "catalogue",
    "check",
    "features",
    "app",
    "emit",
    "format",
    "lint",
  ],
  cli: ["*"],
  mod: ["*"],
  // What mod.ts gives to embedders.
  embedding: ["*"],
};

const problems: string[] = [];

// The folders, this table and ARCHITECTURE.md name the same rooms.
const architecture = Deno.readTextFileSync(join(root, "ARCHITECTURE.md"));
const folders = [...Deno.readDirSync(join(root, "src"))].filter((entry) => entry.isDirectory).map((entry) =>
  entry.name
);
for (const folder of folders) {
  if (!ALLOWED[folder]) problems.push(`src/${folder} is a room without a line in tools/check_imports.ts`);
  if (!architecture.includes(`\`src/${folder}/`)) {
    problems.push(`src/${folder} is a room that ARCHITECTURE.md does not name`);
  }
}
for (const room of Object.keys(ALLOWED)) {
  const isElsewhere = room === "grammar" || room === "stdlib" || room === "mod";
  if (!isElsewhere && !folders.includes(room)) {
    problems.push(`tools/check_imports.ts names the room ${room}, which is not there`);
  }
}
const graph = new Map<string, string[]>();

for (const path of sources()) {
  const text = Deno.readTextFileSync(join(root, path));
  const targets: string[] = [];
  for (const { specifier, isType } of importsOf(text)) {
    if (specifier.startsWith("npm:") || specifier.startsWith("node:")) {
      if (specifier.startsWith("npm:") && !/^npm:(@[^/]+\/)?[^@/]+@\d+\.\d+\.\d+/.test(specifier)) {
        problems.push(`${path}: ${specifier} needs an exact version`);
      }
      continue;
    }
    if (!specifier.startsWith(".")) {
      problems.push(`${path}: ${specifier} is neither relative nor npm: nor node:`);
      continue;
    }
    const target = relative(root, join(root, dirname(path), specifier));
    if (!mayImport(path, target)) problems.push(`${path}: ${roomOf(path)} must not import ${target}`);
    if (!isType) targets.push(target);
  }
  graph.set(path, targets);
  if (
    isPureCore(path) &&
    /\bDeno\.(?!test\b)\w/.test(
      text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, ""),
    )
  ) {
    problems.push(`${path}: the core touches no Deno.*`);
  }
}
findCycles();

for (const problem of problems) console.error(problem);
console.log(
  problems.length === 0 ? `imports: ${graph.size} files in order` : `imports: ${problems.length} problem(s)`,
);
if (problems.length > 0) Deno.exit(1);

function sources(): string[] {
  const out = ["mod.ts"];
  const walk = (folder: string) => {
    for (const entry of Deno.readDirSync(join(root, folder))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) walk(path);
      else if (/\.(ts|js)$/.test(entry.name) && !entry.name.endsWith(".d.ts")) out.push(path);
    }
  };
  for (const folder of ["src", "stdlib", "grammar"]) walk(folder);
  return out.sort();
}

/** Static imports and exports, and dynamic imports of literal paths. */
function importsOf(text: string): { specifier: string; isType: boolean }[] {
  const out: { specifier: string; isType: boolean }[] = [];
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/[^\n]*/gm, "");
  for (
    const match of code.matchAll(
      /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?"([^"\n]+)"/gm,
    )
  ) {
    out.push({ specifier: match[2]!, isType: match[1] !== undefined });
  }
  // A lazy import is no part of a circle: it is there to break one.
  for (const match of code.matchAll(/\bimport\("([^"\n]+)"\)/g)) {
    out.push({ specifier: match[1]!, isType: true });
  }
  return out;
}

/** `src/check/x.ts` is in `check`, `stdlib/list/list.ts` in `stdlib`. */
function roomOf(path: string): string {
  const parts = path.split("/");
  if (parts[0] === "src") return parts[1]!;
  return parts[0] === "mod.ts" ? "mod" : parts[0]!;
}

function mayImport(from: string, to: string): boolean {
  const room = roomOf(from);
  const target = roomOf(to);
  if (target === "cli" && room !== "cli" && room !== "mod") return false;
  if (room === "features" && target === "features") {
    return featureOf(from) === null || featureOf(to) === null || featureOf(from) === featureOf(to);
  }
  // The run-time half of a feature belongs to the runtime.
  if (room === "features" && from.endsWith("/runtime.ts")) return target === "runtime";
  if (from.startsWith("stdlib/generated/")) return target === "stdlib" || target === "runtime";
  if (target === room) return true;
  const allowed = ALLOWED[room];
  if (!allowed) return false;
  const plain = to.replace(/^src\//, "").replace(/\.ts$/, "");
  return allowed.some((one) => one === "*" || one === target || plain === one || plain.startsWith(`${one}/`));
}

/** The feature that a file belongs to; null for what all features share. */
function featureOf(path: string): string | null {
  const parts = path.split("/");
  return parts.length > 3 ? parts[2]! : null;
}

function isPureCore(path: string): boolean {
  return [
    "diagnostics",
    "syntax",
    "types",
    "catalogue",
    "check",
    "app",
    "emit",
    "format",
    "lint",
    "doc",
    "grammar",
  ]
    .includes(roomOf(path)) ||
    (roomOf(path) === "features" && !path.endsWith("/runtime.ts"));
}

function findCycles(): void {
  const state = new Map<string, "open" | "done">();
  const visit = (path: string, chain: string[]) => {
    if (state.get(path) === "done" || !graph.has(path)) return;
    if (state.get(path) === "open") {
      problems.push(`circle: ${[...chain.slice(chain.indexOf(path)), path].join(" -> ")}`);
      return;
    }
    state.set(path, "open");
    for (const target of graph.get(path)!) visit(target, [...chain, path]);
    state.set(path, "done");
  };
  for (const path of graph.keys()) visit(path, []);
}
