/** The files of a static folder, for the executable: what a server would serve from it, and nothing else. */
import { join } from "node:path";
import { fileReason } from "../../runtime/host/files.ts";
import type { EmbeddedIndex } from "../../runtime/http/static/embedded_files.ts";
import { etagOf } from "../../runtime/http/static/etag.ts";
import { isVisibleBelow } from "../../runtime/http/static/folder.ts";
import { isFileName } from "../../runtime/http/static/static_files.ts";

export interface CollectedFiles {
  readonly index: EmbeddedIndex;
  /** One after the other, in the order of the index. */
  readonly contents: Uint8Array;
}

/** A folder or a file in it that cannot be read; the message names it. */
export class StaticFolderError extends Error {
  override readonly name = "StaticFolderError";
}

/** Sorted by path, so that equal folders give equal executables. @throws StaticFolderError */
export function collectStaticFiles(folder: string, shown: string): CollectedFiles {
  const found: [path: string, content: Uint8Array][] = [];
  const root = reading(shown, () => Deno.realPathSync(folder));
  walk(root, "", [root]);
  found.sort(([a], [b]) => a < b ? -1 : 1);
  const index: Record<string, [number, number, string]> = {};
  let offset = 0;
  for (const [path, content] of found) {
    index[path] = [offset, content.length, etagOf(content)];
    offset += content.length;
  }
  const contents = new Uint8Array(offset);
  for (const [path, content] of found) contents.set(content, index[path]![0]);
  return { index, contents };

  function walk(directory: string, prefix: string, around: readonly string[]): void {
    for (const { name } of reading(join(shown, prefix), () => [...Deno.readDirSync(directory)])) {
      if (!isFileName(name)) continue;
      const path = `${prefix}${name}`;
      const real = realPath(join(directory, name));
      if (real === null || !isVisibleBelow(real, root)) continue;
      const info = reading(join(shown, path), () => Deno.lstatSync(real));
      if (info.isFile) found.push([path, reading(join(shown, path), () => Deno.readFileSync(real))]);
      // A link may lead back to a folder around it.
      else if (info.isDirectory && !around.includes(real)) walk(real, `${path}/`, [...around, real]);
    }
  }
}

function reading<T>(shown: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new StaticFolderError(`cannot embed ${shown}: ${fileReason(error)}`);
  }
}

/** null for a link that leads nowhere. */
function realPath(path: string): string | null {
  try {
    return Deno.realPathSync(path);
  } catch {
    return null;
  }
}
