/** What can be said of answers before the program runs: web.md 8.3, 8.4. */
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Node, StructLit } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { notEncodable } from "../../types/encodable.ts";
import { printType } from "../../types/print_type.ts";
import type { Type } from "../../types/type.ts";
import type { FeatureContext } from "../feature.ts";
import { type Handler, spanOf } from "../../app/parameters.ts";
import { isResponse } from "./responses.ts";

/** Reports a declared result that no JSON can be made of. */
export function checkResult(handler: Handler): void {
  const { declaration, symbol, context } = handler;
  if (declaration.result === null) return;
  const { result } = symbol.type;
  // A Future that a handler returns is awaited.
  const type = result.kind === "future" ? result.value : result;
  const reason = notEncodable(eventType(type) ?? type);
  if (reason === null) return;
  context.report(diagnostic(
    "error",
    "json/not-encodable",
    spanOf(handler, declaration.result),
    `a value of type \`${printType(type)}\` cannot be written as JSON`,
    { label: reason, help: ["answer with types that JSON has; maps have keys of type Str"] },
  ));
}

/** What a stream that answers sends, one by one. */
function eventType(type: Type): Type | null {
  const inner = type.kind === "result" ? type.ok : type;
  return inner.kind === "instance" && inner.symbol.module < 0 && inner.symbol.name === "Stream"
    ? inner.args[0]
    : null;
}

/** Reports `Response` literals that set both bodies, wherever they stand. */
export function checkResponseLiterals(context: FeatureContext): void {
  for (const module of context.program.modules) {
    const visit = (node: Node): void => {
      if (node.kind === "StructLit") {
        const type = module.types[node.id];
        const twice = type && isResponse(type) ? secondBody(node) : null;
        if (twice) {
          context.report(diagnostic(
            "error",
            "http/response-bodies",
            { file: module.file, start: twice.start, end: twice.end },
            "Response: cannot set both `body` and `body_bytes` — pick one.",
            { help: ["a text goes into `body`, bytes go into `body_bytes`"] },
          ));
        }
      }
      forEachChild(node, visit);
    };
    visit(module.program);
  }
}

/** The later of the two body fields where a literal gives both. */
function secondBody(literal: StructLit): StructLit["inits"][number] | null {
  const bodies = literal.inits.filter(({ name }) => name.name === "body" || name.name === "body_bytes");
  return new Set(bodies.map(({ name }) => name.name)).size > 1 ? bodies[1] : null;
}
