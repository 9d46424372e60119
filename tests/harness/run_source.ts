/** Runs a program in this process and catches what it prints. */
import type { DocumentName } from "../../src/runtime/http/automatic_paths.ts";
import { documentOf } from "../../src/cli/document_of.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { compileTarget } from "../../src/project/compile.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { findTarget, type TargetRequest } from "../../src/project/target.ts";
import { type Host, setHost } from "../../src/runtime/host/host.ts";
import { runProgram } from "../../src/runtime/program/program.ts";
import { wait } from "../../src/runtime/time/wait.ts";
import type { Outcome, Surroundings } from "./fitz.ts";

/**
 * Compiles and runs; diagnostics and run-time errors are in `err`, as `fitz run` writes them. A service runs until `stop`; `onStderr` is told all that it has written there.
 */
export async function runInProcess(
  request: TargetRequest,
  args: readonly string[],
  surroundings: Surroundings,
  service: { stop?: AbortSignal; onStderr?: (text: string) => void } = {},
): Promise<Outcome> {
  const files = { ...denoFileSystem, cwd: () => surroundings.cwd };
  const { code, app, checked, diagnostics } = await compileTarget(findTarget(request, files), files);
  const { host, texts, end } = capturingHost(args, surroundings, service.onStderr);
  host.stderr(renderDiagnostics(diagnostics));
  if (code === null || !app || !checked) return { ...texts(), exit: 1 };
  setHost(host);
  const sources = new Map(checked.modules.map((module) => [module.file.path, module.file.text]));
  const options = {
    sources,
    document: (name: DocumentName) => documentOf(app, name),
    ...(service.stop ? { stop: service.stop } : {}),
  };
  const before = Deno.cwd();
  Deno.chdir(surroundings.cwd);
  try {
    const exit = await runProgram(code, app, options);
    return { ...texts(), exit };
  } finally {
    Deno.chdir(before);
    end();
  }
}

/** A host over strings. After `end` nothing that sleeps wakes up: a process of its own would have ended, and what goes on would print into the next program. */
export function capturingHost(
  args: readonly string[],
  { env, stdin }: Surroundings,
  onStderr: (text: string) => void = () => {},
): { host: Host; texts: () => { out: string; err: string }; end: () => void } {
  const over = new AbortController();
  let out = "";
  let err = "";
  const variables = new Map(Object.entries({ ...Deno.env.toObject(), NO_COLOR: "1", ...env }));
  const lines = (stdin ?? "").split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return {
    texts: () => ({ out, err }),
    end: () => over.abort(),
    host: {
      stdout: (text) => void (out += text),
      stderr: (text) => {
        err += text;
        onStderr(err);
      },
      readLine: () => lines.shift() ?? null,
      env: {
        get: (key) => variables.get(key),
        set: (key, value) => void variables.set(key, value),
        all: () => Object.fromEntries(variables),
      },
      args,
      now: () => Date.now(),
      monotonic: () => performance.now(),
      sleep: async (milliseconds, signal) => {
        const ends = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
        await wait(milliseconds, ends);
        if (over.signal.aborted) await new Promise(() => {});
      },
      isStderrTerminal: false,
    },
  };
}
