/**
 * Every diagnostic code is complete: its owner is registered, a golden case raises it, its wrong example raises it and its right example raises no
 * diagnostic. Codes of files and manifests have examples that are no programs; those are raised by golden cases only.
 */
import { join } from "node:path";
import type { DiagnosticSpec } from "../src/diagnostics/diagnostic.ts";
import { checkTarget } from "../src/project/compile.ts";
import { denoFileSystem } from "../src/project/deno_file_system.ts";
import { diagnosticRegistry } from "../src/project/all_diagnostics.ts";
import { findTarget } from "../src/project/target.ts";
import { runFitz } from "../tests/harness/fitz.ts";
import { runInProcess } from "../tests/harness/run_source.ts";

const root = new URL("../", import.meta.url).pathname;
const NOT_PROGRAMS = /^(lex\/invalid-utf8|flags\/|module\/|manifest\/|deps\/|run\/|http\/start)/;
const problems: string[] = [];

const all = diagnosticRegistry().all();
const golden = goldenText();
for (const spec of all) {
  const isRuntime = spec.code.startsWith("run/");
  // Some run-time errors show only in records of the log.
  if (!golden.includes(`[${spec.code}]`) && !golden.includes(`code=${spec.code} `)) {
    problems.push(`${spec.code}: no golden case raises it`);
  }
  if (spec.summary === "" || spec.explanation === "") {
    problems.push(`${spec.code}: no summary or explanation`);
  }
  if (isRuntime) await tryRunning(spec);
  if (isRuntime || NOT_PROGRAMS.test(spec.code)) continue;
  const wrong = codesOf(spec.wrong);
  if (!wrong.includes(spec.code)) {
    problems.push(`${spec.code}: its wrong example raises ${wrong.join(", ") || "nothing"}`);
  }
  const right = codesOf(spec.right);
  if (right.length > 0) problems.push(`${spec.code}: its right example raises ${right.join(", ")}`);
}
for (
  const code of new Set(
    [...golden.matchAll(/^(?:error|warning)\[([a-z]+\/[a-z0-9-]+)\]/gm)].map((match) => match[1]!),
  )
) {
  if (!diagnosticRegistry().get(code)) {
    problems.push(`${code}: raised by a golden case but described nowhere`);
  }
}
for (const owner of owners()) {
  if (
    !Deno.readTextFileSync(join(root, "src/project/all_diagnostics.ts")).includes(owner.replace(/^src/, ".."))
  ) {
    problems.push(`${owner} is not listed in src/project/all_diagnostics.ts`);
  }
}

for (const problem of problems) console.error(problem);
console.log(`diagnostics: ${all.length} codes, ${problems.length} problem(s)`);
Deno.exit(problems.length === 0 ? 0 : 1);

function codesOf(program: string): string[] {
  const files = { ...denoFileSystem, cwd: () => "/" };
  const target = findTarget({ file: "-", stdin: () => new TextEncoder().encode(program) }, files);
  return checkTarget(target, files).diagnostics.map((one) => one.code);
}

/** The wrong example of a run-time error ends with it, the right one ends well. */
async function tryRunning({ code, wrong, right }: DiagnosticSpec): Promise<void> {
  // Only --no-typecheck lets an unknown name through to the run.
  if (code === "run/unknown-name") return;
  const run = wrong.includes("@test")
    ? runTests
    : (text: string) =>
      runInProcess({ file: "-", stdin: () => new TextEncoder().encode(text) }, [], { cwd: root });
  const failed = await run(wrong);
  if (!failed.err.includes(`error[${code}]`)) {
    problems.push(`${code}: its wrong example ends with ${failed.err || "nothing"}`);
  }
  const fine = await run(right);
  if (fine.exit !== 0 || fine.err !== "") problems.push(`${code}: its right example ends with ${fine.err}`);
}

/** What `fitz test` says of a program; the reports of limits carry no code. */
async function runTests(text: string): Promise<{ exit: number; err: string }> {
  const folder = Deno.makeTempDirSync({ prefix: "fitz-examples-" });
  try {
    Deno.writeTextFileSync(join(folder, "main.fitz"), text);
    const { out, err, exit } = await runFitz(["test", "--file", "main.fitz"], "cli", { cwd: folder });
    const named = out.replace(/^(?:step|call depth) limit of /m, "error[run/limit]: $&");
    return { exit, err: err + (exit === 0 ? "" : named) };
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** All expected texts of the suites that show diagnostics. */
function goldenText(): string {
  let text = "";
  const walk = (folder: string) => {
    for (const entry of Deno.readDirSync(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) walk(path);
      else if (entry.name.startsWith("expected")) text += Deno.readTextFileSync(path);
    }
  };
  for (const suite of ["diagnostics", "cli", "run"]) {
    try {
      walk(join(root, "tests/fixtures", suite));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return text;
}

/** Features bring theirs through their registry. */
function owners(): string[] {
  const out: string[] = [];
  const walk = (folder: string) => {
    for (const entry of Deno.readDirSync(join(root, folder))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) walk(path);
      else if (
        entry.name === "diagnostics.ts" && path !== "src/project/diagnostics.ts" &&
        !path.startsWith("src/features/")
      ) out.push(path);
    }
  };
  walk("src");
  return out.sort();
}
