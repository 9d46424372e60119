/** Control flow of one module: everything that is checked when names and types are known. */
import type { Diagnostic, SourceFile } from "../../diagnostics/diagnostic.ts";
import type { FnDecl, FnExpr, NodeBase, Program } from "../../syntax/ast.ts";
import type { Symbol, VariableSymbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import { checkAssignments } from "./definite_assignment.ts";
import { checkJumps } from "./jumps.ts";
import { Completion, type CompletionHost } from "./leaves.ts";
import { checkMainNotCalled } from "./main_not_called.ts";
import { checkMissingReturn, checkUnreachable } from "./missing_return.ts";

export interface FlowInput extends CompletionHost {
  readonly program: Program;
  readonly file: SourceFile;
  /** Position of the module in the program. */
  readonly module: number;
  readonly isEntry: boolean;
  /** Whether parts of the file could not be parsed: what seems to be missing may stand there. */
  readonly hasSyntaxErrors: boolean;
  /** What names and declarations mean, by node id. */
  readonly symbols: readonly (Symbol | undefined)[];
  /** Static types of expressions, by node id. */
  readonly types: readonly (Type | undefined)[];
  /** Gets the ids of reads that are checked at run time. */
  readonly maybeUnset: Set<number>;
  /** One set for all modules of a program, which are checked dependencies first. */
  readonly unsetExports: Set<VariableSymbol>;
  report(diagnostic: Diagnostic): void;
}

/**
 * Reports all flow/* codes and `name/before-assignment`, and fills `maybeUnset`. Gives the decorated functions that stand
 * inside other functions, for the checks of decorators.
 */
export function checkFlow(input: FlowInput): FnDecl[] {
  const { program, file, report } = input;
  const completion = new Completion(input);
  const nestedDecorated: FnDecl[] = [];
  const outermost = new Set<NodeBase>(
    program.body.flatMap<NodeBase>((node) => node.kind === "TypeDecl" ? node.members ?? [] : [node]),
  );
  checkUnreachable(program, completion, file, report);
  checkJumps(program, file, report, {
    block: (block) => checkUnreachable(block, completion, file, report),
    fn(fn) {
      if (fn.kind === "FnDecl" && fn.decorators.length > 0 && !outermost.has(fn)) nestedDecorated.push(fn);
      const result = declaredResult(fn, input);
      if (result !== null) checkMissingReturn(fn, result, input.types, completion, file, report);
    },
  });
  const mentioned = checkAssignments(input);
  if (input.isEntry && !input.hasSyntaxErrors) checkMainNotCalled(program, mentioned, file, report);
  return nestedDecorated;
}

/** The type written after `->`; null without one, or when the declaration failed. */
function declaredResult(fn: FnDecl | FnExpr, input: FlowInput): Type | null {
  if (fn.result === null) return null;
  if (fn.kind === "FnExpr") {
    const type = input.types[fn.id];
    return type?.kind === "function" ? type.result : null;
  }
  const symbol = input.symbols[fn.id];
  return symbol?.kind === "function" ? symbol.type.result : null;
}
