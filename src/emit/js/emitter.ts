/**
 * Writes the JavaScript of one module. Expressions are strings; what JavaScript cannot say in an expression goes out as statements first (`line`), so the emitters of the node
 * kinds ask for their operands in evaluation order. The emitters themselves are registered in `dispatch.ts`, which keeps this file free of circles.
 */
import type { CheckedModule } from "../../check/result.ts";
import type { Expr, FnDecl, Node, Stmt } from "../../syntax/ast.ts";
import type { VariableSymbol } from "../../types/symbol.ts";
import { ANY, type Type } from "../../types/type.ts";
import { bare, isAtom, mark } from "./code.ts";
import type { ModuleFacts } from "./facts.ts";
import { box, convert, isRaw, unbox } from "./forms.ts";
import { NameScope } from "./names.ts";
import type { ProgramState } from "./program_state.ts";
import type { Interval, Ranges } from "./ranges/interval.ts";

/** Where the value of an expression goes. */
export type Dest =
  | { readonly kind: "discard" }
  | { readonly kind: "return" }
  | { readonly kind: "assign"; readonly name: string; readonly isRaw: boolean };

export interface LoopFrame {
  readonly fitzLabel: string | null;
  readonly label: string;
  /** Where `break value` goes; null for `while` and `for`. */
  readonly dest: Dest | null;
  isLabelUsed: boolean;
}

/** The JavaScript function being written. */
export interface Frame {
  readonly names: NameScope;
  /** Identifiers of the function's own variables and of bindings in force. */
  readonly locals: Map<VariableSymbol, string>;
  /** Identifiers of the functions declared in this one. */
  readonly functions: Map<FnDecl, string>;
  /** Those of their waiting variants. */
  readonly waiting: Map<FnDecl, string>;
  /** Variables of the function that no statement has declared yet. */
  readonly pending: Set<VariableSymbol>;
  /** Temporaries to declare at the top of the function. */
  readonly hoisted: string[];
  /** Those of them that expressions take in turn, and how many the statement being written has taken. */
  readonly pool: string[];
  inUse: number;
  readonly parent: Frame | null;
  readonly isAsync: boolean;
  /** `return` gives a raw double. */
  readonly returnsRaw: boolean;
  /** How `self` is written; null outside methods. */
  readonly self: string | null;
  readonly loops: LoopFrame[];
  temporaries: number;
  /** The calls of the function are counted: `$depth` is how many are open. */
  isCounted: boolean;
}

/** Null tests of a `?.` chain: as conditions in front of an expression, or as open `if` statements that end in an assignment of `result`. */
export interface Chain {
  readonly guards: string[];
  readonly result: string | null;
}

export interface Dispatch {
  expression(e: Emitter, node: Expr): string;
  statement(e: Emitter, node: Stmt): void;
  /** Emits `node` as statements that deliver its value; false when it has no such form. */
  structured(e: Emitter, node: Expr, dest: Dest): boolean;
}

export class Emitter {
  out: string[] = [];
  depth = 0;
  frame: Frame;
  readonly facts: ModuleFacts;
  readonly base: number;
  /** The null-safe chain being written. */
  chain: Chain | null = null;
  /** The next expression is a link of the chain around it. */
  isLink = false;
  /** Inline functions that are arguments of calls whose types are known: their parameters need no check. */
  readonly trusted = new Set<number>();
  /** The block whose statements are being written, for variables that live in it only. */
  block: { readonly start: number; readonly end: number } | null = null;
  #discarded: Node | null = null;

  constructor(
    readonly program: ProgramState,
    readonly module: CheckedModule,
    readonly ranges: Ranges,
    private readonly dispatch: Dispatch,
  ) {
    this.facts = program.facts[module.index];
    this.base = program.bases[module.index];
    this.frame = this.newFrame(null, { isAsync: false, returnsRaw: false, self: null });
  }

  newFrame(parent: Frame | null, options: Pick<Frame, "isAsync" | "returnsRaw" | "self">): Frame {
    return {
      names: new NameScope(parent?.names ?? this.program.names),
      locals: new Map(),
      functions: new Map(),
      waiting: new Map(),
      pending: new Set(),
      hoisted: [],
      pool: [],
      inUse: 0,
      parent,
      loops: [],
      temporaries: parent?.temporaries ?? 0,
      isCounted: false,
      ...options,
    };
  }

  // ------------------------------------------------------------ output

  line(text: string): void {
    this.out.push("  ".repeat(this.depth), text, "\n");
  }

  open(text: string): void {
    this.line(text);
    this.depth++;
  }

  close(text = "}"): void {
    this.depth--;
    this.line(text);
  }

  /** Text that `write` puts out, which ends without line end. */
  capture(write: () => void): string {
    const saved = this.out;
    this.out = [];
    write();
    const text = this.out.join("");
    this.out = saved;
    return text.endsWith("\n") ? text.slice(0, -1) : text;
  }

  /** Marks what follows as coming from `node`. */
  at(node: Node): string {
    return mark(this.base + node.start, node.end - node.start);
  }

  atSpan(start: number, end: number): string {
    return mark(this.base + start, end - start);
  }

  // ------------------------------------------------------------ temporaries

  temporaryName(): string {
    return `$${++this.frame.temporaries}`;
  }

  /** A temporary that expressions assign; declared at the top of the function. */
  hoistedTemporary(): string {
    const { frame } = this;
    const free = frame.pool[frame.inUse++];
    if (free !== undefined) return free;
    const name = this.temporaryName();
    frame.hoisted.push(name);
    frame.pool.push(name);
    return name;
  }

  /** Writes statements; the temporaries of their expressions are free again afterwards. Few of them keep stack frames small. */
  private withTemporaries(write: () => void): void {
    const { frame } = this;
    const mark = frame.inUse;
    write();
    frame.inUse = mark;
  }

  /** Evaluates `code` now; gives a name for its value. Atoms are taken as they are when `isStable`. */
  hold(code: string): string {
    const name = this.temporaryName();
    this.line(`const ${name} = ${bare(code)};`);
    return name;
  }

  // ------------------------------------------------------------ values

  typeOf(node: Expr): Type {
    return this.module.types[node.id] ?? ANY;
  }

  /** Type of the value after conversion to the place it is stored in. */
  placeOf(node: Expr): Type {
    return this.module.conversions[node.id] ?? this.typeOf(node);
  }

  rangeOf(node: Expr): Interval {
    return this.ranges.of(this.module, node);
  }

  /** JavaScript for the value of `node`, in the form of its place type. */
  value(node: Expr): string {
    const place = this.module.conversions[node.id];
    const code = this.dispatch.expression(this, node);
    // Structured expressions deliver their branches in the form of the place.
    const isDone = place === undefined || node.kind === "IfExpr" || node.kind === "MatchExpr" ||
      node.kind === "LoopExpr";
    return isDone ? code : convert(this, code, node, this.typeOf(node), place);
  }

  /** The value of the object of a postfix expression: part of the same `?.` chain. */
  chained(node: Expr): string {
    this.isLink = true;
    return this.value(node);
  }

  /** Whether the value of `node` is dropped; asked once. */
  takeDiscard(node: Node): boolean {
    const isDiscarded = this.#discarded === node;
    if (isDiscarded) this.#discarded = null;
    return isDiscarded;
  }

  /** The value in uniform form. */
  uniform(node: Expr): string {
    const code = this.value(node);
    const place = this.placeOf(node);
    return isRaw(place) ? box(this, code, place) : code;
  }

  /** The value in the form of a place of type `type`. */
  as(node: Expr, type: Type): string {
    return this.inForm(node, isRaw(type));
  }

  inForm(node: Expr, raw: boolean): string {
    const code = this.value(node);
    const place = this.placeOf(node);
    const isAlready = isRaw(place);
    if (isAlready === raw) return code;
    return raw ? unbox(this, code, place) : box(this, code, place);
  }

  /** Whether evaluating `node` twice, or later than its turn, makes no difference while nothing but `others` is evaluated. */
  isStable(node: Expr, others: readonly Expr[]): boolean {
    switch (node.kind) {
      case "IntLit":
      case "FloatLit":
      case "BoolLit":
      case "NullLit":
      case "SelfExpr":
        return true;
      case "StrLit":
        return node.parts.every((part) => typeof part === "string");
      case "Paren":
        return this.isStable(node.expr, others);
      case "Name": {
        const symbol = this.module.symbols[node.id];
        if (symbol === undefined || symbol.kind !== "variable") {
          return symbol !== undefined && !this.module.bareFields.has(node.id);
        }
        if (this.program.isSettled(symbol) && !this.module.maybeUnset.has(node.id)) return true;
        if (others.some((other) => this.facts.needsStatements(other))) return false;
        const isPrivate = symbol.scope.kind !== "module" && !symbol.isCaptured;
        return isPrivate || !others.some((other) => this.facts.mayChangeThings(other));
      }
      default:
        return false;
    }
  }

  /**
   * The values of `nodes` as JavaScript expressions that may be evaluated in order after what has been put out; `forms[i]` true asks for the raw form.
   */
  sequence(nodes: readonly Expr[], isRawAt: (index: number) => boolean = () => false): string[] {
    let last = -1;
    nodes.forEach((node, index) => {
      if (this.facts.needsStatements(node)) last = index;
    });
    return nodes.map((node, index) => {
      const code = this.inForm(node, isRawAt(index));
      return index < last && !this.isStable(node, nodes.slice(index + 1)) ? this.hold(code) : code;
    });
  }

  /**
   * A form of `code` (the value of `node`) that may be mentioned several times, while `others` are evaluated in between. `before` collects assignments that must come first in
   * a comma expression.
   */
  reusable(code: string, node: Expr, others: readonly Expr[], before: string[]): string {
    if (code.startsWith('"')) return code;
    if (isAtom(code) && (/^[\d.$]/.test(code) || this.isStable(node, others))) return code;
    const name = this.hoistedTemporary();
    before.push(`${name} = ${bare(code)}`);
    return name;
  }

  // ------------------------------------------------------------ destinations

  /** Emits statements that evaluate `node` and deliver its value. */
  deliver(node: Expr, dest: Dest): void {
    this.withTemporaries(() => this.deliverValue(node, dest));
  }

  private deliverValue(node: Expr, dest: Dest): void {
    this.count(node);
    if (node.kind === "Paren" && this.module.conversions[node.id] === undefined) {
      return this.deliver(node.expr, dest);
    }
    if (this.dispatch.structured(this, node, dest)) return;
    const marker = this.at(node);
    switch (dest.kind) {
      case "discard": {
        this.#discarded = node;
        const code = bare(this.value(node));
        if (!isAtom(code)) {
          this.line(`${marker}${code.startsWith("{") || code.startsWith("function") ? `(${code})` : code};`);
        }
        return;
      }
      case "return":
        return this.line(`${marker}return ${bare(this.inForm(node, this.frame.returnsRaw))};`);
      case "assign":
        return this.line(`${marker}${dest.name} = ${bare(this.inForm(node, dest.isRaw))};`);
    }
  }

  /** Delivers `null`. */
  deliverNull(dest: Dest): void {
    if (dest.kind === "return") this.line("return null;");
    else if (dest.kind === "assign") this.line(`${dest.name} = null;`);
  }

  /** Whether `node` is delivered by statements of its own. */
  isStructured(node: Expr): boolean {
    if (node.kind === "Paren") {
      return this.module.conversions[node.id] === undefined && this.isStructured(node.expr);
    }
    if (node.kind === "MatchExpr" || node.kind === "LoopExpr") return true;
    return node.kind === "IfExpr" && this.facts.needsStatements(node);
  }

  statement(node: Stmt): void {
    this.count(node);
    this.withTemporaries(() => this.dispatch.statement(this, node));
  }

  /** JavaScript that counts one visit of `node`; null where nothing is counted. */
  counting(node: Node): string | null {
    const counter = this.program.instruments.coverage?.counter(this.module, node);
    return counter === undefined ? null : `${this.runtime("coverage")}[${counter}]++`;
  }

  count(node: Node): void {
    const code = this.counting(node);
    if (code !== null) this.line(`${code};`);
  }

  /** Makes `block` the one whose variables may be declared in place; gives the one before. */
  enterBlock(block: { readonly start: number; readonly end: number }): Emitter["block"] {
    const outer = this.block;
    this.block = block;
    return outer;
  }

  leaveBlock(outer: Emitter["block"]): void {
    this.block = outer;
  }

  /** Writes a loop for `node`: `head` opens it. */
  loop(node: Node, fitzLabel: string | null, dest: Dest | null, head: string, write: () => void): void {
    const frame: LoopFrame = {
      fitzLabel,
      label: this.frame.names.claim(fitzLabel ?? "$loop"),
      dest,
      isLabelUsed: false,
    };
    this.frame.loops.push(frame);
    const at = this.out.length;
    this.open(head);
    if (this.program.instruments.budget) {
      const budget = this.runtime("budget");
      this.line(`if (--${budget}.steps < 0) ${this.at(node)}${budget}.exceedSteps();`);
    }
    write();
    this.close();
    this.frame.loops.pop();
    // The label is written only when something uses it.
    if (frame.isLabelUsed) this.out[at + 1] = `${frame.label}: ${this.out[at + 1]}`;
  }

  /** JavaScript that waits for `code`. */
  awaited(code: string): string {
    if (!this.program.instruments.budget) return `(await ${code})`;
    const budget = this.runtime("budget");
    const depth = this.frame.isCounted ? "$depth" : "0";
    return `${budget}.resume(${depth}, await ${budget}.suspend(${bare(code)}))`;
  }

  /** Whether `symbol` is to be declared by the statement `node`, which assigns it first, because nothing outside the block mentions it. */
  isInPlace(symbol: VariableSymbol, node: Node): boolean {
    if (!this.frame.pending.has(symbol) || symbol.isCaptured || this.block === null) return false;
    const mentions = this.facts.mentions.get(symbol);
    return mentions !== undefined && mentions.first >= node.start && mentions.last <= this.block.end;
  }

  /** The left side of the first or a later assignment of a variable. */
  target(symbol: VariableSymbol, node: Node): string {
    const name = this.local(symbol);
    if (!this.isInPlace(symbol, node)) return name;
    this.frame.pending.delete(symbol);
    return `let ${name}`;
  }

  /** Identifier of a variable, function or type in scope. */
  local(symbol: VariableSymbol): string {
    for (let frame: Frame | null = this.frame; frame; frame = frame.parent) {
      const name = frame.locals.get(symbol);
      if (name !== undefined) return name;
    }
    const name = this.program.identifier(symbol);
    if (name !== undefined) return name;
    // A variable that no scope table lists: give it a place in the current function.
    const claimed = this.frame.names.claim(symbol.name);
    this.frame.locals.set(symbol, claimed);
    this.frame.hoisted.push(claimed);
    return claimed;
  }

  /** Declares `symbol` in the current function under an identifier of its own. */
  bind(symbol: VariableSymbol): string {
    const name = this.frame.names.claim(symbol.name);
    this.frame.locals.set(symbol, name);
    return name;
  }

  runtime(member: string): string {
    return this.program.runtime(member);
  }
}
