/**
 * Whether code can reach its end. It cannot after `return`, `break`, `continue` and `panic`, after a `loop` that nothing
 * breaks, and after an `if` with `else` or an exhaustive `match` whose branches all leave (language.md 8.4).
 */
import type { Block, Call, Expr, LoopExpr, MatchArm, MatchExpr, Node, Stmt } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";

/** What completion depends on besides the tree. */
export interface CompletionHost {
  /** Whether the call never returns: its function is declared to give nothing back (`panic`). */
  isPanic(call: Call): boolean;
  /** Whether some arm always matches. Asked after the match was checked; one that was reported counts as exhaustive. */
  isExhaustive(match: MatchExpr): boolean;
}

/** Answers for one module; blocks are remembered, so asking for each of them costs one walk in all. */
export class Completion {
  readonly #host: CompletionHost;
  readonly #known = new Map<number, boolean>();

  constructor(host: CompletionHost) {
    this.#host = host;
  }

  /** Whether control can come out at the end of a block, a statement, an arm's body or an expression. */
  canComplete(node: Block | Stmt | Expr | MatchArm["body"]): boolean {
    switch (node.kind) {
      case "ReturnStmt":
      case "StatusReturn":
      case "BreakStmt":
      case "ContinueStmt":
      // What could not be parsed may have left.
      case "ErrorStmt":
        return false;
      case "Block":
      case "IfExpr":
      case "MatchExpr":
      case "LoopExpr":
        return this.#remembered(node);
      case "ExprStmt":
        return this.canComplete(node.expr);
      case "LetStmt":
        return this.canComplete(node.value);
      case "AssignStmt":
        return this.canComplete(node.target) && this.canComplete(node.value);
      case "WhileStmt":
        return this.canComplete(node.condition);
      case "ForStmt":
        return this.canComplete(node.iterable);
      case "Binary": {
        const isLazy = node.op === "and" || node.op === "or" || node.op === "??";
        return this.canComplete(node.left) && (isLazy || this.canComplete(node.right));
      }
      case "Call":
        return this.#call(node);
      case "ListComp":
      case "MapComp":
        return this.canComplete(node.clauses[0]!.iterable);
      case "Member":
      case "TupleIndex":
        return this.canComplete(node.object);
      case "Paren":
        return this.canComplete(node.expr);
      case "Name":
      case "IntLit":
      case "StrLit":
      case "FnExpr":
      case "FnDecl":
      case "TypeDecl":
      case "EnumDecl":
        // An interpolation could panic too, but nobody writes that to leave.
        return true;
      default:
        return this.#operands(node);
    }
  }

  /**
   * The first statement of a block that can never run because one before it always leaves; null when there is none.
   * Declarations are hoisted, so they do not count.
   */
  firstUnreachable(body: readonly Stmt[]): { readonly statement: Stmt; readonly leaver: Stmt } | null {
    let leaver: Stmt | null = null;
    for (const statement of body) {
      if (leaver !== null && !isDeclaration(statement)) return { statement, leaver };
      if (leaver === null && statement.kind !== "ErrorStmt" && !this.canComplete(statement)) {
        leaver = statement;
      }
    }
    return null;
  }

  #remembered(node: Block | Extract<Expr, { kind: "IfExpr" | "MatchExpr" | "LoopExpr" }>): boolean {
    let known = this.#known.get(node.id);
    if (known === undefined) this.#known.set(node.id, known = this.#compute(node));
    return known;
  }

  #compute(node: Block | Extract<Expr, { kind: "IfExpr" | "MatchExpr" | "LoopExpr" }>): boolean {
    switch (node.kind) {
      case "Block":
        return node.body.every((statement) => this.canComplete(statement));
      case "IfExpr":
        return this.canComplete(node.condition) &&
          (node.otherwise === null || this.canComplete(node.then) || this.canComplete(node.otherwise));
      case "MatchExpr":
        return this.canComplete(node.scrutinee) &&
          (node.arms.length === 0 || !this.#host.isExhaustive(node) ||
            node.arms.some((arm) => this.canComplete(arm.body)));
      case "LoopExpr":
        return hasBreak(node);
    }
  }

  #call(call: Call): boolean {
    if (this.#host.isPanic(call)) return false;
    if (!this.canComplete(call.callee)) return false;
    // After `a?.b` the arguments may be skipped.
    if (isNullSafe(call.callee)) return true;
    return call.args.every((arg) => arg.value.kind === "TypeArg" || this.canComplete(arg.value));
  }

  /** Expressions that evaluate all of their direct operands. */
  #operands(node: Node): boolean {
    let completes = true;
    forEachChild(node, (child) => {
      if (!completes) return;
      if (child.kind === "MapEntry") completes = this.canComplete(child.key) && this.canComplete(child.value);
      else if (child.kind === "FieldInit") completes = this.canComplete(child.value);
      else if (isExpression(child)) completes = this.canComplete(child);
    });
    return completes;
  }
}

const isDeclaration = (statement: Stmt): boolean =>
  statement.kind === "FnDecl" || statement.kind === "TypeDecl" || statement.kind === "EnumDecl" ||
  statement.kind === "ImportStmt" || statement.kind === "FromStmt" || statement.kind === "ErrorStmt";

const isNullSafe = (callee: Expr): boolean =>
  (callee.kind === "Member" && (callee.isOptional || isNullSafe(callee.object))) ||
  (callee.kind === "TupleIndex" && (callee.isOptional || isNullSafe(callee.object))) ||
  (callee.kind === "Call" && isNullSafe(callee.callee)) ||
  (callee.kind === "Index" && isNullSafe(callee.object));

const NO_EXPRESSIONS: ReadonlySet<Node["kind"]> = new Set([
  "Ident",
  "Interpolation",
  "Arg",
  "TypeArg",
  "MatchArm",
]);

const isExpression = (node: Node): node is Expr =>
  !NO_EXPRESSIONS.has(node.kind) && !node.kind.endsWith("Pattern");

/** Whether a `break` inside ends this very loop. */
function hasBreak(loop: LoopExpr): boolean {
  const label = loop.label?.name ?? null;
  let found = false;
  const visit = (node: Node, isInner: boolean): void => {
    if (found) return;
    switch (node.kind) {
      case "FnDecl":
      case "FnExpr":
        return;
      case "BreakStmt":
        found = node.label === null ? !isInner : node.label.name === label;
        break;
      case "WhileStmt":
      case "ForStmt":
      case "LoopExpr":
        // A loop of the same label inside takes its `break`s.
        if (node.label !== null && node.label.name === label) return;
        return forEachChild(node, (child) => visit(child, true));
    }
    forEachChild(node, (child) => visit(child, isInner));
  };
  visit(loop.body, false);
  return found;
}
