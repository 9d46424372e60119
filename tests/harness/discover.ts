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
  /** cli: the folder that the commands run in a copy of (http, ws: the program runs in), in place of the case's own; relative to it. */
  readonly folder?: string;
  /** Exit code; default 0 where it is not part of the expected text. */
  readonly exit?: number;
  /** cli: files to show after the last command. */
  readonly show?: readonly string[];
  /** http: requests, one after the other; ws: what clients do, too. */
  readonly steps?: readonly SocketStep[];
  /** http: response headers to show besides the usual ones. */
  readonly headers?: readonly string[];
  /** http, ws: whether to compare what the service writes to stderr, too. */
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

/**
 * A step of the ws suite: of a client, or else a request of the usual form. In texts `[x*1000]` stands for 1000 times x, and `$name` for what a step with `as` has read.
 */
export interface SocketStep extends HttpStep {
  readonly client?: string;
  /** Path to open; `headers` go along. */
  readonly connect?: string;
  /** connect: whether pings are answered; default true. */
  readonly pongs?: boolean;
  /** Value of a text frame, as JSON. */
  readonly send?: unknown;
  /** A text frame as it is. */
  readonly text?: string;
  /** A binary frame, base64. */
  readonly bytes?: string;
  /** A frame or part of one as no decent client sends it: its payload is `text` or `bytes`. */
  readonly opcode?: number;
  /** Whether the part is the last one; default true. */
  readonly last?: boolean;
  /** How often to send it. */
  readonly times?: number;
  /** Whether to read one frame after each. */
  readonly answered?: boolean;
  /** Reads that many frames, or until one is the value (JSON) or the connection is over (`"end"`). */
  readonly expect?: number | "end";
  /** expect: the name under which later steps know the value. */
  readonly as?: string;
  /** Milliseconds in which nothing may come; pings are answered meanwhile. */
  readonly silent?: number;
  /** Close code, or null for a close frame without one. */
  readonly close?: number | null;
  readonly reason?: string;
  /** Ends the TCP connection without a word. */
  readonly drop?: boolean;
  /** Writes down whether pings have come. */
  readonly pings?: boolean;
  /** Stops the service as SIGTERM does. */
  readonly stop?: boolean;
  /** A request is sent again until its body is this text. */
  readonly until?: string;
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
