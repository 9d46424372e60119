/** Compiles and runs programs given as texts, without files. */
import { assemble } from "../../src/app/assemble.ts";
import type { App } from "../../src/app/manifest.ts";
import { check } from "../../src/check/check.ts";
import { loosen } from "../../src/check/lenient/loosen.ts";
import { emitJs, type EmitOptions, type EmittedProgram } from "../../src/emit/js/emit.ts";
import { FileError, type FileSystem } from "../../src/project/file_system.ts";
import { loadProgram } from "../../src/project/load.ts";
import { runProgram } from "../../src/runtime/program/program.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { capturingHost } from "../harness/run_source.ts";

/** Files by name; the entry is `main.fitz`. */
export type Files = Readonly<Record<string, string>>;

function fileSystem(files: Files): FileSystem {
  const find = (path: string): string | undefined => files[path.replace(/^\/p\//, "")];
  const unused = (): never => {
    throw new Error("not for these tests");
  };
  return {
    cwd: () => "/p",
    read: (path) => {
      const text = find(path);
      if (text === undefined) throw new FileError("missing", path, "no such file");
      return new TextEncoder().encode(text);
    },
    kind: (path) => find(path) === undefined ? null : "file",
    canonical: (path) => path,
    list: unused,
    write: unused,
    removeTree: unused,
  };
}

/** Emits a program; static errors fail unless `isLenient`. */
export function emitText(
  source: string | Files,
  { isLenient = false, ...options }: Partial<EmitOptions> & { readonly isLenient?: boolean } = {},
): EmittedProgram & { readonly app: App } {
  const files = typeof source === "string" ? { "main.fitz": source } : source;
  const parsed = loadProgram("/p/main.fitz", fileSystem(files), { base: "/p" });
  const checked = check(parsed);
  const error = checked.diagnostics.find((one) => one.severity === "error");
  if (error && !isLenient) throw new Error(`${error.code}: ${error.message}\n${files["main.fitz"]}`);
  const { app } = assemble(checked);
  const program = isLenient ? loosen(parsed, checked) : checked;
  return { ...emitJs(program, app, { sourceMap: true, ...options }), app };
}

export interface RunResult {
  readonly out: string;
  readonly err: string;
  readonly exit: number;
}

/** Runs a program to its end. */
export async function runText(source: string | Files, isLenient = false): Promise<RunResult> {
  const files = typeof source === "string" ? { "main.fitz": source } : source;
  const { code, app } = emitText(source, { isLenient });
  const { host, texts } = capturingHost([], { cwd: "/p" });
  setHost(host);
  const exit = await runProgram(code, app, { sources: new Map(Object.entries(files)) });
  return { ...texts(), exit };
}
