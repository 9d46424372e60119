/** `fitz` as an executable, made by `deno compile` from the sources that are running; the base of `fitz build` under `deno run`. */
import { join } from "node:path";
import { version } from "../../project/version.ts";
import { cacheRoot } from "../cache_root.ts";
import { makeExecutable } from "./make_executable.ts";

/** The path of the base executable. It is kept in the cache for a version that comes from a URL and made anew for local sources that have changed. */
export async function compileBase(options: { isVerbose?: boolean } = {}): Promise<string> {
  const entry = new URL("../bin.ts", import.meta.url);
  const folder = join(cacheRoot(), "base");
  const prefix = `fitz-${version}-deno-${Deno.version.deno}-${await digest(entry.href)}`;
  const path = join(folder, `${prefix}-${await digest(contents(entry))}`);
  try {
    if (Deno.statSync(path).isFile) return path;
  } catch {
    // Not made yet.
  }
  Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const work = Deno.makeTempDirSync({ dir: folder });
  try {
    const made = await makeExecutable(entry, work, options);
    for (const old of Deno.readDirSync(folder)) {
      if (old.name.startsWith(prefix)) Deno.removeSync(join(folder, old.name));
    }
    Deno.renameSync(made, path);
  } finally {
    Deno.removeSync(work, { recursive: true });
  }
  return path;
}

/** What local sources are made of; nothing for a URL, whose version never changes. */
function contents(entry: URL): string {
  if (entry.protocol !== "file:") return "";
  return ["src", "stdlib", "grammar"].map((room) => newestOf(new URL(`../../${room}/`, entry))).join("");
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(bytes).toHex().slice(0, 12);
}

/** Names, sizes and times of all files below a folder. */
function newestOf(folder: URL): string {
  let text = "";
  for (const entry of Deno.readDirSync(folder)) {
    const url = new URL(entry.isDirectory ? `${entry.name}/` : entry.name, folder);
    if (entry.isDirectory) text += newestOf(url);
    else {
      const info = Deno.statSync(url);
      text += `${url.pathname}:${info.size}:${info.mtime?.getTime()}\n`;
    }
  }
  return text;
}
