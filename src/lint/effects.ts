/** Whether loading a module does something besides defining names. */
import type { CheckedModule, CheckedProgram } from "../check/result.ts";
import type { Stmt } from "../syntax/ast.ts";
import { isLiteral } from "./expressions.ts";

const answers = new WeakMap<CheckedModule, boolean>();

/** Decorated declarations (routes, jobs, tables), statements, and variables that are computed count, also in what the module imports. */
export function hasEffects(program: CheckedProgram, module: CheckedModule): boolean {
  const known = answers.get(module);
  if (known !== undefined) return known;
  // Modules that import each other are an error; this ends the circle.
  answers.set(module, false);
  const found = module.program.body.some(isEffect) ||
    [...module.imports.values()].some((index) => hasEffects(program, program.modules[index]!));
  answers.set(module, found);
  return found;
}

function isEffect(stmt: Stmt): boolean {
  switch (stmt.kind) {
    case "FnDecl":
    case "TypeDecl":
    case "EnumDecl":
    case "ImportStmt":
    case "FromStmt":
      return stmt.decorators.length > 0;
    case "LetStmt":
      return !isLiteral(stmt.value);
    case "AssignStmt":
      return stmt.op !== "=" || stmt.target.kind !== "Name" || !isLiteral(stmt.value);
    default:
      return true;
  }
}
