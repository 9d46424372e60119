/** What was entered, also in earlier sessions: one entry per line of a file, line ends written as `\n`. */
import { dirname, join } from "node:path";

const MOST_ENTRIES = 1000;

/** `~/.fitz/history`, or in `FITZ_HOME`; null where there is no home. */
export function historyPath(env: (name: string) => string | undefined): string | null {
  const home = env("FITZ_HOME") ||
    (env("HOME") || env("USERPROFILE")) && join(env("HOME") || env("USERPROFILE")!, ".fitz");
  return home ? join(home, "history") : null;
}

export class History {
  readonly entries: string[];

  /** A file that cannot be read is an empty one; `path` null keeps the entries in memory. */
  constructor(private readonly path: string | null) {
    this.entries = readEntries(path);
  }

  /** Adds what is not the same as the last entry; a file that cannot be written is passed over. */
  add(text: string): void {
    const entry = text.trimEnd();
    if (entry === "" || entry === this.entries.at(-1)) return;
    this.entries.push(entry);
    if (this.path === null) return;
    try {
      Deno.mkdirSync(dirname(this.path), { recursive: true });
      if (this.entries.length > MOST_ENTRIES * 2) {
        // Now and then the file is written anew, with its youngest entries.
        this.entries.splice(0, this.entries.length - MOST_ENTRIES);
        Deno.writeTextFileSync(this.path, this.entries.map(encode).join(""), { mode: 0o600 });
      } else Deno.writeTextFileSync(this.path, encode(entry), { append: true, mode: 0o600 });
    } catch {
      // The session has its history all the same.
    }
  }

  /** Index of the nearest entry before `from` that holds `text`; -1 for none. */
  search(text: string, from: number): number {
    for (let at = Math.min(from, this.entries.length) - 1; at >= 0; at--) {
      if (this.entries[at]!.includes(text)) return at;
    }
    return -1;
  }
}

function readEntries(path: string | null): string[] {
  try {
    const lines = path === null ? [] : Deno.readTextFileSync(path).split("\n");
    return lines.filter((line) => line !== "").map(decode).slice(-MOST_ENTRIES);
  } catch {
    return [];
  }
}

function encode(entry: string): string {
  return `${entry.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}\n`;
}

function decode(line: string): string {
  return line.replace(/\\(\\|n)/g, (_, c) => c === "n" ? "\n" : "\\");
}
