/** Writes the tokens and comments by a layout, and says which lines became too long. */

import type { Comment, Token } from "../syntax/token.ts";
import { KIND } from "../syntax/token_kinds.ts";
import type { Construct, Item } from "./construct.ts";
import type { Layout } from "./layout.ts";
import { spaceBetween, TIGHT_EQ } from "./spacing.ts";

const INDENT = "    ";

/** What begins an item, and stands tight behind most other tokens. */
const AFTER_COMMA: ReadonlySet<string> = new Set([KIND.DOT_DOT, KIND.LPAREN, KIND.LBRACKET]);

/** Where a construct begins and ends in the output. Columns count characters. */
interface Place {
  readonly openLine: number;
  closeLine: number;
  closeColumn: number;
}

export interface Rendered {
  readonly lines: readonly string[];
  /** Widths of the lines without a trailing comment. */
  readonly widths: readonly number[];
  readonly places: ReadonlyMap<Construct, Place>;
}

interface Open {
  readonly construct: Construct;
  /** Indentation of the line that holds the opening bracket, and of the lines inside. */
  readonly base: number;
  readonly inner: number;
}

interface Start {
  readonly blank: Item["blank"] | "none";
  readonly indent: "inner" | "base";
}

export class Renderer {
  readonly lines: string[] = [];
  readonly widths: number[] = [];
  readonly places = new Map<Construct, Place>();
  #line = "";
  /** Indentation of the current line. */
  #indent = 0;
  #width = -1;
  #stack: Open[] = [];
  /** Indentation of the line of each token. */
  readonly #indents: number[] = [];
  #comment = 0;
  /** The last token that was written, and where it (or the comment behind it) ended in the source. */
  #last = -1;
  #end = 0;
  /** A line comment was written: the line is full. */
  #isFull = false;
  readonly #starts = new Map<number, Start>();
  /** Texts behind a token: commas, and the parentheses of broken import lists. */
  readonly #after = new Map<number, string>();

  constructor(readonly layout: Layout) {
    layout.program.forEach((item, i) =>
      this.#starts.set(item.first, { blank: i === 0 ? "none" : item.blank, indent: "inner" })
    );
    for (const construct of layout.opens.values()) this.plan(construct);
    for (const i of layout.decorated) this.#starts.set(i, { blank: "none", indent: "inner" });
  }

  /** Where the items of a construct begin, and their commas. */
  plan(construct: Construct): void {
    const { items, isBroken, close, isBare } = construct;
    items.forEach((item, i) => {
      const isLast = i === items.length - 1;
      const keepsComma = !isLast || construct.keepsComma || (isBroken && construct.hasTrailingComma);
      if (item.hasComma && keepsComma) this.#after.set(item.last, ",");
      if (!isBroken) return;
      const startsLine = i === 0 || construct.isOnePerLine || this.layout.startsLine(item.first);
      if (startsLine) this.#starts.set(item.first, { blank: i === 0 ? "none" : item.blank, indent: "inner" });
    });
    if (isBroken && !isBare) this.#starts.set(close, { blank: "none", indent: "base" });
  }

  render(): Rendered {
    const { tokens } = this.layout.parsed;
    for (let i = 0; i < tokens.length; i++) {
      if (this.layout.dropped.has(i)) continue;
      const to = tokens[i].kind === KIND.STRING_HEAD ? this.stringEnd(i) : i;
      this.token(tokens[i], i, to);
      i = to;
    }
    this.comments(Infinity, -1);
    this.endLine();
    return this;
  }

  stringEnd(i: number): number {
    const { tokens } = this.layout.parsed;
    let depth = 0;
    for (;; i++) {
      if (tokens[i].kind === KIND.STRING_HEAD) depth++;
      if (tokens[i].kind === KIND.STRING_TAIL && --depth === 0) return i;
    }
  }

  // ---------------------------------------------------------------- tokens

  token(token: Token, i: number, to: number): void {
    const { layout } = this;
    this.comments(token.start, i);
    const start = this.#starts.get(i);
    if (start !== undefined) this.startLine(token.start, i, start);
    else if (this.#isFull || layout.keepsBreak(i)) this.newLine(this.continuation(i));
    else this.write(this.spaceBefore(i));
    if (this.#line === "") this.#line = INDENT.repeat(this.#indent);
    if (this.#leading !== "") {
      this.write(this.#leading);
      this.#leading = "";
    }

    this.#indents[i] = this.#indent;
    this.close(i);
    const open = layout.opens.get(i);
    if (open !== undefined && !open.isBare) this.open(open);
    this.write(this.spell(i, to));
    this.placeClose(i);
    const after = this.#after.get(to);
    if (after !== undefined) this.write(after);
    if (open?.isBare) {
      this.open(open);
      if (open.isBroken) this.write(" (");
    }
    const bare = layout.closes.get(to);
    if (bare?.isBare) this.closeBare(bare);
    this.#last = to;
    this.#end = layout.parsed.tokens[to].end;
    // Comments inside an interpolation are part of the string.
    while (layout.parsed.comments[this.#comment]?.start < this.#end) this.#comment++;
  }

  spell(i: number, to: number): string {
    const { kinds, parsed, text } = this.layout;
    if (kinds[i] === KIND.COLON) return ":";
    if (kinds[i] === TIGHT_EQ) return "=";
    return text.slice(parsed.tokens[i].start, parsed.tokens[to].end);
  }

  spaceBefore(i: number): string {
    const { layout } = this;
    if (this.#line.trim() === "" || this.#last < 0) return "";
    if (this.#line.endsWith("*/") && this.#end === layout.parsed.comments[this.#comment - 1]?.end) {
      return NO_SPACE_AFTER_COMMENT.has(layout.kinds[i]) ? "" : " ";
    }
    const opened = layout.opens.get(this.#last);
    if (opened !== undefined && !opened.isBare) return opened.isSpaced ? " " : "";
    const closed = layout.closes.get(i);
    if (closed !== undefined && !closed.isBare) return closed.isSpaced ? " " : "";
    // A comma that belongs to the item before is no token of its own.
    if (AFTER_COMMA.has(layout.kinds[i]) && this.#line.endsWith(",")) return " ";
    return spaceBetween(layout, this.#last, i);
  }

  // ---------------------------------------------------------------- brackets

  top(): number {
    return this.#stack.length === 0 ? 0 : this.#stack[this.#stack.length - 1].inner;
  }

  open(construct: Construct): void {
    const base = this.#indents[construct.anchor] ?? this.#indent;
    const inner = construct.isBroken ? base + 1 : this.top();
    this.#stack.push({ construct, base, inner });
    this.places.set(construct, { openLine: this.lines.length, closeLine: -1, closeColumn: 0 });
  }

  close(i: number): void {
    const construct = this.layout.closes.get(i);
    if (construct !== undefined && !construct.isBare) this.#stack.pop();
  }

  placeClose(i: number): void {
    const construct = this.layout.closes.get(i);
    if (construct === undefined || construct.isBare) return;
    const place = this.places.get(construct)!;
    place.closeLine = this.lines.length;
    place.closeColumn = length(this.#line);
  }

  closeBare(construct: Construct): void {
    const { base } = this.#stack.pop()!;
    if (construct.isBroken) {
      this.newLine(base);
      this.write(INDENT.repeat(base) + ")");
    }
    const place = this.places.get(construct)!;
    place.closeLine = this.lines.length;
    place.closeColumn = length(this.#line);
  }

  // ---------------------------------------------------------------- lines

  write(text: string): void {
    const lines = text.split("\n");
    for (let k = 0; k < lines.length; k++) {
      if (k > 0) this.pushLine(false);
      const line = k < lines.length - 1 && lines[k].endsWith("\r") ? lines[k].slice(0, -1) : lines[k];
      this.#line += line;
    }
  }

  pushLine(trims: boolean): void {
    const line = trims ? this.#line.trimEnd() : this.#line;
    this.lines.push(line);
    this.widths.push(this.#width >= 0 ? this.#width : length(line));
    this.#line = "";
    this.#width = -1;
  }

  endLine(): void {
    if (this.#line.trim() !== "") this.pushLine(true);
    this.#line = "";
    this.#isFull = false;
  }

  newLine(indent: number): void {
    this.endLine();
    this.#indent = indent;
    this.#line = "";
  }

  /** The first token of an item, a statement or a closing bracket. */
  startLine(offset: number, i: number, start: Start): void {
    const indent = this.startIndent(start);
    this.endLine();
    const afterComment = this.#commentBefore === i;
    const keepsBlank = start.blank !== "none" ||
      (afterComment && start.indent === "inner" && !this.layout.decorated.has(i));
    if (keepsBlank && !(afterComment && this.#doc)) {
      this.blankLine(start.blank === "one" && !afterComment, offset);
    }
    this.newLine(indent);
  }

  startIndent(start: Start): number {
    const top = this.#stack[this.#stack.length - 1];
    if (top === undefined) return 0;
    return start.indent === "base" ? top.base : top.inner;
  }

  /** One blank line when forced, or when the source has one between the last thing written and `offset`. */
  blankLine(isForced: boolean, offset: number): void {
    if (this.lines.length === 0 || this.lines[this.lines.length - 1] === "") return;
    const between = this.layout.text.slice(this.#end, offset);
    if (!isForced && between.split("\n").length < 3) return;
    this.lines.push("");
    this.widths.push(0);
  }

  continuation(i: number): number {
    return this.layout.kinds[i] === KIND.ELSE ? this.top() : this.top() + 1;
  }

  // ---------------------------------------------------------------- comments

  /** The token before which a comment was written on lines of its own, and whether it was a doc comment. */
  #commentBefore = -1;
  #doc = false;
  /** Block comments on the line of the next token, in front of it. */
  #leading = "";

  /** Writes the comments that stand before an offset; `i` is the token they precede, -1 at the end. */
  comments(until: number, i: number): void {
    const { comments } = this.layout.parsed;
    while (this.#comment < comments.length && comments[this.#comment].start < until) {
      const comment = comments[this.#comment++];
      const isOwnLine = this.#last < 0 && this.lines.length === 0 && this.#line === "" ||
        this.layout.hasLineEnd(this.#end, comment.start);
      if (this.leads(comment, i)) this.#leading += this.layout.text.slice(comment.start, comment.end) + " ";
      else if (isOwnLine) this.ownLineComment(comment, i);
      else this.trailingComment(comment, i);
      this.#end = comment.end;
    }
  }

  /** A block comment in front of an item, on its line. */
  leads(comment: Comment, i: number): boolean {
    return comment.kind === "block" && this.#starts.get(i)?.indent === "inner" &&
      !this.layout.hasLineEnd(comment.end, this.nextOffset(i));
  }

  ownLineComment(comment: Comment, i: number): void {
    const start = this.#starts.get(i);
    const isFirst = this.#commentBefore !== i;
    const indent = i < 0 ? 0 : start === undefined ? this.continuation(i) : this.top();
    this.endLine();
    const follows = this.#last >= 0 && this.layout.opens.get(this.#last)?.isBroken === true &&
      !this.layout.opens.get(this.#last)!.isBare && isFirst;
    if (!follows) this.blankLine(start?.blank === "one" && isFirst, comment.start);
    this.newLine(indent);
    this.#line = INDENT.repeat(indent);
    this.write(spellComment(comment, this.layout.text));
    this.#commentBefore = i;
    this.#isFull = comment.kind !== "block" || this.layout.hasLineEnd(comment.end, this.nextOffset(i));
    this.#doc = comment.kind === "doc";
  }

  trailingComment(comment: Comment, i: number): void {
    const text = spellComment(comment, this.layout.text);
    const endsLine = i < 0 || this.#starts.has(i);
    if (comment.kind === "block" && !endsLine) {
      const before = /[(\[]$|^\s*$/.test(this.#line) ? "" : " ";
      this.write(before + text);
      return;
    }
    if (this.#width < 0) this.#width = length(this.#line.trimEnd());
    this.#line = this.#line.trimEnd() + (this.#line.trim() === "" ? "" : "  ") + text;
    this.#isFull = comment.kind !== "block" || this.#starts.has(i);
  }

  nextOffset(i: number): number {
    return i < 0 ? this.layout.text.length : this.layout.parsed.tokens[i].start;
  }
}

const NO_SPACE_AFTER_COMMENT: ReadonlySet<string> = new Set([
  ...["RPAREN", "RBRACKET", "COMMA", "DOT", "QUESTION_DOT", "COLON"].map((name) => KIND[name]),
]);

/** `//x` gets a space; trailing spaces go; block comments stay as they are. */
function spellComment(comment: Comment, text: string): string {
  const source = text.slice(comment.start, comment.end);
  if (comment.kind === "block") return source;
  const line = source.trimEnd();
  const marker = comment.kind === "doc" ? 3 : 2;
  const next = line.charAt(marker);
  if (next === "" || next === " " || next === "\t" || next === "/") return line;
  return `${line.slice(0, marker)} ${line.slice(marker)}`;
}

/** Characters, not code units. */
function length(text: string): number {
  // deno-lint-ignore no-control-regex
  return /^[\x00-\x7f]*$/.test(text) ? text.length : [...text].length;
}
