/** Bounds of all Int expressions of a program: each function is followed by itself, and what they pass to each other is repeated until it is stable. */
import type { CheckedModule, CheckedProgram } from "../../../check/result.ts";
import type { Decorator, Expr, FnDecl } from "../../../syntax/ast.ts";
import type { FunctionSymbol, VariableSymbol } from "../../../types/symbol.ts";
import type { DeclaredFunction } from "../survey.ts";
import { declared, variableAt } from "../symbols.ts";
import { Analysis, BudgetSpent, type Calls } from "./analysis.ts";
import { EMPTY, type Interval, isEmpty, type Ranges, union, UNKNOWN, widen } from "./interval.ts";

/** Steps per node of the program: beyond, functions keep unknown parameters. */
const STEPS_PER_NODE = 40;

export interface VariableFacts {
  /** Whether functions or other modules see a module variable. */
  isShared(symbol: VariableSymbol): boolean;
  /** See ModuleFacts.counters. */
  isCounter(symbol: VariableSymbol): boolean;
  /** Whether code that is not there yet may assign the variables of modules and call their functions. */
  readonly isSession: boolean;
  functionsOf(module: number): readonly DeclaredFunction[];
}

interface Body {
  readonly module: CheckedModule;
  /** null for the top level of a module. */
  readonly node: FnDecl | null;
  readonly symbol: FunctionSymbol | null;
  /** Bounds of the parameters as calls gave them; the callers are those seen so far. */
  params: Interval[];
  result: Interval;
  changes: number;
  readonly callers: Set<Body>;
  /** Anybody may call it with anything. */
  isOpen: boolean;
}

/** Functions that only the compiler's own calls reach have bounds for their parameters. */
class ProgramAnalysis {
  readonly bodies: Body[] = [];
  readonly #bySymbol = new Map<FunctionSymbol, Body>();
  readonly #low: Float64Array[];
  readonly #high: Float64Array[];
  readonly #constants = new Map<VariableSymbol, Interval>();
  readonly #queue = new Set<Body>();
  #current: Body | null = null;
  /** The second phase: bounds of parameters are joined anew. */
  #fresh: Map<Body, Interval[]> | null = null;
  readonly #budget: { steps: number };
  #isWidened = false;

  constructor(readonly program: CheckedProgram, readonly variables: VariableFacts) {
    const nodes = program.modules.reduce((sum, module) => sum + module.nodeCount, 0);
    this.#budget = { steps: nodes * STEPS_PER_NODE };
    this.#low = program.modules.map((module) => new Float64Array(module.nodeCount).fill(NaN));
    this.#high = program.modules.map((module) => new Float64Array(module.nodeCount).fill(NaN));
    for (const module of program.modules) {
      this.#collect(module);
      if (!variables.isSession) this.#findConstants(module);
    }
  }

  #collect(module: CheckedModule): void {
    const add = (node: FnDecl | null, isOpen: boolean) => {
      const symbol = node ? declared(module, node) : null;
      const found = symbol?.kind === "function" ? symbol : null;
      const body: Body = {
        module,
        node,
        symbol: found,
        params: (node?.params ?? []).map(() => EMPTY),
        result: EMPTY,
        changes: 0,
        callers: new Set(),
        isOpen,
      };
      this.bodies.push(body);
      if (found) this.#bySymbol.set(found, body);
    };
    add(null, true);
    for (const { node, isMethod } of this.variables.functionsOf(module.index)) {
      add(node, isMethod || node.decorators.length > 0 || this.variables.isSession);
    }
  }

  /** Module variables that are assigned once, a number, are that number wherever they are read. */
  #findConstants(module: CheckedModule): void {
    for (const statement of module.program.body) {
      const value = statement.kind === "LetStmt" || statement.kind === "AssignStmt" ? statement.value : null;
      if (value?.kind !== "IntLit" || typeof value.value !== "number") continue;
      const name = statement.kind === "LetStmt" ? statement.pattern : (statement as { target: Expr }).target;
      const symbol = module.symbols[name.id];
      if (
        symbol?.kind === "variable" && symbol.assignments === 1 && symbol.type.kind === "primitive" &&
        symbol.type.name === "Int"
      ) {
        this.#constants.set(symbol, { low: value.value, high: value.value });
      }
    }
  }

  #calls: Calls = {
    returns: (symbol) => {
      const body = this.#bySymbol.get(symbol);
      if (!body || !this.#current) return UNKNOWN;
      body.callers.add(this.#current);
      return body.result;
    },
    pass: (symbol, args) => {
      const body = this.#bySymbol.get(symbol);
      if (!body) return;
      const params = this.#fresh ? this.#fresh.get(body)! : body.params;
      let isChanged = false;
      params.forEach((known, index) => {
        let next = union(known, args[index] ?? UNKNOWN);
        if (next.low === known.low && next.high === known.high) return;
        isChanged = true;
        if (!this.#fresh && body.changes > 2) {
          next = widen(known, next);
          this.#isWidened = true;
        }
        params[index] = next;
      });
      if (params.length === 0 && !body.isOpen && body.changes === 0) isChanged = true;
      if (isChanged && !this.#fresh) {
        body.changes++;
        this.#queue.add(body);
      }
    },
    constant: (symbol) => this.#constants.get(symbol),
    isShared: (symbol) => this.variables.isShared(symbol),
    isCounter: (symbol) => this.variables.isCounter(symbol),
    escape: (symbol) => {
      const body = this.#bySymbol.get(symbol);
      if (body && !body.isOpen) this.#open(body);
    },
    exportsOf: (index) => this.program.modules[index].exports,
  };

  #open(body: Body): void {
    body.isOpen = true;
    this.#queue.add(body);
  }

  #run(body: Body): void {
    this.#current = body;
    const { module, node } = body;
    const analysis = new Analysis(
      module,
      this.#low[module.index],
      this.#high[module.index],
      this.#calls,
      this.#budget,
    );
    const env = new Map<VariableSymbol, Interval>();
    node?.params.forEach((param, index) => {
      const symbol = variableAt(module, param);
      if (symbol) env.set(symbol, body.isOpen ? UNKNOWN : body.params[index]);
    });
    analysis.env = env;
    if (node === null) {
      for (const statement of module.program.body) {
        if (analysis.env === null) analysis.env = env;
        analysis.statement(statement);
      }
      this.#runMembers(analysis, module);
      return;
    }
    for (const param of node.params) if (param.defaultValue) analysis.eval(param.defaultValue);
    if (node.body?.kind === "Block") analysis.block(node.body);
    else if (node.body) {
      const range = analysis.eval(node.body);
      const isStored = module.conversions[node.body.id] !== undefined;
      analysis.result = isStored ? UNKNOWN : union(analysis.result, range);
    }
    const result = union(body.result, analysis.result);
    if (isEmpty(analysis.result) || (result.low === body.result.low && result.high === body.result.high)) {
      return;
    }
    const isWidening = body.changes++ > 4;
    body.result = isWidening ? widen(body.result, result) : result;
    this.#isWidened ||= isWidening;
    for (const caller of body.callers) this.#queue.add(caller);
  }

  /** Calls in defaults of fields and in decorators count as well. */
  #runMembers(analysis: Analysis, module: CheckedModule): void {
    const decorators = (all: readonly Decorator[]) => {
      for (const { args } of all) {
        for (const arg of args ?? []) if (arg.value.kind !== "TypeArg") analysis.eval(arg.value);
      }
    };
    const values = (members: readonly { decorators: readonly Decorator[]; defaultValue?: Expr | null }[]) => {
      for (const member of members) {
        decorators(member.decorators);
        if (member.defaultValue) analysis.eval(member.defaultValue);
      }
    };
    for (const statement of module.program.body) {
      analysis.env = new Map();
      if ("decorators" in statement) decorators(statement.decorators);
      if (statement.kind === "FnDecl") values(statement.params);
      else if (statement.kind === "TypeDecl") values(statement.members ?? []);
    }
  }

  run(): void {
    for (const body of this.bodies) if (body.isOpen) this.#queue.add(body);
    this.#drain();
    // What nothing calls is followed with unknown parameters.
    for (const body of this.bodies) if (!body.isOpen && body.changes === 0) this.#open(body);
    this.#drain();
    if (this.#isWidened) this.#narrow();
  }

  #drain(): void {
    for (const body of this.#queue) {
      this.#queue.delete(body);
      this.#run(body);
    }
  }

  /** Widening may have gone too far: parameters are joined anew from what calls pass now, which is still an upper bound. */
  #narrow(): void {
    this.#fresh = new Map(this.bodies.map((body) => [body, body.params.map(() => EMPTY)]));
    for (const body of this.bodies) this.#run(body);
    const fresh = this.#fresh;
    const kept = this.bodies.map((body) => body.params);
    for (const body of this.bodies) body.params = fresh.get(body)!;
    // Only if nothing passes more than that.
    this.#fresh = new Map(this.bodies.map((body) => [body, body.params.map(() => EMPTY)]));
    this.#queue.clear();
    for (const body of this.bodies) this.#run(body);
    const isStable = this.#queue.size === 0 &&
      this.bodies.every((body) =>
        this.#fresh!.get(body)!.every((range, index) =>
          isEmpty(range) || (range.low >= body.params[index].low && range.high <= body.params[index].high)
        )
      );
    if (isStable) return;
    this.bodies.forEach((body, index) => body.params = kept[index]);
    for (const body of this.bodies) this.#run(body);
  }

  of(module: CheckedModule, node: Expr): Interval {
    const low = this.#low[module.index][node.id];
    if (Number.isNaN(low)) return UNKNOWN;
    const range = { low, high: this.#high[module.index][node.id] };
    return isEmpty(range) ? UNKNOWN : range;
  }
}

/** Literals only: what is always known. */
const LITERALS: Ranges = {
  of: (_module, node) =>
    node.kind === "IntLit" && typeof node.value === "number"
      ? { low: node.value, high: node.value }
      : UNKNOWN,
};

/** Bounds of the Int expressions of `program`. */
export function programRanges(program: CheckedProgram, variables: VariableFacts): Ranges {
  const analysis = new ProgramAnalysis(program, variables);
  try {
    analysis.run();
  } catch (error) {
    if (error instanceof BudgetSpent) return LITERALS;
    throw error;
  }
  return analysis;
}
