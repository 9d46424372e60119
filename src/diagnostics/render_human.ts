/** Diagnostics as a reader at a terminal sees them (language.md 19.1). */
import type { Diagnostic, Label, SourceFile } from "./diagnostic.ts";
import { visible } from "./display_width.ts";
import { lineIndexOf } from "./line_index.ts";
import { painter, type Style } from "./paint.ts";

export interface HumanOptions {
  /** ANSI colours; the caller decides by terminal and flags. */
  readonly color?: boolean;
}

/** One underline to draw in one line of one file. */
interface Mark {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isMain: boolean;
}

/** Lines longer than this (in UTF-16 units) are cut to a window around the underline. */
const LONG_LINE = 200;
const WINDOW_BEFORE = 40;
const WINDOW_AFTER = 120;

/** One diagnostic with its frame, without a line end after the last line. */
export function renderHuman(diagnostic: Diagnostic, options: HumanOptions = {}): string {
  const paint = painter(options.color ?? false);
  const tone: Style = diagnostic.severity === "error" ? "error" : "warning";
  const head = headOf(diagnostic, tone, paint);
  const groups = groupByFile(diagnostic);
  let widest = 1;
  for (const group of groups) {
    for (const mark of group.marks) widest = Math.max(widest, String(mark.line).length);
  }
  const margin = " ".repeat(widest);
  const lines = [head];
  for (const [index, group] of groups.entries()) {
    const arrow = index === 0 ? "-->" : ":::";
    const { line, column } = lineIndexOf(group.file).position(group.at);
    lines.push(`${margin}${paint("gutter", arrow)} ${group.file.path}:${line}:${column}`);
    lines.push(...renderFrame(group.file, group.marks, widest, tone, paint));
  }
  const hang = (title: string, text: string) => {
    const [first, ...rest] = text.split("\n");
    lines.push(`${margin} ${paint("gutter", "=")} ${paint("bold", title)}: ${first}`);
    for (const line of rest) lines.push(`${margin}   ${" ".repeat(title.length)}  ${line}`.trimEnd());
  };
  for (const note of diagnostic.notes) hang("note", note);
  for (const help of diagnostic.help) hang("help", help);
  return lines.join("\n");
}

/** `error[type/mismatch]: …`; ids of lint rules, which have no area, follow the message: `warning: … [naming]`. */
function headOf({ severity, code, message }: Diagnostic, tone: Style, paint: Paint): string {
  const text = singleLine(message);
  return code.includes("/")
    ? paint(tone, `${severity}[${code}]`) + paint("bold", `: ${text}`)
    : paint(tone, severity) + paint("bold", `: ${text}`) + ` [${code}]`;
}

interface FileGroup {
  readonly file: SourceFile;
  /** Offset that the arrow line names. */
  readonly at: number;
  readonly marks: Mark[];
}

/** The main file first, then other files in the order in which labels name them. */
function groupByFile(diagnostic: Diagnostic): FileGroup[] {
  const main = { span: diagnostic.span, text: diagnostic.label };
  const groups: FileGroup[] = [];
  const add = (label: Label, isMain: boolean) => {
    let group = groups.find((candidate) => candidate.file === label.span.file);
    if (!group) groups.push(group = { file: label.span.file, at: label.span.start, marks: [] });
    group.marks.push(...marksOf(label, isMain));
  };
  add(main, true);
  for (const label of diagnostic.labels) add(label, false);
  return groups;
}

/** A span over several lines becomes one mark at its first line and one, with the text, at its last. */
function marksOf(label: Label, isMain: boolean): Mark[] {
  const { file, start, end } = label.span;
  const index = lineIndexOf(file);
  const from = Math.max(0, Math.min(start, file.text.length));
  const to = Math.max(from, Math.min(end, file.text.length));
  const firstLine = index.lineAt(from);
  let lastLine = index.lineAt(to);
  // A span that ends with a line break ends on that line, not on the next.
  let lastEnd = to;
  while (lastLine > firstLine && lastEnd <= index.starts[lastLine - 1]!) {
    lastLine--;
    lastEnd = index.lineEnd(lastLine);
  }
  if (firstLine === lastLine) {
    return [{
      line: firstLine,
      start: from,
      end: Math.min(lastEnd, Math.max(from, index.lineEnd(firstLine))),
      text: label.text,
      isMain,
    }];
  }
  const lastStart = index.starts[lastLine - 1]!;
  const indent =
    /^[ \t]*/.exec(file.text.slice(lastStart, Math.min(lastEnd, lastStart + LONG_LINE)))![0].length;
  return [
    { line: firstLine, start: from, end: index.lineEnd(firstLine), text: "", isMain },
    { line: lastLine, start: Math.min(lastStart + indent, lastEnd), end: lastEnd, text: label.text, isMain },
  ];
}

type Paint = (style: Style, text: string) => string;

function renderFrame(
  file: SourceFile,
  marks: readonly Mark[],
  widest: number,
  tone: Style,
  paint: Paint,
): string[] {
  const margin = " ".repeat(widest);
  const bar = paint("gutter", "|");
  const out = [`${margin} ${bar}`];
  const byLine = [...Map.groupBy(marks, (mark) => mark.line)].sort(([a], [b]) => a - b);
  let previous = 0;
  for (const [line, group] of byLine) {
    if (previous !== 0 && line === previous + 2) {
      out.push(sourceLine(file, line - 1, widest, group, paint, true));
    } else if (previous !== 0 && line > previous + 2) out.push(paint("gutter", "..."));
    previous = line;
    out.push(sourceLine(file, line, widest, group, paint, false));
    const shown = windowOf(file, line, group);
    for (const mark of group) {
      const { indent, width } = underline(file, shown, mark);
      const pointer = (mark.isMain ? "^" : "-").repeat(width);
      const style: Style = mark.isMain ? tone : "gutter";
      out.push(
        `${margin} ${bar} ${" ".repeat(indent)}${
          paint(style, mark.text ? `${pointer} ${singleLine(mark.text)}` : pointer)
        }`,
      );
    }
  }
  return out;
}

function sourceLine(
  file: SourceFile,
  line: number,
  widest: number,
  marks: readonly Mark[],
  paint: Paint,
  isBetween: boolean,
): string {
  const index = lineIndexOf(file);
  const shown = isBetween
    ? {
      start: index.starts[line - 1]!,
      end: Math.min(index.lineEnd(line), index.starts[line - 1]! + LONG_LINE),
      isCutBefore: false,
      isCutAfter: false,
    }
    : windowOf(file, line, marks);
  const text = visible(file.text.slice(shown.start, shown.end)).text.trimEnd();
  const gutter = paint("gutter", `${String(line).padStart(widest)} |`);
  return `${gutter} ${shown.isCutBefore ? "…" : ""}${text}${shown.isCutAfter ? "…" : ""}`.trimEnd();
}

interface Window {
  readonly start: number;
  readonly end: number;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** The part of a line that is shown: all of it, or a stretch around its first mark. */
function windowOf(file: SourceFile, line: number, marks: readonly Mark[]): Window {
  const index = lineIndexOf(file);
  const lineStart = index.starts[line - 1]!;
  const lineEnd = index.lineEnd(line);
  if (lineEnd - lineStart <= LONG_LINE) {
    return { start: lineStart, end: lineEnd, isCutBefore: false, isCutAfter: false };
  }
  const focus = marks.find((mark) => mark.isMain)?.start ?? marks[0]!.start;
  const start = onCharacter(file.text, Math.max(lineStart, focus - WINDOW_BEFORE));
  const end = onCharacter(file.text, Math.min(lineEnd, focus + WINDOW_AFTER));
  return { start, end, isCutBefore: start > lineStart, isCutAfter: end < lineEnd };
}

/** Moves an offset out of the middle of a surrogate pair. */
function onCharacter(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff && offset > 0 ? offset - 1 : offset;
}

function underline(file: SourceFile, shown: Window, mark: Mark): { indent: number; width: number } {
  const start = Math.max(shown.start, Math.min(mark.start, shown.end));
  const end = Math.max(start, Math.min(mark.end, shown.end));
  const before = visible(file.text.slice(shown.start, start)).width;
  const width = visible(file.text.slice(start, end), before).width;
  return { indent: before + (shown.isCutBefore ? 1 : 0), width: Math.max(1, width) };
}

function singleLine(text: string): string {
  const flat = text.replace(/\s*\n\s*/g, " ");
  return visible(flat).text;
}
