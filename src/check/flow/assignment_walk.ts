/** Walks code in the order in which it runs, and tells a scope what is read and assigned on the way. */
import type {
  AssignStmt,
  BreakStmt,
  ContinueStmt,
  Expr,
  ForStmt,
  ListComp,
  LoopExpr,
  MapComp,
  MatchExpr,
  Node,
  Param,
  Pattern,
  Stmt,
  WhileStmt,
} from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { AssignmentState } from "./assignment_state.ts";
import type { ScopeAnalysis } from "./definite_assignment.ts";

/** Loops nested deeper than this are walked once only: each level may double the work. */
const MOST_REPEATED_LOOPS = 5;

interface OpenLoop {
  readonly label: string | null;
  /** What is known where the loop ends by `break`, and where its next turn starts. */
  breaks: AssignmentState;
  continues: AssignmentState;
}

/** Walks the defaults of `params`, the statements of `body` and the expression `value` of a scope. */
export function walkBody(
  scope: ScopeAnalysis,
  body: readonly Stmt[],
  params: readonly Param[] = [],
  value: Expr | null = null,
): void {
  const walk = new AssignmentWalk(scope);
  for (const param of params) {
    if (param.defaultValue === null) continue;
    // A default is evaluated only when the argument is left out.
    walk.branch(() => walk.node(param.defaultValue!));
  }
  for (const statement of body) walk.node(statement);
  if (value !== null) walk.node(value);
}

class AssignmentWalk {
  readonly #scope: ScopeAnalysis;
  readonly #loops: OpenLoop[] = [];

  constructor(scope: ScopeAnalysis) {
    this.#scope = scope;
  }

  node(node: Node): void {
    switch (node.kind) {
      case "Name":
        return this.#scope.use(node);
      case "IntLit":
      case "Ident":
      case "TypeDecl":
      case "EnumDecl":
      case "ImportStmt":
      case "FromStmt":
      case "FnDecl":
        // Declarations run when they are used; decorators are evaluated after the top level.
        return;
      case "FnExpr":
        return this.#scope.apply(node);
      case "Member":
        this.node(node.object);
        // `util.name` reads a variable of another module.
        return this.#scope.use(node);
      case "StructLit":
        this.#scope.use(node);
        for (const init of node.inits) this.node(init.value);
        if (node.base !== null) this.node(node.base);
        return;
      case "NamedTypeNode":
        this.#scope.use(node);
        return forEachChild(node, (child) => this.node(child));
      case "LetStmt":
        this.node(node.value);
        return this.#bind(node.pattern);
      case "AssignStmt":
        return this.#assignment(node);
      case "ReturnStmt":
      case "StatusReturn":
        forEachChild(node, (child) => this.node(child));
        return this.#leave();
      case "BreakStmt":
      case "ContinueStmt":
        return this.#jump(node);
      case "WhileStmt":
        return this.#while(node);
      case "ForStmt":
        return this.#for(node);
      case "LoopExpr":
        return this.#loop(node);
      case "MatchExpr":
        return this.#match(node);
      case "IfExpr":
        this.node(node.condition);
        return this.#either(
          () => this.node(node.then),
          () => node.otherwise !== null && this.node(node.otherwise),
        );
      case "Binary":
        this.node(node.left);
        if (node.op === "and" || node.op === "or" || node.op === "??") {
          return this.branch(() => this.node(node.right));
        }
        return this.node(node.right);
      case "ListComp":
      case "MapComp":
        return this.#comprehension(node);
      case "Call": {
        this.node(node.callee);
        const args = () => node.args.forEach((arg) => this.node(arg));
        if (isNullSafe(node.callee)) this.branch(args);
        else args();
        if (this.#scope.analysis.input.isPanic(node)) this.#leave();
        return;
      }
      default:
        return forEachChild(node, (child) => this.node(child));
    }
  }

  /** Code that may be skipped. */
  branch(run: () => void): void {
    this.#either(run, () => {});
  }

  /** Two ways, of which one is taken. */
  #either(one: () => unknown, other: () => unknown): void {
    const scope = this.#scope;
    const before = scope.state;
    scope.depth++;
    scope.state = before.copy();
    one();
    const after = scope.state;
    scope.state = before;
    other();
    scope.state = AssignmentState.join(after, scope.state);
    scope.depth--;
  }

  #leave(): void {
    this.#scope.state = AssignmentState.dead();
  }

  #assignment(node: AssignStmt): void {
    const { target } = node;
    if (target.kind !== "Name") {
      forEachChild(target, (child) => this.node(child));
      return this.node(node.value);
    }
    if (node.op !== "=") this.#scope.use(target);
    this.node(node.value);
    this.#scope.assign(target);
  }

  #bind(pattern: Pattern): void {
    if (pattern.kind === "NamePattern") this.#scope.assign(pattern);
    else if (pattern.kind === "TuplePattern") { for (const element of pattern.elements) this.#bind(element); }
    else if (pattern.kind === "VariantPattern") { for (const arg of pattern.args ?? []) this.#bind(arg); }
  }

  #jump(node: BreakStmt | ContinueStmt): void {
    if (node.kind === "BreakStmt" && node.value !== null) this.node(node.value);
    const { label } = node;
    const loop = label === null
      ? this.#loops.at(-1)
      : this.#loops.findLast((one) => one.label === label.name);
    if (loop !== undefined) {
      const to = node.kind === "BreakStmt" ? "breaks" : "continues";
      loop[to] = AssignmentState.join(loop[to], this.#scope.state.copy());
    }
    this.#leave();
  }

  #while(node: WhileStmt): void {
    this.node(node.condition);
    const isEndless = node.condition.kind === "BoolLit" && node.condition.value;
    const before = isEndless ? AssignmentState.dead() : this.#scope.state.copy();
    const { breaks, end } = this.#turns(
      node.label?.name ?? null,
      () => this.node(node.body),
      () => this.node(node.condition),
    );
    const ended = isEndless ? AssignmentState.dead() : AssignmentState.join(before, end);
    this.#scope.state = AssignmentState.join(ended, breaks);
  }

  #for(node: ForStmt): void {
    this.node(node.iterable);
    const before = this.#scope.state.copy();
    const { breaks, end } = this.#turns(node.label?.name ?? null, () => {
      this.#bind(node.pattern);
      this.node(node.body);
    });
    this.#scope.state = AssignmentState.join(AssignmentState.join(before, end), breaks);
  }

  #loop(node: LoopExpr): void {
    this.#scope.state = this.#turns(node.label?.name ?? null, () => this.node(node.body)).breaks;
  }

  /** The turns of a loop from the current state: a second walk when a turn assigns what the first one read. */
  #turns(
    label: string | null,
    body: () => void,
    between: () => void = () => {},
  ): { breaks: AssignmentState; end: AssignmentState } {
    const scope = this.#scope;
    const before = scope.state;
    const loop: OpenLoop = { label, breaks: AssignmentState.dead(), continues: AssignmentState.dead() };
    this.#loops.push(loop);
    scope.depth++;
    const turn = (): AssignmentState => {
      body();
      scope.state = AssignmentState.join(scope.state, loop.continues);
      between();
      return scope.state;
    };
    scope.state = before.copy();
    let end = turn();
    if (before.lacksSomeOf(end) && scope.depth <= MOST_REPEATED_LOOPS) {
      scope.state = before.copy();
      scope.state.addSomeOf(end);
      end = turn();
    }
    scope.depth--;
    this.#loops.pop();
    return { breaks: loop.breaks, end };
  }

  #match(node: MatchExpr): void {
    this.node(node.scrutinee);
    if (node.arms.length === 0) return;
    const scope = this.#scope;
    let after = AssignmentState.dead();
    scope.depth++;
    for (const arm of node.arms) {
      if (arm.guard !== null) this.node(arm.guard);
      const tested = scope.state.copy();
      this.node(arm.body);
      after = AssignmentState.join(after, scope.state);
      scope.state = tested;
    }
    scope.depth--;
    scope.state = after;
  }

  #comprehension(node: ListComp | MapComp): void {
    const [first, ...rest] = node.clauses;
    if (first !== undefined) this.node(first.iterable);
    this.branch(() => {
      for (const clause of rest) this.node(clause.iterable);
      if (node.condition !== null) this.node(node.condition);
      if (node.kind === "MapComp") {
        this.node(node.key);
        this.node(node.value);
      } else this.node(node.element);
    });
  }
}

/** Whether the call is skipped when something before it is null (`a?.m(x)`). */
function isNullSafe(callee: Expr): boolean {
  while (true) {
    if (callee.kind === "Member" || callee.kind === "TupleIndex") {
      if (callee.isOptional) return true;
      callee = callee.object;
    } else if (callee.kind === "Call") callee = callee.callee;
    else if (callee.kind === "Index") callee = callee.object;
    else return false;
  }
}
