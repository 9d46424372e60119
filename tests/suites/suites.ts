/** What a case of each suite does. A suite gives the text to compare and the name of the file that holds what is expected. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { lineIndexOf } from "../../src/diagnostics/line_index.ts";
import { checkTarget } from "../../src/project/compile.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { parseFile } from "../../src/project/load.ts";
import { findTarget } from "../../src/project/target.ts";
import { compareWithFile, normalise } from "../harness/compare.ts";
import { type Case, entryOf } from "../harness/discover.ts";
import { clientSuite } from "./client.ts";
import { dumpTree } from "./dump_tree.ts";
import { outcomeText, root, runFitz, runProcess, type Via } from "../harness/fitz.ts";
import { runInProcess } from "../harness/run_source.ts";
import { fixesSuite } from "./fixes.ts";
import { runHttp } from "./http.ts";
import { inCopy } from "./in_copy.ts";
import { lintSuite } from "./lint.ts";
import { runSockets } from "./ws.ts";

export type Suite = (one: Case, via: Via) => Promise<void> | void;

/** Suites that mean the same whatever way is asked for run only as `lib`. */
export const suites: Readonly<Record<string, { readonly run: Suite; readonly vias: readonly Via[] }>> = {
  parse: { run: parseSuite, vias: ["lib"] },
  check: { run: checkSuite, vias: ["lib"] },
  diagnostics: { run: diagnosticsSuite, vias: ["lib"] },
  format: { run: formatSuite, vias: ["lib"] },
  lint: { run: lintSuite, vias: ["lib"] },
  fixes: { run: fixesSuite, vias: ["lib"] },
  run: { run: runSuite, vias: ["lib", "cli", "binary"] },
  http: { run: runHttp, vias: ["lib", "cli", "binary"] },
  ws: { run: runSockets, vias: ["lib", "cli", "binary"] },
  openapi: { run: documentSuite("openapi"), vias: ["lib", "cli", "binary"] },
  asyncapi: { run: documentSuite("asyncapi"), vias: ["lib", "cli", "binary"] },
  client: { run: clientSuite, vias: ["lib", "cli", "binary"] },
  cli: { run: cliSuite, vias: ["lib", "cli", "binary"] },
};

function parseSuite(one: Case): void {
  const { result, diagnostics } = parseFile("input.fitz", Deno.readFileSync(join(one.folder, entryOf(one))));
  const text = dumpTree(result.program) +
    (diagnostics.length > 0 ? `\n${renderDiagnostics(diagnostics)}` : "");
  compareWithFile(text, join(one.folder, "expected.txt"));
}

/** The diagnostics of a case, with paths relative to its folder. */
function diagnosticsOf(one: Case) {
  const files = { ...denoFileSystem, cwd: () => one.folder };
  return checkTarget(findTarget({ file: entryOf(one) }, files), files).diagnostics;
}

function checkSuite(one: Case): void {
  const lines = diagnosticsOf(one).map(({ code, severity, span, message }) => {
    const { line, column } = lineIndexOf(span.file).position(span.start);
    return `${severity} ${code} ${span.file.path}:${line}:${column} ${message}\n`;
  });
  compareWithFile(lines.length === 0 ? "(none)\n" : lines.join(""), join(one.folder, "expected.txt"));
}

function diagnosticsSuite(one: Case): void {
  const diagnostics = diagnosticsOf(one);
  assert.ok(diagnostics.length > 0, "the case raises no diagnostic");
  const entry = entryOf(one);
  const source = new TextDecoder().decode(Deno.readFileSync(join(one.folder, entry)));
  const shown = source.length > 4000 ? `${source.slice(0, 400)}…\n` : source;
  compareWithFile(
    `----- ${entry}\n${shown}\n----- diagnostics\n${renderDiagnostics(diagnostics)}`,
    join(one.folder, "expected.txt"),
  );
}

async function formatSuite(one: Case): Promise<void> {
  const { format } = await import("../../src/format/format.ts");
  const { file, result, diagnostics } = parseFile(
    "input.fitz",
    Deno.readFileSync(join(one.folder, "input.fitz")),
  );
  assert.deepEqual(diagnostics.filter((found) => found.severity === "error"), []);
  const text = format(file, result);
  compareWithFile(text, join(one.folder, "expected.fitz"));
  const again = parseFile("expected.fitz", new TextEncoder().encode(text));
  assert.equal(format(again.file, again.result), text, "formatting is not idempotent");
}

async function runSuite(one: Case, via: Via): Promise<void> {
  const entry = entryOf(one);
  const args = one.settings.args ?? [];
  await inCopy(one, async (cwd) => {
    const surroundings = { ...one.settings, cwd };
    const outcome = via === "lib"
      ? await runInProcess({ file: entry }, args, surroundings)
      : via === "binary"
      ? await runBuilt(entry, args, cwd, surroundings)
      : await runFitz(["run", entry, ...(args.length > 0 ? ["--", ...args] : [])], via, surroundings);
    compareOutcome(one, outcome, cwd, via);
  });
}

/** Builds the program with the executable and runs what it made. When it does not build, that is the outcome. */
async function runBuilt(
  entry: string,
  args: readonly string[],
  cwd: string,
  surroundings: Parameters<typeof runProcess>[1],
) {
  const app = join(cwd, ".case-app");
  const built = await runFitz(["build", entry, "-o", app, "--quiet"], "binary", { cwd });
  if (built.exit !== 0) return { ...built, err: built.err.replace(/^✗ .* was not built\n/m, "") };
  const outcome = await runProcess([app, ...args], surroundings);
  Deno.removeSync(app);
  return { ...outcome, err: built.err + outcome.err };
}

function documentSuite(command: "openapi" | "asyncapi"): Suite {
  return async (one, via) => {
    const { out, err, exit } = await runFitz([command, entryOf(one)], via, { cwd: one.folder });
    assert.equal(exit, 0, err);
    compareWithFile(JSON.stringify(JSON.parse(out), null, 2) + "\n", join(one.folder, "expected.json"));
  };
}

async function cliSuite(one: Case, via: Via): Promise<void> {
  await inCopy(one, async (cwd) => {
    const commands = one.settings.commands ?? [["fitz", ...one.settings.args ?? []]];
    let text = "";
    for (const [program, ...args] of commands as [string, ...string[]][]) {
      const surroundings = { ...one.settings, cwd };
      const outcome = program === "fitz"
        ? await runFitz(args, via, surroundings)
        : await runProcess([join(cwd, program), ...args], surroundings);
      text += `$ ${[program, ...args].join(" ")}\n${outcomeText(outcome)}`;
    }
    for (const path of one.settings.show ?? []) {
      let content: string;
      try {
        content = Deno.readTextFileSync(join(cwd, path));
      } catch {
        content = "(no such file)\n";
      }
      text += `----- ${path}\n${content}`;
    }
    compareWithFile(normalise(text, { CASE: cwd, ROOT: root }), join(one.folder, "expected.txt"));
  });
}

/** Against `expected.out` and `expected.err` where one of them is there, else against `expected.txt`. */
function compareOutcome(one: Case, outcome: Parameters<typeof outcomeText>[0], cwd: string, via: Via): void {
  const options = { withoutFrames: via === "binary" };
  const clean = (text: string) => normalise(text, { CASE: cwd, ROOT: root });
  const has = (name: string) => [...Deno.readDirSync(one.folder)].some((entry) => entry.name === name);
  if (!has("expected.out") && !has("expected.err")) {
    compareWithFile(clean(outcomeText(outcome)), join(one.folder, "expected.txt"), options);
    return;
  }
  assert.equal(outcome.exit, one.settings.exit ?? 0, `exit code; stderr:\n${outcome.err}`);
  if (has("expected.out")) compareWithFile(clean(outcome.out), join(one.folder, "expected.out"), options);
  if (has("expected.err")) compareWithFile(clean(outcome.err), join(one.folder, "expected.err"), options);
  else assert.equal(outcome.err, "", "stderr");
}
