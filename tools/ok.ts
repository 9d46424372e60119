/** The one gate: every check of the project in order; all of them run, exit 1 when one fails. */
const root = new URL("../", import.meta.url).pathname;
const deno = Deno.execPath();
const tool = (
  name: string,
  ...args: string[]
) => [deno, "run", "-A", "--no-check", "--quiet", `tools/${name}.ts`, ...args];

const steps: readonly (readonly [title: string, command: readonly string[]])[] = [
  ["format", [deno, "fmt", "--check", "--quiet"]],
  ["lint", [deno, "lint", "--quiet"]],
  ["sizes", tool("check_sizes")],
  ["imports", tool("check_imports")],
  ["generated files", tool("check_generated")],
  ["types", [deno, "check", "--quiet", "mod.ts", "src", "stdlib", "tests", "tools"]],
  ["diagnostics", tool("check_diagnostics")],
  ["tests", tool("test")],
  ["tree", tool("check_tree")],
];

const failures: string[] = [];
for (const [title, [program, ...args]] of steps) {
  console.log(`── ${title}`);
  const started = performance.now();
  const { success } = await new Deno.Command(program!, {
    args,
    cwd: root,
    stdout: "inherit",
    stderr: "inherit",
    env: { DENO_TLS_CA_STORE: "system", DENO_NO_UPDATE_CHECK: "1" },
  }).spawn().status;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!success) failures.push(title);
  console.log(`${success ? "✓" : "✗"} ${title} (${seconds} s)`);
}
console.log(failures.length === 0 ? "✓ ok" : `✗ not ok: ${failures.join(", ")}`);
Deno.exit(failures.length === 0 ? 0 : 1);
