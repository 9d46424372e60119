/** Running `fitz` in each of the three ways: in this process, from its sources, from the executable. */
import { main } from "../../src/cli/main.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";

export type Via = "lib" | "cli" | "binary";

export interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly exit: number;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

export const root = new URL("../../", import.meta.url).pathname.replace(/\/$/, "");
/** The executable that `deno task compile` makes. */
export const executable = `${root}/build/fitz`;

const MOST_SECONDS = 60;

/** The words that start `fitz` in a child process. */
export function fitzCommand(via: "cli" | "binary"): string[] {
  return via === "binary"
    ? [executable]
    : [Deno.execPath(), "run", "--quiet", "--no-check", "-A", `${root}/mod.ts`];
}

/** Runs a program to its end. It is killed after a minute, which the exit code 124 shows. */
export async function runProcess(
  words: readonly string[],
  { cwd, env, stdin }: Surroundings,
): Promise<Outcome> {
  const [program, ...args] = words as [string, ...string[]];
  const child = new Deno.Command(program, {
    args,
    cwd,
    env: { NO_COLOR: "1", DENO_TLS_CA_STORE: "system", DENO_NO_UPDATE_CHECK: "1", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, MOST_SECONDS * 1000);
  const feed = async () => {
    const writer = child.stdin.getWriter();
    try {
      if (stdin) await writer.write(new TextEncoder().encode(stdin));
      await writer.close();
    } catch {
      // The program did not wait for its input.
    }
  };
  const [output] = await Promise.all([child.output(), feed()]);
  clearTimeout(timer);
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { out: decode(output.stdout), err: decode(output.stderr), exit: isLate ? 124 : output.code };
}

/** Runs `fitz ARGS`. `run` and `test` execute programs, so in the way `lib` they get a process of their own. */
export async function runFitz(
  args: readonly string[],
  via: Via,
  surroundings: Surroundings,
): Promise<Outcome> {
  const executes = ["run", "test", "build", "dev", "repl"].includes(args[0] ?? "");
  if (via !== "lib" || executes) {
    return await runProcess([...fitzCommand(via === "lib" ? "cli" : via), ...args], surroundings);
  }
  let out = "";
  let err = "";
  const terminal: Terminal = {
    out: (text) => out += text,
    err: (text) => err += text,
    isOutTerminal: false,
    isErrTerminal: false,
    readLine: () => surroundings.stdin ? surroundings.stdin.split("\n")[0]! : null,
    readStdin: () => new TextEncoder().encode(surroundings.stdin ?? ""),
    env: (name) => surroundings.env?.[name],
    files: { ...denoFileSystem, cwd: () => surroundings.cwd },
  };
  const exit = await main(args, terminal);
  return { out, err, exit };
}

/** One text for what a process gave: stdout, then stderr and exit code where there is something to say. */
export function outcomeText({ out, err, exit }: Outcome): string {
  const end = (text: string) => text === "" || text.endsWith("\n") ? text : `${text}\n(no line end)\n`;
  return end(out) + (err === "" ? "" : `--- stderr ---\n${end(err)}`) +
    (exit === 0 ? "" : `--- exit ${exit} ---\n`);
}
