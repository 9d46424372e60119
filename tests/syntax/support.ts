/** Short forms for the syntax tests. */

import type { Expr, Node, Stmt } from "../../src/syntax/ast.ts";
import { parse, parseExpression } from "../../src/syntax/parse.ts";

/** The codes of a program's diagnostics, in order. */
export function codes(text: string): string[] {
  return parse({ path: "test.fitz", text }).diagnostics.map((d) => d.code);
}

/** `line:column code message` of each diagnostic. */
export function messages(text: string): string[] {
  return parse({ path: "test.fitz", text }).diagnostics.map((d) => {
    const before = text.slice(0, d.span.start).split("\n");
    return `${before.length}:${before[before.length - 1].length + 1} ${d.code} ${d.message}`;
  });
}

/** The statements of a program that must be correct. */
export function statements(text: string): readonly Stmt[] {
  const result = parse({ path: "test.fitz", text });
  if (result.diagnostics.length > 0) throw new Error(`${text}\n${messages(text).join("\n")}`);
  return result.program.body;
}

/** An expression that must be correct, as an S-expression of operators. */
export function shape(text: string): string {
  const { expr, diagnostics } = parseExpression({ path: "test.fitz", text });
  if (diagnostics.length > 0) throw new Error(`${text}: ${diagnostics[0].message}`);
  return show(expr);
}

function show(e: Expr): string {
  switch (e.kind) {
    case "Binary":
      return `(${e.op} ${show(e.left)} ${show(e.right)})`;
    case "RangeExpr":
      return `(${e.isInclusive ? "..=" : ".."} ${e.from ? show(e.from) : "_"} ${e.to ? show(e.to) : "_"})`;
    case "Unary":
      return `(${e.op} ${show(e.operand)})`;
    case "Name":
      return e.name;
    case "IntLit":
    case "FloatLit":
      return String(e.value);
    case "Paren":
      return `[${show(e.expr)}]`;
    case "Call":
      return `(call ${
        [show(e.callee), ...e.args.map((a) => a.value.kind === "TypeArg" ? "type" : show(a.value))].join(" ")
      })`;
    case "Member":
      return `(${e.isOptional ? "?." : "."} ${show(e.object)} ${e.name.name})`;
    case "TupleIndex":
      return `(${e.isOptional ? "?." : "."} ${show(e.object)} ${e.index})`;
    case "Index":
      return `(index ${show(e.object)} ${show(e.index)})`;
    case "Await":
      return `(await ${show(e.operand)})`;
    case "Try":
      return `(try ${show(e.operand)})`;
    default:
      return e.kind;
  }
}

/** The tree without ids, places and redundant detail, for comparing programs. */
export function bare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bare);
  if (node === null || typeof node !== "object" || node instanceof Uint8Array) return node;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node as Node)) {
    if (["id", "start", "end", "specStart", "headEnd", "opStart", "opEnd"].includes(key)) continue;
    result[key] = bare(value);
  }
  return result;
}
