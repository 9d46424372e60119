/** What a lint rule is: a question about the checked program, with the mistake it finds and the way out. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Range } from "../check/context.ts";
import type { CheckedModule, CheckedProgram } from "../check/result.ts";
import type { DiagnosticExtras, DiagnosticSpec, Edit, Fix, Span } from "../diagnostics/diagnostic.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import type { Type } from "../types/type.ts";
import type { ModuleRole } from "./role.ts";
import type { Usage } from "./usage.ts";

export type Level = "deny" | "warn" | "allow";

/** One function per kind of node; called in source order, a node before what is in it. */
export type Handlers =
  & { readonly [K in Node["kind"]]?: (node: Extract<Node, { readonly kind: K }>) => void }
  & {
    /** Called when the whole module has been walked. */
    readonly end?: () => void;
  };

export interface LintRule {
  /** Name, summary, explanation and examples, as `fitz explain` shows them. */
  readonly spec: DiagnosticSpec;
  /** What the rule does unless the program or the command line says otherwise. */
  readonly level: "warn" | "allow";
  /** Begins one module. */
  start(at: LintContext): Handlers;
}

/** One module while it is linted, as the rules see it. */
export interface LintContext {
  readonly program: CheckedProgram;
  readonly module: CheckedModule;
  readonly catalogue: Catalogue;
  readonly role: ModuleRole;
  /** Complete at `end`. */
  readonly usage: Usage;
  /** The nodes around the one that is visited, innermost last. */
  readonly parents: readonly Node[];
  report(range: Range, message: string, extras?: DiagnosticExtras): void;
  /** The static type of an expression, undefined where checking gave up. */
  typeOf(expr: Expr): Type | undefined;
  text(range: Range): string;
  span(range: Range): Span;
  edit(range: Range, replacement: string): Edit;
  /** One edit as a list of fixes; none when a comment would be lost outside of the parts that are kept. */
  replace(title: string, range: Range, replacement: string, kept?: readonly Range[]): Fix[];
}

/** The description of a rule; the programs get their final line end. */
export function lintSpec(
  id: string,
  summary: string,
  explanation: string,
  wrong: string,
  right: string,
): DiagnosticSpec {
  return {
    code: id,
    severity: "warning",
    summary,
    explanation,
    wrong: `${wrong}\n`,
    right: `${right}\n`,
  };
}
