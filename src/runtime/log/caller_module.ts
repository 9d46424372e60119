/** Which module of the program calls: asked only when `FITZ_LOG` tells modules apart. */
import { sourceStack } from "../failures/program_map.ts";

const FRAME = /((?:file:\/\/)?[^()\s]*\.fitz):\d+:\d+\)?$/;

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
  for (const line of sourceStack(new Error().stack ?? "").split("\n")) {
    const file = FRAME.exec(line)?.[1];
    if (file !== undefined) return targetOf(pathOf(file));
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
