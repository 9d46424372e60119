/** Finds the cases: folders below `<root>/<suite>/` that hold an input, a `case.jsonc` or something expected. No list of names anywhere. */
import { join, resolve } from "node:path";
import { parseJsonc } from "./jsonc.ts";

export interface CaseSettings {
  /** Source that the case is about; default: the first of input.fitz, main.fitz, src/main.fitz that is there. */
  readonly entry?: string;
  /** Arguments: of the program (run) or of fitz (cli). */
  readonly args?: readonly string[];
  /** cli: several commands one after the other, each `["fitz", …]` or a program of the case's folder. */
  readonly commands?: readonly (readonly string[])[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** cli: the folder that the commands run in a copy of, in place of the case's own; relative to it. */
  readonly folder?: string;
  /** Exit code; default 0 where it is not part of the expected text. */
  readonly exit?: number;
  /** cli: files to show after the last command. */
  readonly show?: readonly string[];
  /** http: requests, one after the other. */
  readonly steps?: readonly HttpStep[];
  /** http: response headers to show besides the usual ones. */
  readonly headers?: readonly string[];
  /** http: whether to compare what the service writes to stderr, too. */
  readonly log?: boolean;
  /** The case makes executables, which from the sources needs Deno's runtime for them. */
  readonly compiles?: boolean;
  /** Why the case does not run. */
  readonly skip?: string;
  /** Ways that the case is limited to. */
  readonly via?: readonly string[];
}

export interface HttpStep {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly json?: unknown;
  /** Body bytes, base64. */
  readonly bodyBase64?: string;
  /** Bytes to write to the connection as they are, base64; or `raw` as text. */
  readonly rawBase64?: string;
  readonly raw?: string;
  /** How often; answers must be equal. */
  readonly repeat?: number;
  /** Milliseconds to wait before. */
  readonly wait?: number;
}

export interface Case {
  readonly suite: string;
  /** `suite/area/case` */
  readonly name: string;
  readonly folder: string;
  readonly settings: CaseSettings;
}

/** All cases of all roots, sorted by name. */
export function discoverCases(): Case[] {
  const here = new URL("../fixtures", import.meta.url).pathname;
  const roots = (Deno.env.get("FITZ_FIXTURES") ?? here).split(":").filter((root) => root !== "").map((root) =>
    resolve(root)
  );
  const cases: Case[] = [];
  for (const root of roots) {
    for (const suite of foldersOf(root)) walk(join(root, suite), suite, suite, cases);
  }
  return cases.sort((a, b) => a.name < b.name ? -1 : 1);
}

function walk(folder: string, suite: string, name: string, cases: Case[]): void {
  const files = [...Deno.readDirSync(folder)].map((entry) => entry.name);
  const isCase = files.some((file) =>
    file === "case.jsonc" || file === "input.fitz" || file.startsWith("expected")
  );
  if (!isCase) {
    for (const inner of foldersOf(folder)) walk(join(folder, inner), suite, `${name}/${inner}`, cases);
    return;
  }
  const settings = files.includes("case.jsonc")
    ? parseJsonc(Deno.readTextFileSync(join(folder, "case.jsonc"))) as CaseSettings
    : {};
  cases.push({ suite, name, folder, settings });
}

function foldersOf(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter((entry) => entry.isDirectory).map((entry) => entry.name).sort();
}

/** The source that a case is about, relative to its folder. */
export function entryOf({ folder, settings, name }: Case): string {
  // A program that lies elsewhere, such as an example, runs where it is.
  if (settings.entry) {
    return settings.entry.startsWith("../") ? resolve(folder, settings.entry) : settings.entry;
  }
  for (const candidate of ["input.fitz", "main.fitz", "src/main.fitz"]) {
    try {
      if (Deno.statSync(join(folder, candidate)).isFile) return candidate;
    } catch {
      // Try the next.
    }
  }
  throw new Error(`the case ${name} has no input.fitz`);
}
