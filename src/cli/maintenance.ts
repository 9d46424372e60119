/** `APP --fitz …`: calls that look at a built program without running its top level (toolchain.md 5.2). */
import { parseArgs } from "node:util";
import type { PayloadHead } from "./executable/payload.ts";
import { processTerminal } from "./process_terminal.ts";

const CALLS = ["version", "healthcheck", "openapi", "completions"];

/** Gives the exit code; 2 for words that are no call. `program` is the word that starts it. */
export async function maintain(
  args: readonly string[],
  head: PayloadHead,
  program = head.app.name,
): Promise<number> {
  const terminal = processTerminal();
  const [call, ...rest] = args;
  if (call === "version" && rest.length === 0) {
    const version = head.packageVersion === null ? head.name : `${head.name} ${head.packageVersion}`;
    terminal.out(`${version}\nfitz ${head.toolchain}\n${platform()}\n`);
    return 0;
  }
  if (call === "openapi" && rest.length === 0) {
    const { openapiText } = await import("../emit/openapi/openapi.ts");
    terminal.out(openapiText(head.app));
    return 0;
  }
  if (call === "completions" && rest.length === 1) return await printCompletions(rest[0], program, head);
  if (call === "healthcheck") {
    const options = healthOptions(rest);
    if (options) return await checkHealth(options, head);
  }
  terminal.err(
    `✗ unknown call \`--fitz ${args.join(" ")}\`\n  = help: one of: ${
      CALLS.map((one) => `\`--fitz ${one}\``).join(", ")
    }\n`,
  );
  return 2;
}

async function printCompletions(shell: string, program: string, { app }: PayloadHead): Promise<number> {
  const { completionScript, isShell, SHELLS } = await import("./completions/completions.ts");
  const terminal = processTerminal();
  if (app.commands.length === 0) {
    terminal.err("✗ this program has no commands to complete\n");
    return 1;
  }
  if (!isShell(shell)) {
    terminal.err(`✗ there are no completions for \`${shell}\`\n  = help: one of: ${SHELLS.join(", ")}\n`);
    return 2;
  }
  const { completionsOfProgram } = await import("./completions/of_program.ts");
  terminal.out(completionScript(completionsOfProgram(program, app), shell));
  return 0;
}

/** `linux-x64`, `darwin-arm64`, … */
export function platform(): string {
  const os = Deno.build.os === "windows" ? "win32" : Deno.build.os;
  return `${os}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
}

interface HealthOptions {
  readonly path: string;
  readonly timeout: number;
}

function healthOptions(args: readonly string[]): HealthOptions | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { path: { type: "string" }, "timeout-ms": { type: "string" } },
    });
    const timeout = Number(values["timeout-ms"] ?? "3000");
    return Number.isInteger(timeout) && timeout > 0 ? { path: values.path ?? "/healthz", timeout } : null;
  } catch {
    return null;
  }
}

/** Asks the program's own port on the loopback. */
async function checkHealth({ path, timeout }: HealthOptions, { app }: PayloadHead): Promise<number> {
  const port = Deno.env.get("FITZ_PORT") ?? String(app.server?.port ?? 3000);
  const url = `http://127.0.0.1:${port}${path.startsWith("/") ? path : `/${path}`}`;
  const terminal = processTerminal();
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeout), redirect: "manual" });
    await response.body?.cancel();
    if (response.status === 200) {
      terminal.out(`✓ ${url} answers 200\n`);
      return 0;
    }
    terminal.err(`✗ ${url} answers ${response.status}\n`);
  } catch (error) {
    const reason = error instanceof Error && error.name === "TimeoutError"
      ? `no answer within ${timeout} ms`
      : "no connection";
    terminal.err(`✗ ${url}: ${reason}\n`);
  }
  return 1;
}
