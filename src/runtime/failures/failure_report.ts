/** Run-time errors as users see them: code, message, the failing place, and one line per Fitz call. Frames of emitted code and of the runtime never show. */
import type { Failure } from "./failure.ts";
import { sourcePlace } from "./program_map.ts";

/** A place of the program on the stack. Lines and columns start at 1; columns count UTF-16 units. */
export interface FitzFrame {
  /** Path as users write it. */
  readonly path: string;
  /** Of the file; null when it is not at hand. */
  readonly text: string | null;
  /** Fitz name of the function; null at the top level of a module. */
  readonly functionName: string | null;
  readonly line: number;
  readonly column: number;
  /** UTF-16 units of the expression that was evaluated. */
  readonly length: number;
}

/** The sources behind the URLs in stack traces. */
export interface ProgramSource {
  readonly url: string;
  readonly path: string;
  /** null when the text is not at hand. */
  readonly text: string | null;
}

export interface ProgramSources {
  readonly files: readonly ProgramSource[];
}

/** More lines than this say nothing new. */
const MAX_CALLS = 30;

/** The frames of a stack trace that are Fitz code, innermost first. */
export function fitzFrames(stack: string, sources: ProgramSources): FitzFrame[] {
  const frames: FitzFrame[] = [];
  for (const line of stack.split("\n")) {
    const place = sourcePlace(line);
    if (!place) continue;
    const name = /^\s+at (?:async )?(?:(.+?) \()?/.exec(line)?.[1] ?? "";
    // Routers and route functions are ours; they have no place in the source.
    if (/^\$+(route_|find_|dispatch|send)/.test(name)) continue;
    const file = sources.files.find((one) => one.url === place.url);
    // Declarations of the emitter's own have names of this form.
    if (!file || (name.startsWith("$$") && !name.startsWith("$$default_"))) continue;
    const { path, text } = file;
    frames.push({ ...place, path, text, functionName: fitzName(name) });
  }
  return frames;
}

/** Where emitted code lies when its source map is left out. */
const EMITTED_PLACE = /\bfitz:program\/\d+:/;

/** The Fitz functions of a stack trace without source map, innermost first: `--no-source-map` leaves no more. */
export function fitzFunctionNames(stack: string): string[] {
  const names: string[] = [];
  for (const line of stack.split("\n")) {
    const name = /^\s+at (?:async )?(.+?) \(/.exec(line)?.[1];
    if (name === undefined || !EMITTED_PLACE.test(line)) continue;
    if (name.startsWith("$$") && !name.startsWith("$$default_")) continue;
    names.push(fitzName(name) ?? "(top level)");
  }
  return names;
}

/** Names of emitted functions: `$module0` runs a top level, `Account$add` is a method, `name$` and `name$1` avoid names of JavaScript. */
function fitzName(name: string): string | null {
  const last = name.replace(/^(?:new |Object\.|Array\.)/, "").replace(/ \[as .*\]$/, "");
  if (/^\$module\d+$/.test(last)) return null;
  if (last.startsWith("$$default_")) return "a default value";
  if (last === "" || last === "<anonymous>" || last.startsWith("$")) return "fn";
  return last.replace(/\$\d*$/, "").replace("$", ".");
}

/** The report of an uncaught failure, with a line end after each line. */
export function failureReport(failure: Failure, sources: ProgramSources): string {
  const frames = fitzFrames(failure.stack ?? "", sources);
  const lines = [`error[${failure.code}]: ${failure.message}`];
  const [innermost] = frames;
  const width = innermost ? String(innermost.line).length : 1;
  const margin = " ".repeat(width);
  if (innermost) lines.push(...place(innermost, margin));
  for (const detail of failure.details) lines.push(`${margin} ${detail}`);
  for (const help of failure.help) lines.push(`${margin} = help: ${help}`);
  // A failure of the top level itself has no calls to show.
  const calls = frames.length === 1 && innermost.functionName === null ? [] : frames;
  for (const { functionName, path, line } of calls.slice(0, MAX_CALLS)) {
    lines.push(`${margin} in ${functionName ?? "the top level"} (${path}:${line})`);
  }
  if (calls.length > MAX_CALLS) lines.push(`${margin} … and ${calls.length - MAX_CALLS} more calls`);
  return lines.map((line) => `${line}\n`).join("");
}

function place(frame: FitzFrame, margin: string): string[] {
  const text = frame.text?.split("\n")[frame.line - 1]?.replace(/\r$/, "");
  const before = text?.slice(0, frame.column - 1) ?? "";
  const column = text === undefined ? frame.column : [...before].length + 1;
  const arrow = `${margin}--> ${frame.path}:${frame.line}:${column}`;
  if (text === undefined) return [arrow];
  const indent = [...before].map((c) => c === "\t" ? "    " : " ".repeat(cells(c))).join("");
  const marked = [...text.slice(frame.column - 1, frame.column - 1 + frame.length)];
  const carets = "^".repeat(Math.max(1, marked.reduce((sum, c) => sum + cells(c), 0)));
  return [
    arrow,
    `${margin} |`,
    `${frame.line} | ${text.replaceAll("\t", "    ")}`,
    `${margin} | ${indent}${carets}`,
  ];
}

/** Columns a character takes in a terminal. */
function cells(character: string): number {
  const code = character.codePointAt(0)!;
  if (/\p{Mn}/u.test(character)) return 0;
  const isWide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff);
  return isWide ? 2 : 1;
}
