/**
 * Follows the bounds of Int variables through one function body at a time. Variables that closures or other modules see are not followed. What calls pass and functions return is
 * shared between functions (`Calls`), which program_ranges.ts repeats until it is stable.
 */
import type { CheckedModule } from "../../../check/result.ts";
import type {
  Block,
  Call,
  CompClause,
  Expr,
  ForStmt,
  MatchExpr,
  Member,
  Node,
  Pattern,
  Stmt,
} from "../../../syntax/ast.ts";
import type { FunctionSymbol, Symbol, VariableSymbol } from "../../../types/symbol.ts";
import { children } from "../children.ts";
import { resultRange } from "./arithmetic.ts";
import { type Environment, isWithin, join, widenAll } from "./environment.ts";
import { growthOf, roundsOf } from "./growth.ts";
import { counterRange, EMPTY, type Interval, interval, isEmpty, isNumeric, UNKNOWN } from "./interval.ts";
import { refine, type RefineHost } from "./refine.ts";

/** What functions know of each other. */
export interface Calls {
  /** Bounds of the results of `symbol` so far. */
  returns(symbol: FunctionSymbol): Interval;
  /** A call passes values with these bounds; undefined where the default is used. */
  pass(symbol: FunctionSymbol, args: readonly (Interval | undefined)[]): void;
  /** Known bounds of a variable that is not followed. */
  constant(symbol: VariableSymbol): Interval | undefined;
  isShared(symbol: VariableSymbol): boolean;
  /** See ModuleFacts.counters. */
  isCounter(symbol: VariableSymbol): boolean;
  /** The function is used as a value: anybody may call it. */
  escape(symbol: FunctionSymbol): void;
  exportsOf(module: number): ReadonlyMap<string, Symbol>;
}

/** A loop body that runs at most so often. */
interface Repeated {
  readonly body: Node;
  readonly rounds: number;
}

interface LoopState {
  readonly label: string | null;
  /** Joined knowledge at `break` and `continue`. */
  exit: Environment | null;
  again: Environment | null;
  /** Bounds of `break` values. */
  value: Interval;
}

const LENGTH: Interval = { low: 0, high: 4294967295 };
/** Nothing is counted further than this one by one. */
const COUNTED: Interval = { low: -(2 ** 52), high: 2 ** 52 };
const LENGTHS = new Set(["List.len", "Str.len", "Map.len", "Bytes.len", "len"]);

/** Thrown when a function is too large or too deeply nested to be worth it. */
export class BudgetSpent extends Error {}

export class Analysis implements RefineHost {
  env: Environment | null = new Map();
  result: Interval = EMPTY;
  #loops: LoopState[] = [];
  /** Bounds that hold for variables in the loops around. */
  readonly #caps = new Map<VariableSymbol, Interval>();
  #value: Interval = UNKNOWN;

  constructor(
    readonly module: CheckedModule,
    private readonly low: Float64Array,
    private readonly high: Float64Array,
    private readonly calls: Calls,
    private readonly budget: { steps: number },
  ) {}

  // ------------------------------------------------------------ facts about nodes

  rangeOf(node: Expr): Interval {
    const low = this.low[node.id];
    return Number.isNaN(low) ? UNKNOWN : { low, high: this.high[node.id] };
  }

  tracked(node: Expr): VariableSymbol | null {
    if (node.kind !== "Name") return null;
    const symbol = this.module.symbols[node.id];
    return symbol?.kind === "variable" && this.isFollowed(symbol) ? symbol : null;
  }

  private isFollowed(symbol: VariableSymbol): boolean {
    const { type } = symbol;
    if (type.kind !== "primitive" || type.name !== "Int" || symbol.isCaptured) return false;
    return symbol.scope.kind !== "module" || !this.calls.isShared(symbol);
  }

  private isInt(node: Expr): boolean {
    const type = this.module.types[node.id];
    return type?.kind === "primitive" && type.name === "Int";
  }

  private assign(symbol: VariableSymbol, range: Interval): void {
    if (this.env === null || !this.isFollowed(symbol)) return;
    const cap = this.#caps.get(symbol) ?? (this.calls.isCounter(symbol) ? COUNTED : null);
    const bounded = cap && !isEmpty(range)
      ? { low: Math.max(range.low, cap.low), high: Math.min(range.high, cap.high) }
      : range;
    this.env = new Map(this.env).set(symbol, bounded);
  }

  // ------------------------------------------------------------ expressions

  /** Bounds of an expression, which are recorded; what it assigns is taken over into the environment. */
  eval(node: Expr): Interval {
    if (this.budget.steps-- < 0) throw new BudgetSpent();
    const range = this.compute(node);
    if (!this.isInt(node)) return UNKNOWN;
    this.low[node.id] = range.low;
    this.high[node.id] = range.high;
    return range;
  }

  private compute(node: Expr): Interval {
    switch (node.kind) {
      case "IntLit":
        return typeof node.value === "number" ? { low: node.value, high: node.value } : UNKNOWN;
      case "Paren":
        return this.eval(node.expr);
      case "Name": {
        const symbol = this.module.symbols[node.id];
        this.mention(symbol);
        if (symbol?.kind !== "variable") return UNKNOWN;
        if (this.isFollowed(symbol)) return this.env?.get(symbol) ?? (this.env === null ? EMPTY : UNKNOWN);
        return this.calls.constant(symbol) ?? UNKNOWN;
      }
      case "Member":
        this.member(node, false);
        return UNKNOWN;
      case "Unary": {
        const operand = this.eval(node.operand);
        if (isEmpty(operand)) return EMPTY;
        return node.op === "-" ? resultRange("-", { low: 0, high: 0 }, operand) : UNKNOWN;
      }
      case "Binary":
        return this.binary(node);
      case "Call":
        return this.call(node);
      case "Await": {
        let operand = node.operand;
        while (operand.kind === "Paren") operand = operand.expr;
        this.eval(node.operand);
        return operand.kind === "Call" ? this.returnsOf(operand) : UNKNOWN;
      }
      case "IfExpr": {
        this.eval(node.condition);
        const before = this.env;
        this.env = refine(this, before, node.condition, true);
        const then = this.block(node.then);
        const after = this.env;
        this.env = refine(this, before, node.condition, false);
        let other: Interval = UNKNOWN;
        if (node.otherwise?.kind === "IfExpr") other = this.eval(node.otherwise);
        else if (node.otherwise) other = this.block(node.otherwise);
        this.env = join(after, this.env);
        return both(then, other);
      }
      case "MatchExpr":
        return this.match(node);
      case "LoopExpr":
        return this.loop(node.label?.name ?? null, null, () => this.block(node.body));
      case "ListComp":
      case "MapComp":
        this.comprehension(node.clauses, 0, () => {
          if (node.condition) {
            this.eval(node.condition);
            this.env = refine(this, this.env, node.condition, true);
          }
          if (node.kind === "ListComp") this.eval(node.element);
          else {
            this.eval(node.key);
            this.eval(node.value);
          }
        });
        return UNKNOWN;
      case "FnExpr": {
        const saved = { env: this.env, loops: this.#loops, result: this.result };
        this.env = new Map();
        this.#loops = [];
        for (const param of node.params) if (param.defaultValue) this.eval(param.defaultValue);
        if (node.body.kind === "Block") this.block(node.body);
        else this.eval(node.body);
        this.env = saved.env;
        this.#loops = saved.loops;
        this.result = saved.result;
        return UNKNOWN;
      }
      case "FloatLit":
      case "BoolLit":
      case "NullLit":
      case "SelfExpr":
      case "BytesLit":
      case "ErrorExpr":
        return UNKNOWN;
      case "StrLit":
        for (const part of node.parts) if (typeof part !== "string") this.eval(part.expr);
        return UNKNOWN;
      case "Index":
        this.eval(node.object);
        this.eval(node.index);
        return UNKNOWN;
      case "ListLit":
      case "TupleLit":
        for (const element of node.elements) this.eval(element);
        return UNKNOWN;
      case "StructLit":
        for (const init of node.inits) this.eval(init.value);
        if (node.base) this.eval(node.base);
        return UNKNOWN;
      default:
        children(node, this.visit);
        return UNKNOWN;
    }
  }

  /** A part of a node that needs no special treatment. */
  private readonly visit = (node: Node): void => {
    switch (node.kind) {
      case "MapEntry":
        this.eval(node.key);
        this.eval(node.value);
        return;
      case "Block":
        this.block(node);
        return;
      case "CompClause":
      case "MatchArm":
      case "Param":
        return children(node, this.visit);
      default:
        if (node.kind in STATEMENTS) this.statement(node as Stmt);
        else this.eval(node as Expr);
    }
  };

  private binary(node: Expr & { kind: "Binary" }): Interval {
    const { op } = node;
    const left = this.eval(node.left);
    if (op === "and" || op === "or" || op === "??") {
      const before = this.env;
      if (op !== "??") this.env = refine(this, before, node.left, op === "and");
      this.eval(node.right);
      this.env = join(before, this.env);
      return UNKNOWN;
    }
    const right = this.eval(node.right);
    if (!this.isInt(node.left) || !this.isInt(node.right)) return UNKNOWN;
    return isEmpty(left) || isEmpty(right) ? EMPTY : resultRange(op, left, right);
  }

  private call(node: Call): Interval {
    this.visitCallee(node.callee);
    const info = this.module.calls[node.id];
    for (const arg of node.args) if (arg.value.kind !== "TypeArg") this.eval(arg.value);
    const symbol = info?.symbol;
    if (!info || symbol?.kind !== "function") return UNKNOWN;
    if (symbol.library !== null) return LENGTHS.has(symbol.library) ? LENGTH : UNKNOWN;
    this.calls.pass(
      symbol,
      info.args.map((arg) => {
        if (arg === "default") return undefined;
        if (Array.isArray(arg)) return UNKNOWN;
        const value = arg as Expr;
        return this.isInt(value) ? this.rangeOf(value) : UNKNOWN;
      }),
    );
    return symbol.type.isAsync ? UNKNOWN : this.calls.returns(symbol);
  }

  private returnsOf(node: Call): Interval {
    const symbol = this.module.calls[node.id]?.symbol;
    return symbol?.kind === "function" && symbol.library === null && symbol.type.isAsync
      ? this.calls.returns(symbol)
      : UNKNOWN;
  }

  /** A function named as callee is not used as a value. */
  private visitCallee(node: Expr): void {
    if (node.kind === "Member") this.member(node, true);
    else if (node.kind !== "Name") this.eval(node);
  }

  /** A member of a module is no use of the module as a value. */
  private member(node: Member, isCallee: boolean): void {
    const symbol = node.object.kind === "Name" ? this.module.symbols[node.object.id] : undefined;
    if (symbol?.kind !== "module") this.eval(node.object);
    else if (!isCallee) this.mention(this.calls.exportsOf(symbol.index).get(node.name.name));
  }

  private mention(symbol: Symbol | undefined): void {
    if (symbol?.kind === "function") this.calls.escape(symbol);
    else if (symbol?.kind === "module") {
      for (const member of this.calls.exportsOf(symbol.index).values()) {
        if (member.kind === "function") this.calls.escape(member);
      }
    }
  }

  private match(node: MatchExpr): Interval {
    const scrutinee = this.eval(node.scrutinee);
    const before = this.env;
    let after: Environment | null = null;
    let value: Interval = EMPTY;
    for (const arm of node.arms) {
      this.env = before;
      this.bind(arm.pattern, this.isInt(node.scrutinee) ? scrutinee : UNKNOWN);
      if (arm.guard) {
        this.eval(arm.guard);
        this.env = refine(this, this.env, arm.guard, true);
      }
      if (arm.body.kind === "Block") value = both(value, this.block(arm.body));
      else if (arm.body.kind in STATEMENTS) this.statement(arm.body as Stmt);
      else value = both(value, this.eval(arm.body as Expr));
      after = join(after, this.env);
    }
    this.env = after;
    return value;
  }

  /** Gives the variables of a pattern their bounds; `range` is that of the whole value. */
  private bind(pattern: Pattern, range: Interval): void {
    if (pattern.kind === "NamePattern") {
      const symbol = this.module.symbols[pattern.id];
      if (symbol?.kind === "variable") this.assign(symbol, range);
    } else if (pattern.kind === "TuplePattern") {
      for (const one of pattern.elements) {
        this.bind(one, UNKNOWN);
      }
    } else if (pattern.kind === "VariantPattern") {
      for (const one of pattern.args ?? []) this.bind(one, UNKNOWN);
    }
  }

  // ------------------------------------------------------------ loops

  /** Repeats `body` until what is known at its start is stable. `condition` is tested before each step. */
  private loop(
    label: string | null,
    condition: Expr | null,
    body: () => void,
    repeated: Repeated | null = null,
  ): Interval {
    const entry = this.env;
    if (entry === null) return EMPTY;
    let state: LoopState = { label, exit: null, again: null, value: EMPTY };
    let after: Environment | null = null;
    /** One pass from `start`; gives what is known when control comes back to the start. */
    const pass = (start: Environment): Environment | null => {
      state = { label, exit: null, again: null, value: EMPTY };
      this.env = start;
      if (condition) {
        this.eval(condition);
        after = refine(this, this.env, condition, false);
        this.env = refine(this, this.env, condition, true);
      }
      this.#loops.push(state);
      body();
      this.#loops.pop();
      return join(this.env, state.again);
    };
    const settle = (): Environment => {
      let start = entry;
      for (let round = 0;; round++) {
        const next: Environment = join(start, pass(start))!;
        if (isWithin(next, start)) return start;
        start = round === 0 ? next : widenAll(start, next);
      }
    };
    let start = settle();
    const capped = repeated ? this.capGrowth(entry, start, repeated) : [];
    if (capped.length > 0) start = settle();
    // Widening may have gone too far: one step back, kept only if it is stable as well.
    const narrower: Environment = join(entry, pass(start))!;
    if (!isWithin(pass(narrower), narrower)) pass(start);
    for (const symbol of capped) this.#caps.delete(symbol);
    this.env = join(condition ? after : null, state.exit);
    return state.value;
  }

  /**
   * Variables that a loop with a known number of rounds moves by steps of known size stay within bounds that widening cannot see; gives those for which bounds now hold.
   */
  private capGrowth(entry: Environment, start: Environment, { body, rounds }: Repeated): VariableSymbol[] {
    const capped: VariableSymbol[] = [];
    for (const [symbol, range] of start) {
      const before = entry.get(symbol);
      if (isNumeric(range) || before === undefined || !isNumeric(before) || this.#caps.has(symbol)) continue;
      const growth = growthOf(this, body, symbol);
      if (growth === null) continue;
      const cap = interval(before.low + rounds * growth.low, before.high + rounds * growth.high);
      if (!isNumeric(cap)) continue;
      this.#caps.set(symbol, cap);
      capped.push(symbol);
    }
    return capped;
  }

  private iterate(
    pattern: Pattern,
    iterable: Expr,
    label: string | null,
    body: () => void,
    node: Node | null = null,
  ): void {
    let range: Interval = UNKNOWN;
    let rounds = Infinity;
    let inner = iterable;
    while (inner.kind === "Paren") inner = inner.expr;
    if (inner.kind === "RangeExpr" && inner.from && inner.to) {
      const from = this.eval(inner.from);
      const to = this.eval(inner.to);
      if (this.isInt(inner.from) && this.isInt(inner.to)) {
        const isReached = !isEmpty(from) && !isEmpty(to);
        range = isReached ? counterRange(from, to, inner.isInclusive).range : EMPTY;
        if (isReached) rounds = roundsOf(from, to, inner.isInclusive);
      }
    } else this.eval(iterable);
    const before = this.env;
    const repeated = node !== null && rounds < Infinity ? { body: node, rounds } : null;
    const round = () => {
      this.bind(pattern, range);
      body();
    };
    this.loop(label, null, round, repeated);
    // A loop over nothing runs no step.
    this.env = join(before, this.env);
  }

  private forLoop(node: ForStmt): void {
    const label = node.label?.name ?? null;
    this.iterate(node.pattern, node.iterable, label, () => {
      this.block(node.body);
      // After each step the loop may end.
      const state = this.#loops[this.#loops.length - 1];
      state.exit = join(state.exit, join(this.env, state.again));
    }, node.body);
  }

  private comprehension(clauses: readonly CompClause[], index: number, body: () => void): void {
    const before = this.env;
    const clause = clauses[index];
    if (clause === undefined) return body();
    this.iterate(clause.pattern, clause.iterable, null, () => this.comprehension(clauses, index + 1, body));
    this.env = join(before, this.env);
  }

  private target(label: string | null): LoopState | undefined {
    for (let i = this.#loops.length - 1; i >= 0; i--) {
      if (label === null || this.#loops[i].label === label) return this.#loops[i];
    }
  }

  // ------------------------------------------------------------ statements

  /** Bounds of the value of a block. */
  block(node: Block): Interval {
    let value: Interval = UNKNOWN;
    for (const statement of node.body) {
      this.#value = UNKNOWN;
      this.statement(statement);
      value = this.#value;
    }
    return this.env === null ? EMPTY : value;
  }

  statement(node: Stmt): void {
    switch (node.kind) {
      case "ExprStmt":
        this.#value = this.eval(node.expr);
        if (this.module.types[node.expr.id]?.kind === "never") this.env = null;
        return;
      case "LetStmt": {
        const range = this.eval(node.value);
        return this.bind(node.pattern, this.module.conversions[node.value.id] ? UNKNOWN : range);
      }
      case "AssignStmt":
        return this.assignment(node);
      case "WhileStmt":
        this.loop(node.label?.name ?? null, node.condition, () => this.block(node.body));
        return;
      case "ForStmt":
        return this.forLoop(node);
      case "ReturnStmt":
        if (node.value) {
          const range = this.eval(node.value);
          this.result = both(this.result, this.module.conversions[node.value.id] ? UNKNOWN : range);
        }
        this.env = null;
        return;
      case "StatusReturn":
        this.eval(node.body);
        this.env = null;
        return;
      case "BreakStmt": {
        const value = node.value ? this.eval(node.value) : UNKNOWN;
        const state = this.target(node.label?.name ?? null);
        if (state) {
          state.exit = join(state.exit, this.env);
          state.value = both(state.value, value);
        }
        this.env = null;
        return;
      }
      case "ContinueStmt": {
        const state = this.target(node.label?.name ?? null);
        if (state) state.again = join(state.again, this.env);
        this.env = null;
        return;
      }
      default:
        return;
    }
  }

  private assignment(node: Stmt & { kind: "AssignStmt" }): void {
    const { target } = node;
    if (target.kind !== "Name") {
      if (node.op !== "=") this.eval(target);
      else children(target, (child) => this.eval(child as Expr));
    }
    const current = target.kind === "Name" && node.op !== "=" ? this.eval(target) : UNKNOWN;
    const value = this.eval(node.value);
    if (target.kind !== "Name") return;
    const symbol = this.module.symbols[target.id];
    if (symbol?.kind !== "variable") return;
    let range = this.module.conversions[node.value.id] ? UNKNOWN : value;
    if (node.op !== "=") {
      const isStatic = this.isInt(target) && this.isInt(node.value);
      if (!isStatic) range = UNKNOWN;
      else {range = isEmpty(current) || isEmpty(value)
          ? EMPTY
          : resultRange(node.op.slice(0, -1), current, value);}
    }
    this.assign(symbol, range);
  }
}

const STATEMENTS: Readonly<Record<string, true>> = {
  ExprStmt: true,
  LetStmt: true,
  AssignStmt: true,
  WhileStmt: true,
  ForStmt: true,
  ReturnStmt: true,
  StatusReturn: true,
  BreakStmt: true,
  ContinueStmt: true,
  FnDecl: true,
  TypeDecl: true,
  EnumDecl: true,
  ImportStmt: true,
  FromStmt: true,
  ErrorStmt: true,
};

/** Bounds of a value that comes from one of two places. */
function both(a: Interval, b: Interval): Interval {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}
