/** What the emitter relies on: every expression has a type, every name a symbol, every call its information. */
import type { CheckedModule } from "../../src/check/result.ts";
import type { Node } from "../../src/syntax/ast.ts";
import { forEachChild } from "../../src/syntax/visitor.ts";

const EXPRESSIONS = new Set([
  "IntLit",
  "FloatLit",
  "StrLit",
  "BytesLit",
  "BoolLit",
  "NullLit",
  "Name",
  "SelfExpr",
  "Paren",
  "TupleLit",
  "ListLit",
  "MapLit",
  "ListComp",
  "MapComp",
  "StructLit",
  "RangeExpr",
  "Unary",
  "Binary",
  "Call",
  "Index",
  "Member",
  "TupleIndex",
  "Await",
  "Try",
  "IfExpr",
  "MatchExpr",
  "LoopExpr",
  "FnExpr",
]);

/** What is missing, one line each; for programs without diagnostics there must be nothing. */
export function missingEntries(module: CheckedModule): string[] {
  const missing: string[] = [];
  const say = (node: Node, what: string) =>
    missing.push(`${what}: ${node.kind} \`${module.file.text.slice(node.start, node.end).slice(0, 40)}\``);
  const visit = (node: Node): void => {
    if (EXPRESSIONS.has(node.kind) && module.types[node.id] === undefined) say(node, "no type");
    if (node.kind === "Call" && module.calls[node.id] === undefined) say(node, "no call");
    if (node.kind === "Name" && node.name !== "Ok" && node.name !== "Err") {
      if (module.symbols[node.id] === undefined && !module.bareFields.has(node.id)) say(node, "no symbol");
    }
    if (
      node.kind === "StructLit" || node.kind === "FnDecl" || node.kind === "Param" ||
      node.kind === "NamePattern"
    ) {
      if (module.symbols[node.id] === undefined) say(node, "no symbol");
    }
    if (node.kind !== "ImportName") forEachChild(node, visit);
  };
  visit(module.program);
  return missing;
}
