/** A `fitz dev` as a process, with real files and real requests. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { executable, fitzCommand } from "../harness/fitz.ts";

const MOST_MILLISECONDS = 12_000;

export interface DevOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly via?: "cli" | "binary";
}

export const hasExecutable = exists(executable);

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

export class DevProcess {
  /** All of stdout and stderr so far. */
  output = "";
  /** Ends with the output of the process and of those that it started. */
  readonly read: Promise<unknown>;
  #waiting: (() => void)[] = [];

  constructor(
    readonly folder: string,
    readonly port: number,
    readonly process: Deno.ChildProcess,
  ) {
    this.read = Promise.all([process.stdout, process.stderr].map((stream) => this.#read(stream)));
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      this.output += chunk;
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    Deno.mkdirSync(dirname(this.path(name)), { recursive: true });
    Deno.writeTextFileSync(this.path(name), text);
  }

  /** Waits for a text in what comes after the first `from` characters; gives the place behind it. */
  async says(pattern: string | RegExp, from = 0): Promise<number> {
    const deadline = performance.now() + MOST_MILLISECONDS;
    while (true) {
      const rest = this.output.slice(from);
      const found = typeof pattern === "string" ? rest.indexOf(pattern) : rest.search(pattern);
      if (found >= 0) return from + found + (typeof pattern === "string" ? pattern.length : 1);
      const left = deadline - performance.now();
      assert.ok(left > 0, `never said ${pattern}:\n${this.output}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 200));
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Asks until the body of the answer is `wanted`. */
  async answers(wanted: string, path = "/"): Promise<void> {
    const deadline = performance.now() + MOST_MILLISECONDS;
    let last = "";
    while (performance.now() < deadline) {
      last = await this.ask(path).catch((error) => String(error));
      if (last === wanted) return;
      await pause(10);
    }
    assert.fail(`never answered ${wanted}, at last ${last}\n${this.output}`);
  }

  async ask(path = "/"): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      headers: { connection: "close" },
      signal: AbortSignal.timeout(2000),
    });
    const text = await response.text();
    return response.headers.get("content-type")?.startsWith("application/json") ? JSON.parse(text) : text;
  }

  /** How many runs there were. */
  get runs(): number {
    return this.output.match(/^run #\d+/gm)?.length ?? 0;
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Starts `fitz dev` in a folder with these files; `PORT` in them and in arguments is a free port. Nothing of it is left afterwards. */
export async function withDev(
  options: DevOptions,
  action: (dev: DevProcess) => Promise<void>,
): Promise<void> {
  const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-dev-" }));
  const port = freePort();
  for (const [name, text] of Object.entries(options.files)) {
    Deno.mkdirSync(dirname(join(folder, name)), { recursive: true });
    Deno.writeTextFileSync(join(folder, name), text.replaceAll("PORT", String(port)));
  }
  const words = fitzCommand(options.via ?? "cli");
  const args = (options.args ?? ["app.fitz"]).map((arg) => arg.replaceAll("PORT", String(port)));
  const process = new Deno.Command(words[0]!, {
    args: [...words.slice(1), "dev", ...args],
    cwd: folder,
    env: { NO_COLOR: "1", ...options.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const dev = new DevProcess(folder, port, process);
  try {
    await action(dev);
  } finally {
    const left = descendants(process.pid);
    try {
      process.kill("SIGKILL");
    } catch {
      // The test has ended it.
    }
    await process.status;
    await allGone(left);
    await dev.read;
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Processes below one, from /proc. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = Deno.readTextFileSync(`/proc/${name}/stat`).split(") ").at(-1)!.split(" ");
      parents.set(Number(name), Number(fields[1]));
    } catch {
      // It has ended.
    }
  }
  const found = [pid];
  for (const at of found) for (const [child, parent] of parents) if (parent === at) found.push(child);
  return found.slice(1);
}

/** Waits until none of the processes runs. */
export async function allGone(pids: readonly number[]): Promise<void> {
  const deadline = performance.now() + MOST_MILLISECONDS;
  let left = pids.filter(isRunning);
  while (left.length > 0) {
    assert.ok(performance.now() < deadline, `left behind: ${left}`);
    await pause(20);
    left = left.filter(isRunning);
  }
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}

export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
