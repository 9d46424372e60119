/**
 * A program that runs in spite of its static errors: wrong values are stored as they are (language.md 5.8), so the places that hold them cannot be trusted. They become `Any`, and the
 * program is checked again with them, until nothing new turns up; the last result is what code is made of.
 */
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Expr, Node } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { INT } from "../../types/type.ts";
import { check } from "../check.ts";
import type { CheckedModule, CheckedProgram, ParsedProgram } from "../result.ts";
import { type Place, Places } from "./places.ts";

/** Each round takes something back; what is left after so many is trusted. */
const MOST_ROUNDS = 12;

/** `checked` with the places of its wrong values as `Any`; `checked` itself when there are none. Its diagnostics are those of the looser program: report the ones of `checked`. */
export function loosen(
  parsed: ParsedProgram,
  checked: CheckedProgram,
  catalogue?: Catalogue,
): CheckedProgram {
  const loosened = new Set<Place>();
  let current = checked;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = loosened.size;
    const places = new Places(current);
    current.modules.forEach((module, index) => {
      for (const expr of suspicious(module, checked.modules[index]!)) {
        for (const place of places.of(module, expr)) loosened.add(place);
      }
    });
    if (loosened.size === before) break;
    current = check(parsed, catalogue, loosened);
  }
  if (current !== checked) {
    current.modules.forEach((one, index) => keepWidening(checked.modules[index]!, one));
  }
  return current;
}

/** What fitted is stored as before: an Int in a place that was Float or Decimal is converted. */
function keepWidening(first: CheckedModule, module: CheckedModule): void {
  first.conversions.forEach((target, id) => {
    const isLost = first.types[id] === INT && module.types[id] === INT &&
      module.conversions[id] === undefined;
    if (isLost && target !== undefined && !first.misfits.has(id)) module.conversions[id] = target;
  });
}

/** Expressions that do not fit their place, and those that fitted before others were taken back. */
function* suspicious(module: CheckedModule, first: CheckedModule): Generator<Expr> {
  const found: Expr[] = [];
  const visit = (node: Node): void => {
    const isTainted = module !== first && module.conversions[node.id] !== undefined &&
      module.types[node.id]?.kind === "any" && first.types[node.id]?.kind !== "any";
    if (module.misfits.has(node.id) || isTainted) found.push(node as Expr);
    forEachChild(node, visit);
  };
  visit(module.program);
  yield* found;
}
