/** `FITZ_FLAGS_FILE`: a `[flags]` table that may change while the program runs (production.md 12). */
import type { TomlResult, TomlValue } from "../../syntax/toml.ts";
import { type Host, host } from "../host/host.ts";
import { logRecord } from "../log/log_record.ts";
import type { FlagEntry } from "./flags.ts";

export type FlagTable = ReadonlyMap<string, FlagEntry>;

/** How old what is known of the file may be: a change counts within 5 s. */
const MAX_AGE_MS = 2000;

let parse: ((text: string) => TomlResult) | undefined;
let file: FlagFile | null = null;
let openedFor: Host | undefined;

/** Makes flag files readable; must have ended before the first flag is asked for. Does nothing without a file. */
export async function prepareFlagFile(): Promise<void> {
  if (host().env.get("FITZ_FLAGS_FILE")) parse ??= (await import("../../syntax/toml.ts")).readToml;
}

/** The file's flags as they are now; null without a file. */
export function currentFlagFile(): FlagTable | null {
  if (openedFor !== host()) {
    openedFor = host();
    const path = host().env.get("FITZ_FLAGS_FILE");
    file = path && parse ? new FlagFile(path, parse) : null;
  }
  return file === null ? null : file.table();
}

class FlagFile {
  #table: FlagTable = new Map();
  #changed = "";
  #looked = -Infinity;
  #problem = "";

  constructor(private readonly path: string, private readonly parse: (text: string) => TomlResult) {}

  table(): FlagTable {
    const now = host().monotonic();
    if (now - this.#looked >= MAX_AGE_MS) {
      this.#looked = now;
      this.#look();
    }
    return this.#table;
  }

  #look(): void {
    try {
      const { mtime, size, ino } = Deno.statSync(this.path);
      const changed = `${mtime?.getTime()} ${size} ${ino}`;
      if (changed === this.#changed) return;
      this.#changed = changed;
      this.#read(Deno.readTextFileSync(this.path));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#changed = "";
      this.#warn(error instanceof Deno.errors.NotFound ? "the file does not exist" : error.message);
    }
  }

  /** A file that cannot be read leaves the flags as they were. */
  #read(text: string): void {
    const result = this.parse(text);
    if ("message" in result) {
      this.#warn(`invalid TOML in line ${result.line}: ${result.message}`);
      return;
    }
    this.#problem = "";
    const { flags = {} } = result.table;
    const table = new Map<string, FlagEntry>();
    for (const [name, value] of Object.entries(flags)) {
      const entry = flagEntry(value);
      if (entry === null) {
        this.#warn(`\`${name}\` must be true, false or a table with \`default\` and \`percent\``);
      } else table.set(name, entry);
    }
    this.#table = table;
  }

  /** Each problem once, as long as it lasts. */
  #warn(problem: string): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    logRecord("runtime", "warn", "flag.bad_file", [["file", this.path], ["problem", problem]]);
  }
}

function flagEntry(value: TomlValue): FlagEntry | null {
  if (typeof value === "boolean") return { default: value, percent: null };
  if (typeof value !== "object" || Array.isArray(value) || value instanceof Date) return null;
  const { default: isOn = false, percent = null } = value;
  const isShare = percent === null || (typeof percent === "number" && percent >= 0 && percent <= 100);
  return typeof isOn === "boolean" && isShare ? { default: isOn, percent: percent as number | null } : null;
}
