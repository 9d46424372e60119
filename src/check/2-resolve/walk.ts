/** The walk over statements and expressions that feeds the sink. */
import type {
  Arg,
  Block,
  CompClause,
  Decorator,
  Expr,
  FnDecl,
  FnExpr,
  MatchArm,
  Pattern,
  Program,
  Stmt,
  TypeDecl,
} from "../../syntax/ast.ts";
import { isVariantName } from "../patterns/cells.ts";
import type { TypeSymbol } from "../../types/symbol.ts";
import { type Initialiser, innerScope, type NameSink, type Scope } from "./scope.ts";

/** The statements of a module; functions, methods and defaults of fields are queued. */
export function walkTopLevel(sink: NameSink, program: Program): void {
  walkStatements(sink, program.body, sink.module, true);
}

/** Parameters' defaults, then the body. */
export function walkFunctionBody(sink: NameSink, node: FnDecl | FnExpr, scope: Scope): void {
  for (const param of node.params) {
    walkDecorators(sink, param.decorators, sink.module);
    // A default sees the parameters before it, not those after it nor the variables of the body.
    if (param.defaultValue) {
      walkExpr(sink, param.defaultValue, scope, { start: param.start, end: Infinity, outer: null });
    }
  }
  const body = node.body;
  if (body === null) return;
  if (body.kind === "Block") walkStatements(sink, body.body, scope, false);
  else walkExpr(sink, body, scope, null);
}

function walkStatements(
  sink: NameSink,
  statements: readonly Stmt[],
  scope: Scope,
  isTop: boolean,
  initialiser: Initialiser | null = null,
): void {
  for (const stmt of statements) walkStatement(sink, stmt, scope, isTop, initialiser);
}

function walkStatement(
  sink: NameSink,
  stmt: Stmt,
  scope: Scope,
  isTop: boolean,
  outer: Initialiser | null,
): void {
  switch (stmt.kind) {
    case "FnDecl":
      walkDecorators(sink, stmt.decorators, sink.module);
      if (!isTop) sink.declareFunction(stmt, scope.owner);
      sink.nested(stmt, scope, null, scope.hasSelf);
      break;
    case "TypeDecl":
      walkType(sink, stmt);
      break;
    case "EnumDecl":
    case "ImportStmt":
    case "FromStmt":
      walkDecorators(sink, stmt.decorators, sink.module);
      break;
    case "LetStmt": {
      const isFirst = { start: stmt.pattern.start, end: stmt.pattern.end, outer };
      walkExpr(sink, stmt.value, scope, isFirst);
      declarePattern(sink, stmt.pattern, scope.owner, false);
      break;
    }
    case "AssignStmt":
      if (stmt.target.kind === "Name") {
        const isFirst = { start: stmt.target.start, end: stmt.target.end, outer };
        walkExpr(sink, stmt.value, scope, stmt.op === "=" ? isFirst : outer);
        if (stmt.type) sink.declare(stmt.target, scope.owner);
        else sink.assign(stmt.target, scope, stmt.op !== "=");
      } else {
        walkExpr(sink, stmt.target, scope, outer);
        walkExpr(sink, stmt.value, scope, outer);
      }
      break;
    case "WhileStmt":
      walkExpr(sink, stmt.condition, scope, outer);
      walkBlock(sink, stmt.body, scope, outer);
      break;
    case "ForStmt":
      walkExpr(sink, stmt.iterable, scope, { start: stmt.pattern.start, end: stmt.pattern.end, outer });
      declarePattern(sink, stmt.pattern, scope.owner, false);
      walkBlock(sink, stmt.body, scope, outer);
      break;
    case "ReturnStmt":
    case "BreakStmt":
      if (stmt.value) walkExpr(sink, stmt.value, scope, outer);
      break;
    case "StatusReturn":
      walkExpr(sink, stmt.status, scope, outer);
      walkExpr(sink, stmt.body, scope, outer);
      break;
    case "ExprStmt":
      walkExpr(sink, stmt.expr, scope, outer);
      break;
  }
}

function walkBlock(sink: NameSink, block: Block, scope: Scope, outer: Initialiser | null): void {
  walkStatements(sink, block.body, scope, false, outer);
}

function walkType(sink: NameSink, decl: TypeDecl): void {
  walkDecorators(sink, decl.decorators, sink.module);
  const symbol = sink.symbolOf(decl.id);
  const owner: TypeSymbol | null = symbol?.kind === "type" ? symbol : null;
  for (const member of decl.members ?? []) {
    walkDecorators(sink, member.decorators, sink.module);
    if (member.kind === "FnDecl") {
      sink.nested(member, sink.module, member.isStatic ? null : owner, !member.isStatic);
    } else if (member.defaultValue) {
      const scope = innerScope("comprehension", member, sink.module);
      (scope as { self: TypeSymbol | null }).self = owner;
      walkExpr(sink, member.defaultValue, scope, null);
    }
  }
}

function walkDecorators(
  sink: NameSink,
  decorators: readonly Decorator[],
  scope: Scope,
): void {
  for (const decorator of decorators) if (decorator.args) walkArgs(sink, decorator.args, scope, null);
}

function walkArgs(
  sink: NameSink,
  args: readonly Arg[],
  scope: Scope,
  outer: Initialiser | null,
): void {
  for (const arg of args) if (arg.value.kind !== "TypeArg") walkExpr(sink, arg.value, scope, outer);
}

/** Declares the names that a pattern binds. In a `match` an upper-case name never binds. */
function declarePattern(sink: NameSink, pattern: Pattern, scope: Scope, isMatch: boolean): void {
  switch (pattern.kind) {
    case "NamePattern":
      if (!isMatch || !isVariantName(pattern.name)) sink.declare(pattern, scope);
      break;
    case "TuplePattern":
      for (const element of pattern.elements) declarePattern(sink, element, scope, isMatch);
      break;
    case "VariantPattern":
      for (const arg of pattern.args ?? []) declarePattern(sink, arg, scope, isMatch);
      break;
    case "OrPattern":
      for (const one of pattern.alternatives) declarePattern(sink, one, scope, isMatch);
      break;
  }
}

function walkArm(sink: NameSink, arm: MatchArm, outerScope: Scope, outer: Initialiser | null): void {
  const scope = innerScope("arm", arm, outerScope);
  declarePattern(sink, arm.pattern, scope, true);
  if (arm.guard) walkExpr(sink, arm.guard, scope, outer);
  const body = arm.body;
  switch (body.kind) {
    case "Block":
      walkBlock(sink, body, scope, outer);
      break;
    case "ReturnStmt":
    case "StatusReturn":
    case "BreakStmt":
    case "ContinueStmt":
      walkStatement(sink, body, scope, false, outer);
      break;
    default:
      walkExpr(sink, body, scope, outer);
  }
}

function walkClauses(
  sink: NameSink,
  clauses: readonly CompClause[],
  scope: Scope,
  outer: Initialiser | null,
): void {
  for (const clause of clauses) {
    const { start, end } = clause.pattern;
    walkExpr(sink, clause.iterable, scope, { start, end, outer });
    declarePattern(sink, clause.pattern, scope, false);
  }
}

function walkExpr(
  sink: NameSink,
  expr: Expr,
  scope: Scope,
  outer: Initialiser | null,
): void {
  switch (expr.kind) {
    case "Name":
      sink.read(expr, scope, outer);
      break;
    case "StrLit":
      for (const part of expr.parts) {
        if (typeof part !== "string") walkExpr(sink, part.expr, scope, outer);
      }
      break;
    case "Paren":
      walkExpr(sink, expr.expr, scope, outer);
      break;
    case "TupleLit":
    case "ListLit":
      for (const element of expr.elements) walkExpr(sink, element, scope, outer);
      break;
    case "MapLit":
      for (const entry of expr.entries) {
        walkExpr(sink, entry.key, scope, outer);
        walkExpr(sink, entry.value, scope, outer);
      }
      break;
    case "ListComp":
    case "MapComp": {
      const inner = innerScope("comprehension", expr, scope);
      walkClauses(sink, expr.clauses, inner, outer);
      if (expr.condition) walkExpr(sink, expr.condition, inner, outer);
      if (expr.kind === "ListComp") walkExpr(sink, expr.element, inner, outer);
      else {
        walkExpr(sink, expr.key, inner, outer);
        walkExpr(sink, expr.value, inner, outer);
      }
      break;
    }
    case "StructLit":
      for (const init of expr.inits) walkExpr(sink, init.value, scope, outer);
      if (expr.base) walkExpr(sink, expr.base, scope, outer);
      break;
    case "RangeExpr":
      if (expr.from) walkExpr(sink, expr.from, scope, outer);
      if (expr.to) walkExpr(sink, expr.to, scope, outer);
      break;
    case "Unary":
    case "Await":
    case "Try":
      walkExpr(sink, expr.operand, scope, outer);
      break;
    case "Binary":
      walkExpr(sink, expr.left, scope, outer);
      walkExpr(sink, expr.right, scope, outer);
      break;
    case "Call":
      walkExpr(sink, expr.callee, scope, outer);
      walkArgs(sink, expr.args, scope, outer);
      break;
    case "Index":
      walkExpr(sink, expr.object, scope, outer);
      walkExpr(sink, expr.index, scope, outer);
      break;
    case "Member":
    case "TupleIndex":
      walkExpr(sink, expr.object, scope, outer);
      break;
    case "IfExpr":
      walkExpr(sink, expr.condition, scope, outer);
      walkBlock(sink, expr.then, scope, outer);
      if (expr.otherwise?.kind === "Block") walkBlock(sink, expr.otherwise, scope, outer);
      else if (expr.otherwise) walkExpr(sink, expr.otherwise, scope, outer);
      break;
    case "MatchExpr":
      walkExpr(sink, expr.scrutinee, scope, outer);
      for (const arm of expr.arms) walkArm(sink, arm, scope, outer);
      break;
    case "LoopExpr":
      walkBlock(sink, expr.body, scope, outer);
      break;
    case "FnExpr":
      sink.nested(expr, scope, null, scope.hasSelf);
      break;
    case "SelfExpr":
      sink.self(expr, scope);
      break;
  }
}
