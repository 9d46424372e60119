/** What the tree says about the tokens: which are brackets of what, where lines begin, what is left out or spelt anew. */

import type { Block, Expr, FnDecl, FnExpr, IfExpr, Node, Stmt } from "../syntax/ast.ts";
import type { SourceFile } from "../diagnostics/diagnostic.ts";
import type { Comment } from "../syntax/token.ts";
import type { ParseResult } from "../syntax/parse.ts";
import { KIND, NEEDS_OPERAND } from "../syntax/token_kinds.ts";
import { forEachChild } from "../syntax/visitor.ts";
import { breakConstruct, DEFAULTS } from "./construct.ts";
import type { Construct, Item } from "./construct.ts";
import { layOutBrackets } from "./brackets.ts";
import { removeParentheses } from "./parentheses.ts";

interface Shape {
  readonly isSpaced?: boolean;
  readonly hasTrailingComma?: boolean;
  readonly keepsComma?: boolean;
  readonly isBreakable?: boolean;
  readonly isOnePerLine?: boolean;
}

export class Layout {
  /** Kinds of the tokens, some changed. */
  readonly kinds: string[];
  /** Tokens that are not written: line ends, separators, redundant parentheses. */
  readonly dropped = new Set<number>();
  /** `<` and `>` around types. */
  readonly typeBrackets = new Set<number>();
  /** Keywords that are names. */
  readonly names = new Set<number>();
  /** Constructs by their opening and closing token. */
  readonly opens = new Map<number, Construct>();
  readonly closes = new Map<number, Construct>();
  /** Ids of the calls inside the arguments of decorators: they are written like the decorator. */
  readonly decoratorCalls = new Set<number>();
  /** Tokens before which a decorator ends its line. */
  readonly decorated = new Set<number>();
  readonly program: readonly Item[];
  readonly text: string;
  readonly #tokenAt = new Map<number, number>();
  readonly #tokenTo = new Map<number, number>();
  readonly #partner: number[] = [];

  constructor(file: SourceFile, readonly parsed: ParseResult) {
    this.text = file.text;
    this.kinds = parsed.tokens.map((t) => t.kind);
    const open: number[] = [];
    parsed.tokens.forEach((token, i) => {
      this.#tokenAt.set(token.start, i);
      this.#tokenTo.set(token.end, i);
      if (token.kind === KIND.NEWLINE) this.dropped.add(i);
      else if (OPENERS.has(token.kind)) open.push(i);
      else if (CLOSERS.has(token.kind)) this.#partner[open.pop()!] = i;
    });
    this.program = this.statements(parsed.program.body, false, true);
  }

  // ---------------------------------------------------------------- tokens

  /** Index of the token that starts at an offset. */
  at(offset: number): number {
    return this.#tokenAt.get(offset)!;
  }

  /** Index of the token that ends at an offset. */
  to(offset: number): number {
    return this.#tokenTo.get(offset)!;
  }

  partner(i: number): number {
    return this.#partner[i];
  }

  /** The first token of a kind from `i` on. */
  next(i: number, kind: string): number {
    while (this.parsed.tokens[i].kind !== kind) i++;
    return i;
  }

  /** Does a line end stand between the token before `i` (separators aside) and token `i`? */
  startsLine(i: number): boolean {
    let before = i - 1;
    while (before >= 0 && this.dropped.has(before)) before--;
    return before >= 0 && this.hasLineEnd(this.parsed.tokens[before].end, this.parsed.tokens[i].start);
  }

  hasLineEnd(from: number, to: number): boolean {
    const at = this.text.indexOf("\n", from);
    return at >= 0 && at < to;
  }

  /** A comment between two tokens that cannot stand in the middle of a line. */
  hasLineComment(open: number, close: number): boolean {
    return this.commentsBetween(open, close).some((c) =>
      c.kind !== "block" || this.hasLineEnd(c.start, c.end)
    );
  }

  hasComment(open: number, close: number): boolean {
    return this.commentsBetween(open, close).length > 0;
  }

  commentsBetween(open: number, close: number): readonly Comment[] {
    const { comments, tokens } = this.parsed;
    const from = tokens[open].end;
    const to = tokens[close].start;
    let low = 0;
    let high = comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comments[middle].start < from) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < comments.length && comments[end].start < to) end++;
    return comments.slice(low, end);
  }

  /** Leaves out the separator behind an item: it is written anew where it belongs. */
  dropSeparator(last: number): void {
    const { tokens } = this.parsed;
    let i = last + 1;
    while (tokens[i]?.kind === KIND.NEWLINE) i++;
    if (tokens[i]?.kind === KIND.COMMA) this.dropped.add(i);
  }

  // ---------------------------------------------------------------- constructs

  item(
    node: { readonly start: number; readonly end: number },
    hasComma = true,
    blank: Item["blank"] = "keep",
  ): Item {
    return { first: this.at(node.start), last: this.to(node.end), hasComma, blank };
  }

  /** A bracketed list: on one line, or with the author's breaks. */
  group(open: number, items: readonly Item[], shape: Shape = {}): Construct {
    const close = this.partner(open);
    for (const item of items) if (item.hasComma) this.dropSeparator(item.last);
    const isBroken = items.some((item) => this.startsLine(item.first)) || this.hasLineComment(open, close);
    return this.add({
      ...DEFAULTS,
      ...shape,
      anchor: open,
      open,
      close,
      items,
      isBroken,
      chain: [],
      dependents: [],
    });
  }

  /** Braces of a block, `match`, `type` or `enum`: one item per line, or all on one line when `mayBeFlat` and written so. */
  body(open: number, items: readonly Item[], mayBeFlat: boolean, hasTrailingComma: boolean): Construct {
    const close = this.partner(open);
    for (const item of items) if (item.hasComma) this.dropSeparator(item.last);
    const { tokens } = this.parsed;
    const isFlat = mayBeFlat && !this.hasLineEnd(tokens[open].end, tokens[close].start) &&
      !this.hasLineComment(open, close);
    const isEmpty = items.length === 0 && !this.hasComment(open, close);
    const isBroken = !isFlat && !isEmpty;
    return this.add({
      ...DEFAULTS,
      ...{
        anchor: open,
        open,
        close,
        items,
        isSpaced: !isEmpty,
        hasTrailingComma,
        isOnePerLine: true,
        isBroken,
        chain: [],
        dependents: [],
      },
    });
  }

  add(construct: Construct): Construct {
    this.opens.set(construct.open, construct);
    this.closes.set(construct.close, construct);
    return construct;
  }

  // ---------------------------------------------------------------- statements

  /** Lays out statements; `inFlat` when they stand in a block that is written on one line. */
  statements(body: readonly Stmt[], inFlat: boolean, isTop: boolean, owner: Construct | null = null): Item[] {
    return body.map((stmt, i) => {
      this.statement(stmt, inFlat, owner);
      const isApart = isTop && i > 0 && (isDefinition(stmt) || isDefinition(body[i - 1]));
      let { first, last } = this.item(stmt);
      if (
        first > 0 && this.kinds[first - 1] === KIND.WORD_EXTERN &&
        this.parsed.tokens[first - 2]?.kind !== KIND.DOT
      ) first--;
      return { first, last, hasComma: false, blank: isApart ? "one" : "keep" };
    });
  }

  statement(stmt: Stmt, inFlat: boolean, owner: Construct | null): void {
    const expr = stmt.kind === "ExprStmt" ? stmt.expr : null;
    if (expr?.kind === "IfExpr" || expr?.kind === "MatchExpr" || expr?.kind === "LoopExpr") {
      this.owned(owner, () => this.expression(expr, inFlat));
    } else if (stmt.kind === "WhileStmt" || stmt.kind === "ForStmt") {
      if (stmt.kind === "WhileStmt") {
        removeParentheses(this, stmt.condition);
        this.visit(stmt.condition);
      } else {
        this.visit(stmt.pattern);
        this.visit(stmt.iterable);
      }
      this.owned(owner, () => this.block(stmt.body, inFlat, this.at(stmt.start)));
    } else this.visit(stmt);
  }

  /** What `lay` makes stays on one line only as long as `owner` does. */
  owned(owner: Construct | null, lay: () => Construct | null): void {
    const made = lay();
    if (owner === null || made === null) return;
    owner.dependents.push(made);
    if (owner.isBroken) breakConstruct(made);
  }

  block(block: Block, mayBeFlat: boolean, anchor: number): Construct {
    const open = this.at(block.start);
    const one = block.body.length <= 1;
    const construct = this.body(
      open,
      block.body.map((stmt) => this.item(stmt, false)),
      mayBeFlat && one,
      false,
    );
    construct.anchor = anchor;
    construct.items = this.statements(block.body, !construct.isBroken, false, construct);
    return construct;
  }

  // ---------------------------------------------------------------- expressions

  /** An `if`, `match` or `loop`; gives the construct that decides whether it stands on one line. */
  expression(expr: Expr, mayBeFlat: boolean): Construct | null {
    switch (expr.kind) {
      case "IfExpr":
        return this.ifChain(expr, mayBeFlat);
      case "MatchExpr": {
        this.visit(expr.scrutinee);
        const open = this.next(this.to(expr.scrutinee.end) + 1, KIND.LBRACE);
        const items = expr.arms.map((arm) => this.item(arm));
        const construct = this.body(open, items, mayBeFlat, true);
        construct.anchor = this.at(expr.start);
        for (const arm of expr.arms) this.visit(arm);
        return construct;
      }
      case "LoopExpr":
        return this.block(expr.body, mayBeFlat, this.at(expr.start));
    }
    this.visit(expr);
    return null;
  }

  ifChain(expr: IfExpr, mayBeFlat: boolean): Construct {
    const blocks: Construct[] = [];
    const anchor = this.at(expr.start);
    let at: IfExpr | Block | null = expr;
    while (at !== null) {
      if (at.kind === "Block") {
        blocks.push(this.block(at, mayBeFlat, anchor));
        break;
      }
      removeParentheses(this, at.condition);
      this.visit(at.condition);
      blocks.push(this.block(at.then, mayBeFlat, anchor));
      at = at.otherwise;
    }
    const filled = blocks.filter((block) => block.items.length > 0);
    for (const block of filled) block.chain.push(...filled.filter((other) => other !== block));
    if (blocks.some((block) => block.isBroken)) filled.forEach(breakConstruct);
    return filled[0] ?? blocks[0];
  }

  /** Lays out any node in value position. */
  visit(node: Node): void {
    switch (node.kind) {
      case "StrLit":
        return;
      case "Block":
        this.block(node, true, this.at(node.start));
        return;
      case "IfExpr":
      case "MatchExpr":
      case "LoopExpr":
        this.expression(node, true);
        return;
      case "WhileStmt":
      case "ForStmt":
        this.statement(node, false, null);
        return;
      case "FnDecl":
        return this.fnDecl(node);
      case "FnExpr":
        return this.fnExpr(node);
      default:
        layOutBrackets(this, node);
        forEachChild(node, (child) => this.visit(child));
    }
  }

  fnDecl(node: FnDecl): void {
    this.decorators(node);
    layOutBrackets(this, node);
    forEachChild(node, (child) => {
      if (child !== node.body || child.kind !== "Block") this.visit(child);
      else this.block(child, false, this.at(node.start));
    });
  }

  fnExpr(node: FnExpr): void {
    layOutBrackets(this, node);
    forEachChild(node, (child) => {
      if (child !== node.body || child.kind !== "Block") this.visit(child);
      else this.block(child, true, this.at(node.start));
    });
  }

  /** A decorator of a declaration ends its line. */
  decorators(node: Extract<Node, { decorators: unknown }>): void {
    for (const decorator of node.decorators) {
      let next = this.to(decorator.end) + 1;
      while (this.kinds[next] === KIND.NEWLINE) next++;
      this.decorated.add(next);
    }
  }

  /** A break that the author made inside an expression and that is kept: before a `.`, after or (in brackets) before an operator. */
  keepsBreak(i: number): boolean {
    if (!this.startsLine(i)) return false;
    const kind = this.parsed.tokens[i].kind;
    if (kind === KIND.DOT || kind === KIND.QUESTION_DOT) return true;
    let before = i - 1;
    while (before >= 0 && this.dropped.has(before)) before--;
    const previous = this.parsed.tokens[before].kind;
    if (KEEPS_AFTER.has(previous) && !this.typeBrackets.has(before)) return true;
    return BINARY.has(kind) && !this.typeBrackets.has(i) && !NEEDS_OPERAND.has(previous) &&
      previous !== KIND.LPAREN &&
      previous !== KIND.LBRACKET && previous !== KIND.COMMA;
  }
}

const OPENERS: ReadonlySet<string> = new Set([KIND.LPAREN, KIND.LBRACKET, KIND.LBRACE]);
const CLOSERS: ReadonlySet<string> = new Set([KIND.RPAREN, KIND.RBRACKET, KIND.RBRACE]);
const BINARY: ReadonlySet<string> = new Set(
  [
    "PLUS",
    "MINUS",
    "STAR",
    "SLASH",
    "PERCENT",
    "SHIFT_LEFT",
    "AMP",
    "CARET",
    "BAR",
    "EQ_EQ",
    "NOT_EQ",
    "LESS",
    "LESS_EQ",
    "GREATER",
  ]
    .concat(["GREATER_GLUED", "NULLISH", "AND", "OR", "XOR", "IN"]).map((n) => KIND[n]),
);
const KEEPS_AFTER: ReadonlySet<string> = new Set([...BINARY, KIND.EQ, KIND.ASSIGN_OP, KIND.FAT_ARROW]);

function isDefinition(stmt: Stmt): boolean {
  if (stmt.kind === "FnDecl") return stmt.body !== null;
  return stmt.kind === "EnumDecl" || (stmt.kind === "TypeDecl" && stmt.members !== null && !stmt.isExtern);
}
