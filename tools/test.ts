/**
 * `deno task test [suite/area]`: without an argument everything (unit tests and all fixtures as `lib`, then the fixtures of the suites that run programs
 * as `cli` and from the executable); with one, the fixtures whose names begin so, in the ways that VIA names, or the test files
 * below it (`tests/http`). Ends with `N passed, N failed`.
 */
const root = new URL("../", import.meta.url).pathname;
const [only] = Deno.args;

interface Run {
  readonly title: string;
  readonly files: readonly string[];
  readonly env?: Record<string, string>;
}

let passed = 0;
let failed = 0;

if (only?.startsWith("tests/")) {
  await runTests({ title: only, files: testFiles().filter((file) => file.startsWith(only)) });
} else if (only !== undefined) {
  await runTests({ title: only, files: ["tests/fixtures_test.ts"], env: { FITZ_ONLY: only } });
} else if (Deno.env.has("VIA")) {
  await runTests({ title: `VIA=${Deno.env.get("VIA")}`, files: ["tests/fixtures_test.ts"] });
} else {
  const hasExecutable = await compile();
  if (!hasExecutable) Deno.env.set("FITZ_CANNOT_COMPILE", "1");
  // Two cores: what needs only this process runs beside what starts others.
  await Promise.all([
    runTests({ title: "units, fixtures", files: testFiles(), env: { VIA: "lib" } }),
    runTests({
      title: "fixtures as cli and binary",
      files: ["tests/fixtures_test.ts"],
      env: { VIA: hasExecutable ? "cli,binary" : "cli" },
    }),
  ]);
}

console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 && passed > 0 ? 0 : 1);

/** All test files, folders sorted. */
function testFiles(): string[] {
  const out: string[] = [];
  const walk = (folder: string) => {
    for (const entry of Deno.readDirSync(root + folder)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) {
        if (entry.name !== "fixtures") walk(path);
      } else if (entry.name.endsWith("_test.ts")) out.push(path);
    }
  };
  walk("tests");
  return out.sort();
}

/**
 * Makes the executable; false when that is not possible here. Where Deno's runtime for executables can neither be downloaded nor is named by DENORT_BIN, the tests of the
 * executable are left out, loudly; anything else that goes wrong is a failure.
 */
async function compile(): Promise<boolean> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", "tools/compile.ts"],
    cwd: root,
    stdout: "inherit",
    stderr: "piped",
  }).output();
  if (success) return true;
  const text = new TextDecoder().decode(stderr);
  console.error(text);
  try {
    // One that was made of older sources would answer for the new ones.
    Deno.removeSync(`${root}build/fitz`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (text.includes("Setting up base binary")) {
    console.error(
      "SKIPPED: all tests of the executable, because Deno's runtime for executables (denort) cannot be downloaded; set DENORT_BIN to have them",
    );
  } else {
    failed++;
    console.error("the executable could not be made");
  }
  return false;
}

async function runTests({ title, files, env }: Run): Promise<void> {
  if (files.length === 0) return;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--quiet", ...files],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", ...env },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  let shown = 0;
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    // Whole lines only: two runs write side by side.
    const end = text.lastIndexOf("\n") + 1;
    if (end > shown) console.log(text.slice(shown, end - 1));
    shown = end;
  }
  if (shown < text.length) console.log(text.slice(shown));
  const { code } = await child.status;
  const summary = /^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed/m.exec(text);
  passed += Number(summary?.[1] ?? 0);
  failed += Number(summary?.[2] ?? 0);
  // A file that does not load is no counted failure of Deno's summary.
  if (code !== 0 && Number(summary?.[2] ?? 0) === 0) {
    failed++;
    console.error(`${title}: deno test ended with ${code}`);
  }
}
