/** The `fs` namespace (stdlib.md section 22): every failure is an Err that names the path. */
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { attemptOnFile as attempt, readTextFile } from "../../src/runtime/host/files.ts";
import { compareText } from "../../src/runtime/text/text.ts";
import type { Result } from "../../src/runtime/values/result.ts";

function contentBytes(content: unknown): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : typeError("Str or Bytes", content);
}

function write(path: string, content: unknown, isAppended: boolean): Result {
  const bytes = contentBytes(content);
  return attempt("write", path, () => Deno.writeFileSync(path, bytes, { append: isAppended }));
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

function list(path: string): Result {
  return attempt(
    "list",
    path,
    () => Array.from(Deno.readDirSync(path), (entry) => entry.name).sort(compareText),
  );
}

export const implementations = {
  "fs.read": (path: string) => attempt("read", path, () => readTextFile(path)),
  "fs.read_bytes": (path: string) => attempt("read", path, () => Deno.readFileSync(path)),
  "fs.write": (path: string, content: unknown) => write(path, content, false),
  "fs.append": (path: string, content: unknown) => write(path, content, true),
  "fs.exists": exists,
  "fs.list": list,
  "fs.remove": (path: string) => attempt("remove", path, () => Deno.removeSync(path)),
  "fs.mkdir_all": (path: string) => attempt("make", path, () => Deno.mkdirSync(path, { recursive: true })),
};
