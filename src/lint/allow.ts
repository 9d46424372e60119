/** `@allow(id)` and `@allow_file(id)` in comments (toolchain.md 12.1). */
import type { Range } from "../check/context.ts";
import {
  type Diagnostic,
  diagnostic,
  type Edit,
  type SourceFile,
  type Span,
} from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did_you_mean.ts";
import { type LineIndex, lineIndexOf } from "../diagnostics/line_index.ts";
import type { Node, Program } from "../syntax/ast.ts";
import type { Comment } from "../syntax/token.ts";
import { forEachChild } from "../syntax/visitor.ts";

/** One id of one comment, and the lines whose findings it suppresses. */
interface Allowance {
  readonly id: string;
  readonly comment: Comment;
  /** The id inside the comment. */
  readonly at: Range;
  /** The list of ids in its parentheses. */
  readonly list: Range;
  /** From `@` to `)`. */
  readonly whole: Range;
  readonly isOnly: boolean;
  readonly from: number;
  readonly to: number;
  isUsed: boolean;
}

export class Allowances {
  readonly #all: Allowance[] = [];

  constructor(readonly file: SourceFile, program: Program, comments: readonly Comment[]) {
    const marked = comments.filter((comment) => file.text.startsWith("@allow", atSign(file, comment)));
    if (marked.length === 0) return;
    const index = lineIndexOf(file);
    const lines = new CodeLines(file, index, comments);
    const blocks = definitionLines(program, index);
    const first = firstComments(file, comments);
    for (const comment of marked) this.#read(comment, index, lines, blocks, first.has(comment));
  }

  #read(
    comment: Comment,
    index: LineIndex,
    lines: CodeLines,
    blocks: ReadonlyMap<number, number>,
    isFirst: boolean,
  ): void {
    const text = this.file.text.slice(comment.start, comment.end);
    for (const match of text.matchAll(/@allow(_file)?\(([^()]*)\)/g)) {
      if (match[1] && !isFirst) continue;
      const target = lines.codeBelow(index.lineAt(comment.end));
      const [from, to] = match[1] ? [0, Infinity] : [target, blocks.get(target) ?? target];
      const whole = {
        start: comment.start + match.index,
        end: comment.start + match.index + match[0].length,
      };
      const list = { start: whole.end - 1 - match[2]!.length, end: whole.end - 1 };
      const ids = [...match[2]!.matchAll(/[^\s,]+/g)];
      for (const id of ids) {
        const start = list.start + id.index;
        this.#all.push({
          id: id[0],
          comment,
          at: { start, end: start + id[0].length },
          list,
          whole,
          isOnly: ids.length === 1,
          from,
          to,
          isUsed: false,
        });
      }
    }
  }

  /** Whether a finding is suppressed; what suppresses it counts as used. */
  covers(id: string, line: number): boolean {
    let isCovered = false;
    for (const one of this.#all) {
      if (one.id !== id || line < one.from || line > one.to) continue;
      one.isUsed = true;
      isCovered = true;
    }
    return isCovered;
  }

  /** Findings about ids that are unknown, or that suppressed nothing though their rule ran. */
  unused(id: string, known: readonly string[], isOn: (id: string) => boolean): Diagnostic[] {
    const found: Diagnostic[] = [];
    for (const one of this.#all) {
      if (one.isUsed || (known.includes(one.id) && !isOn(one.id))) continue;
      const near = known.includes(one.id) ? null : didYouMean(one.id, known);
      const span: Span = { file: this.file, ...one.at };
      const message = known.includes(one.id)
        ? `this comment allows \`${one.id}\`, which finds nothing here`
        : `there is no lint rule \`${one.id}\``;
      found.push(diagnostic("warning", id, span, message, {
        help: [
          near
            ? `did you mean \`${near}\`?`
            : one.isOnly
            ? "remove the comment"
            : "remove the id from the list",
        ],
        fixes: [
          near
            ? {
              title: `change to \`${near}\``,
              safe: true,
              edits: [{ span, replacement: near }],
            }
            : {
              title: one.isOnly ? "remove the comment" : `remove \`${one.id}\``,
              safe: true,
              edits: [this.#removal(one)],
            },
        ],
      }));
    }
    return found;
  }

  #removal(one: Allowance): Edit {
    const { text } = this.file;
    const at = (range: Range): Edit => ({ span: { file: this.file, ...range }, replacement: "" });
    if (!one.isOnly) {
      // With the comma after it, or, for the last one, the comma before.
      const after = /^\s*,\s*/.exec(text.slice(one.at.end, one.list.end));
      if (after) return at({ start: one.at.start, end: one.at.end + after[0].length });
      const before = /\s*,\s*$/.exec(text.slice(one.list.start, one.at.start));
      return at({ start: one.at.start - (before?.[0].length ?? 0), end: one.at.end });
    }
    const lineStart = text.lastIndexOf("\n", one.comment.start - 1) + 1;
    const nextLine = text.indexOf("\n", one.comment.end);
    const lineEnd = nextLine < 0 ? text.length : nextLine;
    const isLast = text.slice(one.comment.end, lineEnd).trim() === "";
    // A doc comment says more than that.
    const range = one.comment.kind === "doc" ? one.whole : one.comment;
    const before = text.slice(lineStart, range.start);
    if (isLast && before.trim() === "") {
      return at({ start: lineStart, end: nextLine < 0 ? text.length : nextLine + 1 });
    }
    const isAtEnd = text.slice(range.end, lineEnd).trim() === "";
    return at({ start: isAtEnd ? lineStart + before.trimEnd().length : range.start, end: range.end });
  }
}

/** Where the first `@allow` of a comment stands; its end when there is none. */
function atSign(file: SourceFile, comment: Comment): number {
  const at = file.text.indexOf("@allow", comment.start);
  return at < 0 || at >= comment.end ? comment.end : at;
}

/** The first comment of a file: line comments directly under each other are one. */
function firstComments(file: SourceFile, comments: readonly Comment[]): Set<Comment> {
  const out = new Set<Comment>();
  let previous: Comment | undefined;
  for (const comment of comments) {
    if (previous && !/^[ \t]*\r?\n[ \t]*$/.test(file.text.slice(previous.end, comment.start))) break;
    out.add(comment);
    previous = comment;
    if (comment.kind === "block") break;
  }
  return out;
}

/** Which lines hold nothing but comments. */
class CodeLines {
  readonly #commentLines = new Set<number>();

  constructor(file: SourceFile, index: LineIndex, comments: readonly Comment[]) {
    for (const comment of comments) {
      const first = index.lineAt(comment.start);
      const last = index.lineAt(comment.end);
      const before = file.text.slice(index.starts[first - 1]!, comment.start);
      const after = file.text.slice(comment.end, index.lineEnd(last));
      if (before.trim() !== "" || after.trim() !== "") continue;
      for (let line = first; line <= last; line++) this.#commentLines.add(line);
    }
  }

  /** The line right below, or below the further comments that follow. */
  codeBelow(line: number): number {
    let below = line + 1;
    while (this.#commentLines.has(below)) below++;
    return below;
  }
}

/** For the lines from the first decorator of a function, type or enum to its name: the line on which it ends. */
function definitionLines(program: Program, index: LineIndex): Map<number, number> {
  const out = new Map<number, number>();
  const visit = (node: Node) => {
    if (node.kind === "FnDecl" || node.kind === "TypeDecl" || node.kind === "EnumDecl") {
      const last = index.lineAt(node.end);
      for (let line = index.lineAt(node.start); line <= index.lineAt(node.name.start); line++) {
        out.set(line, Math.max(last, out.get(line) ?? 0));
      }
    }
    forEachChild(node, visit);
  };
  visit(program);
  return out;
}
