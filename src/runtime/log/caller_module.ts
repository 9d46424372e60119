/** Which module of the program calls: asked only when `FITZ_LOG` tells modules apart. */
import { sourcePlace } from "../failures/program_map.ts";

let root: () => string | null = () => null;
let known: string | null | undefined;

/** Tells which directory (path or URL) module paths are relative to: the one of the program's entry. Asked at most once. */
export function setModuleRoot(directory: () => string | null): void {
  root = directory;
  known = undefined;
}

function rootPath(): string | null {
  if (known === undefined) {
    const directory = root();
    known = directory === null ? null : pathOf(directory).replace(/\/?$/, "/");
  }
  return known;
}

function pathOf(file: string): string {
  return file.startsWith("file://") ? decodeURIComponent(file.slice(7)) : file;
}

/** Target of the innermost Fitz frame of the calling code: `app.billing.invoice`; `app` when there is none. */
export function callerTarget(): string {
  for (const line of (new Error().stack ?? "").split("\n")) {
    const url = sourcePlace(line)?.url;
    if (url?.endsWith(".fitz")) return targetOf(pathOf(url));
  }
  return "app";
}

function targetOf(path: string): string {
  const folder = rootPath();
  const inside = folder !== null && path.startsWith(folder)
    ? path.slice(folder.length)
    : path.slice(path.lastIndexOf("/") + 1);
  return "app." + inside.replace(/\.fitz$/, "").replaceAll("/", ".");
}
