/**
 * Reads of variables before they are assigned (language.md 6.4). A read that no way reaches after an assignment is
 * `name/before-assignment`; one that only some ways reach unassigned is checked at run time (`maybeUnset`).
 *
 * Each function is walked once, on its own: what it reads and writes of the scopes around it is its summary. The summary
 * counts where the function is first mentioned in the scope that declares it, because it can run from there on; an inline
 * function counts where it stands. What the module has not mentioned by its end can run from then on (handlers, importers).
 */
import { type Diagnostic, diagnostic, type SourceFile } from "../../diagnostics/diagnostic.ts";
import type { Call, FnDecl, FnExpr, Node, NodeBase, Program, Stmt, TypeDecl } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import type { Symbol, VariableSymbol } from "../../types/symbol.ts";
import { AssignmentState } from "./assignment_state.ts";
import { walkBody } from "./assignment_walk.ts";

export interface AssignmentInput {
  readonly program: Program;
  readonly file: SourceFile;
  readonly module: number;
  /** Whether parts of the file could not be parsed: they may have assigned anything. */
  readonly hasSyntaxErrors: boolean;
  /** What names mean, by node id. */
  readonly symbols: readonly (Symbol | undefined)[];
  /** Whether the call never returns. */
  isPanic(call: Call): boolean;
  /** Gets the ids of reads that need the check at run time. */
  readonly maybeUnset: Set<number>;
  /** Shared by the modules of a program, dependencies first: variables that may be unassigned when their module has run. */
  readonly unsetExports: Set<VariableSymbol>;
  report(diagnostic: Diagnostic): void;
}

/** Code with an own scope, or a type whose methods run once values of it can be made. */
export type Unit = FnDecl | FnExpr | TypeDecl;

/** What running a unit reads and writes of the scopes around it. */
export interface Summary {
  /** Ids of reads that happen before the unit itself assigns the variable. */
  readonly reads: Map<VariableSymbol, Set<number>>;
  readonly writes: Set<VariableSymbol>;
  /** Functions and types of outer scopes that it may call. */
  readonly mentions: Set<Unit>;
}

/**
 * Checks a module after its names were resolved. Gives the functions that are mentioned somewhere, for
 * `flow/main-not-called`.
 */
export function checkAssignments(input: AssignmentInput): ReadonlySet<NodeBase> {
  const analysis = new AssignmentAnalysis(input);
  analysis.run();
  return analysis.mentioned;
}

/** One module being checked; scopes (below) share it. */
export class AssignmentAnalysis {
  readonly mentioned = new Set<NodeBase>();
  /** Variables that some statement assigns. Others stand in for what could not be parsed or imported, and was reported. */
  readonly assigned = new Set<VariableSymbol>();
  readonly #summaries = new Map<NodeBase, Summary>();

  constructor(readonly input: AssignmentInput) {}

  run(): void {
    const { program, module, unsetExports } = this.input;
    const top = new ScopeAnalysis(this, null);
    top.hoist(program.body);
    walkBody(top, program.body);
    for (const node of top.declared) {
      // Arguments of decorators are evaluated after the top level.
      for (const { args } of node.decorators) {
        for (const { value } of args ?? []) if (value.kind !== "TypeArg") walkBody(top, [], [], value);
      }
      top.apply(node);
    }
    top.finish();
    for (const variable of top.ownVariables()) {
      if (variable.scope.module === module && !top.isAssigned(variable)) unsetExports.add(variable);
    }
  }

  /** The summary of a function or type; a function that is being summarised (recursion) adds nothing to itself. */
  summary(unit: Unit): Summary {
    let known = this.#summaries.get(unit);
    if (known === undefined) {
      const scope = new ScopeAnalysis(this, unit);
      this.#summaries.set(unit, known = scope.summary);
      if (unit.kind === "TypeDecl") {
        for (const member of unit.members ?? []) {
          if (member.kind === "FnDecl") scope.include(this.summary(member));
          else if (member.defaultValue !== null) walkBody(scope, [], [], member.defaultValue);
        }
      } else if (unit.body !== null) {
        const isBlock = unit.body.kind === "Block";
        if (unit.body.kind === "Block") scope.hoist(unit.body.body);
        walkBody(
          scope,
          unit.body.kind === "Block" ? unit.body.body : [],
          unit.params,
          isBlock ? null : unit.body,
        );
      }
      scope.finish();
    }
    return known;
  }
}

/** The variables of one function, or of the module's top level (`unit` null), while its code is walked. */
export class ScopeAnalysis {
  readonly summary: Summary = { reads: new Map(), writes: new Set(), mentions: new Set() };
  state = AssignmentState.empty();
  /** How many branches and loops are open: 0 means that all that follows runs after this. */
  depth = 0;
  readonly #indexes = new Map<VariableSymbol, number>();
  /** Functions and types declared in this very scope. */
  readonly declared = new Set<FnDecl | TypeDecl>();
  /** Units whose effect is part of every later state. */
  readonly #applied = new Set<Unit>();
  /** Own reads that some way reaches unassigned, and whether another way may reach them assigned. */
  readonly #doubtful = new Map<
    number,
    { node: NodeBase; variable: VariableSymbol; mayBeAssigned: boolean }
  >();

  constructor(readonly analysis: AssignmentAnalysis, readonly unit: Unit | null) {}

  /** Notes the functions and types that these statements declare; blocks open no scope. */
  hoist(body: readonly Stmt[]): void {
    const visit = (node: Node): void => {
      if (node.kind === "FnDecl" || node.kind === "TypeDecl") this.declared.add(node);
      else if (HOLDS_STATEMENTS.has(node.kind)) forEachChild(node, visit);
    };
    body.forEach(visit);
  }

  symbol(id: number): Symbol | undefined {
    return this.analysis.input.symbols[id];
  }

  ownVariables(): Iterable<VariableSymbol> {
    return [...this.#indexes.keys()].filter((variable) => this.#isOwn(variable));
  }

  isAssigned(variable: VariableSymbol): boolean {
    return this.state.isDead || this.state.isAssigned(this.#index(variable));
  }

  /** A name is used: a read of a variable, or the mention of a function or type. */
  use(node: NodeBase): void {
    const symbol = this.symbol(node.id);
    if (symbol === undefined) return;
    if (symbol.kind === "variable") this.#read(node, symbol);
    else if ((symbol.kind === "function" || symbol.kind === "type") && symbol.declaration !== null) {
      if (symbol.module === this.analysis.input.module) this.#mention(symbol.declaration);
    }
  }

  /** A variable gets a value; `node` is the name that means it. */
  assign(node: NodeBase): void {
    const symbol = this.symbol(node.id);
    if (symbol?.kind !== "variable" || !isTracked(symbol)) return;
    this.analysis.assigned.add(symbol);
    this.state.assign(this.#index(symbol));
    if (!this.#isOwn(symbol)) this.summary.writes.add(symbol);
  }

  /** The unit can run from here on. */
  apply(unit: Unit): void {
    if (this.state.isDead) return;
    this.#apply(unit, this.depth === 0 ? this.#applied : new Set(this.#applied));
  }

  /** Takes over what another unit does; for the methods of a type. */
  include(other: Summary): void {
    for (const [variable, ids] of other.reads) this.#readLater(variable, ids);
    for (const variable of other.writes) this.summary.writes.add(variable);
    for (const unit of other.mentions) this.summary.mentions.add(unit);
  }

  /** Reports the reads that were found wanting. */
  finish(): void {
    const { file, maybeUnset, report } = this.analysis.input;
    for (const [id, { node, variable, mayBeAssigned }] of this.#doubtful) {
      if (!this.analysis.assigned.has(variable)) continue;
      if (mayBeAssigned) {
        maybeUnset.add(id);
        continue;
      }
      const { declaration, name } = variable;
      const labels = declaration.start > node.start
        ? [{
          span: { file, start: declaration.start, end: declaration.end },
          text: "it is first assigned here",
        }]
        : [];
      const span = { file, start: node.start, end: node.end };
      report(
        diagnostic(
          "error",
          "name/before-assignment",
          span,
          `\`${name}\` is read before anything is assigned to it`,
          {
            label: "no assignment can come before this",
            labels,
            help: ["move the assignment above this line"],
          },
        ),
      );
    }
  }

  #apply(unit: Unit, done: Set<Unit>): void {
    if (done.has(unit)) return;
    done.add(unit);
    const { reads, writes, mentions } = this.analysis.summary(unit);
    for (const [variable, ids] of reads) this.#readLater(variable, ids);
    for (const variable of writes) {
      this.state.assignPerhaps(this.#index(variable));
      if (!this.#isOwn(variable)) this.summary.writes.add(variable);
    }
    for (const mentioned of mentions) {
      if (mentioned.kind !== "FnExpr" && this.declared.has(mentioned)) this.#apply(mentioned, done);
      else this.summary.mentions.add(mentioned);
    }
  }

  #mention(declaration: FnDecl | TypeDecl): void {
    if (declaration !== this.unit) this.analysis.mentioned.add(declaration);
    if (this.declared.has(declaration)) this.apply(declaration);
    else this.summary.mentions.add(declaration);
  }

  #read(node: NodeBase, variable: VariableSymbol): void {
    const { module, unsetExports, maybeUnset } = this.analysis.input;
    if (variable.scope.module !== module) {
      if (unsetExports.has(variable)) maybeUnset.add(node.id);
      return;
    }
    if (this.state.isDead || !isTracked(variable)) return;
    const index = this.#index(variable);
    if (this.state.isAssigned(index)) return;
    if (!this.#isOwn(variable)) return this.#readLater(variable, [node.id]);
    const mayBeAssigned = this.analysis.input.hasSyntaxErrors || this.state.mayBeAssigned(index);
    const known = this.#doubtful.get(node.id);
    if (known === undefined) this.#doubtful.set(node.id, { node, variable, mayBeAssigned });
    else known.mayBeAssigned ||= mayBeAssigned;
  }

  /** Reads by code that may run from here on. */
  #readLater(variable: VariableSymbol, ids: Iterable<number>): void {
    if (this.isAssigned(variable)) return;
    if (this.#isOwn(variable)) {
      for (const id of ids) this.analysis.input.maybeUnset.add(id);
      return;
    }
    let reads = this.summary.reads.get(variable);
    if (reads === undefined) this.summary.reads.set(variable, reads = new Set());
    for (const id of ids) reads.add(id);
  }

  #isOwn(variable: VariableSymbol): boolean {
    return variable.scope.node === this.unit;
  }

  #index(variable: VariableSymbol): number {
    let index = this.#indexes.get(variable);
    if (index === undefined) this.#indexes.set(variable, index = this.#indexes.size);
    return index;
  }
}

/** Kinds of nodes in which a nested `fn` may stand without a function around it. */
const HOLDS_STATEMENTS: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>(
  [
    "Block",
    "ExprStmt",
    "LetStmt",
    "AssignStmt",
    "WhileStmt",
    "ForStmt",
    "IfExpr",
    "MatchExpr",
    "MatchArm",
    "LoopExpr",
  ],
);

/** Parameters and the names of arms and comprehensions have their value from the start. */
const isTracked = (variable: VariableSymbol): boolean =>
  !variable.isParam && (variable.scope.kind === "function" || variable.scope.kind === "module");
