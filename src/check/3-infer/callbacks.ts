/** Functions passed where others are called. */
import type { Expr } from "../../syntax/ast.ts";
import { functionProblem } from "../../types/assignability.ts";
import { withArticle } from "../../types/with_article.ts";
import { printType } from "../../types/print_type.ts";
import type { FunctionType } from "../../types/type.ts";
import type { Inference } from "./inference.ts";

/** Reports `call/callback`: the callback cannot be called as the receiver does. */
export function callbackProblem(
  at: Inference,
  expr: Expr,
  found: FunctionType,
  expected: FunctionType,
): void {
  const problem = functionProblem(found, expected);
  if (!problem) return;
  const wanted = `\`${printType(expected)}\``;
  const inline = expr.kind === "FnExpr" ? expr : null;
  switch (problem.kind) {
    case "arity": {
      const has = problem.most === Infinity ? `at least ${problem.least}` : String(problem.most);
      const range = inline && inline.params.length > 0
        ? { start: inline.params[0]!.start, end: inline.params.at(-1)!.end }
        : expr;
      at.error(
        "call/callback",
        range,
        `the callback is called with ${count(problem.expected)}, it takes ${has}`,
        {
          label: `expected ${count(problem.expected)}`,
          help: [`its type is ${wanted}`],
        },
      );
      at.misfit(expr, expected);
      break;
    }
    case "param": {
      const param = inline?.params[problem.index];
      at.error(
        "call/callback",
        param ?? expr,
        `the callback gets ${withArticle(problem.expected)}, its parameter is \`${
          printType(problem.found)
        }\``,
        {
          label: `expected \`${printType(problem.expected)}\``,
          help: [`the type of the callback is ${wanted}`],
        },
      );
      break;
    }
    case "result": {
      const body = inline && inline.body.kind !== "Block" ? inline.body : expr;
      at.error(
        "call/callback",
        body,
        `the callback must give ${withArticle(problem.expected)}, it gives \`${printType(problem.found)}\``,
        { label: `this is ${withArticle(problem.found)}`, help: [`the type of the callback is ${wanted}`] },
      );
    }
  }
}

function count(n: number): string {
  return n === 0 ? "no arguments" : n === 1 ? "1 argument" : `${n} arguments`;
}
