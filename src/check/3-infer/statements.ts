/** Statements. */
import type {
  Block,
  BreakStmt,
  ExprStmt,
  ForStmt,
  ReturnStmt,
  StatusReturn,
  Stmt,
  WhileStmt,
} from "../../syntax/ast.ts";
import { fits } from "../../types/assignability.ts";
import { join } from "../../types/join.ts";
import { withArticle } from "../../types/with_article.ts";
import { printType } from "../../types/print_type.ts";
import { ERROR, INT, NULL, type Type } from "../../types/type.ts";
import { bindPattern } from "../patterns/bind.ts";
import { inferAssign, inferLet } from "./assignments.ts";
import { loopEnvironment } from "./control.ts";
import { isOtherAnswer, markAnswers } from "./handlers.ts";
import type { Inference, Loop } from "./inference.ts";
import { elementType } from "./iteration.ts";
import { reportMismatch } from "./mismatch.ts";
import { startsCall } from "./spawning.ts";
import { patternHost } from "./pattern_host.ts";

export function inferBlock(at: Inference, block: Block): void {
  for (const stmt of block.body) inferStatement(at, stmt);
}

function inferStatement(at: Inference, stmt: Stmt): void {
  switch (stmt.kind) {
    case "LetStmt":
      inferLet(at, stmt);
      break;
    case "AssignStmt":
      inferAssign(at, stmt);
      break;
    case "ExprStmt":
      inferExpressionStatement(at, stmt);
      break;
    case "ReturnStmt":
      inferReturn(at, stmt);
      at.leave();
      break;
    case "StatusReturn":
      inferStatusReturn(at, stmt);
      at.leave();
      break;
    case "WhileStmt":
      inferWhile(at, stmt);
      break;
    case "ForStmt":
      inferFor(at, stmt);
      break;
    case "BreakStmt":
      inferBreak(at, stmt);
      at.leave();
      break;
    case "ContinueStmt":
      at.leave();
      break;
    case "FnDecl":
      // Functions of the top level are looked at after it, those inside others where they stand.
      if (at.context.module.symbols[stmt.id]?.kind === "function") at.inferNested(stmt);
      break;
  }
}

function inferExpressionStatement(at: Inference, stmt: ExprStmt): void {
  const { session, program } = at.context.module;
  if (session && program.body.at(-1) === stmt) {
    // The value of an input is shown.
    at.infer(stmt.expr, null);
    return;
  }
  const type = at.inferUnused(stmt.expr);
  if (type.kind === "future" && !startsCall(at, stmt.expr)) {
    at.warn("async/never-awaited", stmt.expr, "this Future is dropped, so nothing runs", {
      label: `gives \`${printType(type)}\``,
      help: ["wait for it with `.await`, or start it beside the caller with `spawn(…)`"],
      fixes: at.body.isAsync
        ? [{
          title: "wait for it",
          safe: false,
          edits: [{
            span: at.context.span({ start: stmt.expr.end, end: stmt.expr.end }),
            replacement: ".await",
          }],
        }]
        : [],
    });
  }
}

function inferReturn(at: Inference, stmt: ReturnStmt): void {
  const body = at.body;
  if (body.node === null || body.result === null) {
    const type = stmt.value ? at.infer(stmt.value, null) : NULL;
    body.returns = body.returns === null ? type : join(body.returns, type);
    return;
  }
  if (stmt.value === null) {
    if (!fits(NULL, body.result) && !body.isHandler) {
      at.error("null/not-handled", stmt, `expected \`${printType(body.result)}\`, found \`null\``, {
        label: "gives `null`",
        labels: body.node.result ? [at.context.label(body.node.result, "declared here")] : [],
        help: [
          `return a \`${printType(body.result)}\`, or declare the result as \`${printType(body.result)}?\``,
        ],
      });
    }
    return;
  }
  storeResult(at, stmt.value, body.result);
}

/** Stores the result of a function with a declared result. A handler may answer otherwise. */
export function storeResult(at: Inference, value: Parameters<Inference["store"]>[0], result: Type): void {
  if (at.body.isHandler) markAnswers(value);
  const found = at.infer(value, result);
  if (at.body.isHandler && isOtherAnswer(found, result)) return;
  at.storeInferred(value, found, result);
}

function inferStatusReturn(at: Inference, stmt: StatusReturn): void {
  at.infer(stmt.body, null);
  if (!at.body.isHandler) {
    const name = at.body.node?.kind === "FnDecl" ? `\`${at.body.node.name.name}\`` : "this function";
    at.error(
      "http/status-outside-handler",
      { start: stmt.start, end: stmt.status.end },
      at.body.node === null
        ? "a status return at the top level"
        : `a status return in ${name}, which is no route handler or middleware`,
      {
        label: "answers a request",
        help: ["return a value or an `Err` from here, and answer in the handler"],
      },
    );
  }
  const status = stmt.status;
  if (status.kind === "IntLit") {
    at.types[status.id] = INT;
    if (status.value < 200 || status.value > 599) {
      at.error("http/status-range", status, `the status ${status.value} is not between 200 and 599`, {
        label: "out of range",
        help: ["use a status from 200 to 599"],
      });
    }
    return;
  }
  const type = at.infer(status, null);
  const symbol = at.context.module.symbols[status.id];
  const isModuleVariable = symbol?.kind === "variable" && symbol.scope.kind === "module";
  if (type === ERROR || (isModuleVariable && (type === INT || type.kind === "any"))) return;
  const text = at.context.text(status);
  at.error("http/status-range", status, `\`${text}\` is not a module variable that holds an Int`, {
    label: isModuleVariable ? `this is ${withArticle(type)}` : "not a module variable",
    help: ["write the status as a literal, or name a variable of the top level"],
  });
}

function inferWhile(at: Inference, stmt: WhileStmt): void {
  const start = loopEnvironment(at, stmt.condition, stmt.body);
  at.env = start;
  at.condition(stmt.condition);
  at.env = start.whenTrue(stmt.condition, at.isBareField);
  inLoop(at, stmt, "while", stmt.label?.name ?? null, stmt.body);
  at.env = start;
}

function inferFor(at: Inference, stmt: ForStmt): void {
  const element = elementType(at, stmt.iterable);
  const start = loopEnvironment(at, stmt.body);
  at.env = start;
  bindPattern(stmt.pattern, element, "for", patternHost(at));
  inLoop(at, stmt, "for", stmt.label?.name ?? null, stmt.body);
  at.env = start;
  if (!start.isEmpty) at.env = start.assignedAll(namesOf(stmt));
}

function namesOf(stmt: ForStmt): string[] {
  const names: string[] = [];
  const visit = (pattern: ForStmt["pattern"]): void => {
    if (pattern.kind === "NamePattern") names.push(pattern.name);
    else if (pattern.kind === "TuplePattern") pattern.elements.forEach(visit);
  };
  visit(stmt.pattern);
  return names;
}

function inLoop(
  at: Inference,
  node: WhileStmt | ForStmt,
  kind: Loop["kind"],
  label: string | null,
  body: Block,
): void {
  at.loop = { node, label, kind, expected: null, breaks: null, outer: at.loop };
  at.inferBlock(body);
  at.loop = at.loop.outer;
}

function inferBreak(at: Inference, stmt: BreakStmt): void {
  let loop = at.loop;
  while (loop && stmt.label !== null && loop.label !== stmt.label.name) loop = loop.outer;
  let type: Type = NULL;
  if (stmt.value) {
    type = loop?.expected ? at.store(stmt.value, loop.expected) : at.infer(stmt.value, null);
  } else if (loop?.expected && !fits(NULL, loop.expected)) {
    reportMismatch(at.context, stmt as never, NULL, loop.expected);
    type = loop.expected;
  }
  if (loop) loop.breaks = loop.breaks === null ? type : join(loop.breaks, type);
}
