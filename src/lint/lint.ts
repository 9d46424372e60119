/** The linter: all rules over one module of a checked program (toolchain.md 12). */
import type { Catalogue } from "../catalogue/catalogue.ts";
import { loadCatalogue } from "../catalogue/load_catalogue.ts";
import type { Range } from "../check/context.ts";
import type { CheckedModule, CheckedProgram } from "../check/result.ts";
import { type Diagnostic, diagnostic, type DiagnosticExtras, type Edit } from "../diagnostics/diagnostic.ts";
import { lineIndexOf } from "../diagnostics/line_index.ts";
import { sortDiagnostics } from "../diagnostics/sort.ts";
import type { Node } from "../syntax/ast.ts";
import type { Comment } from "../syntax/token.ts";
import { Allowances } from "./allow.ts";
import { type Levels, levelsOf, lintIds } from "./levels.ts";
import { LINT_RULES } from "./registry.ts";
import type { ModuleRole } from "./role.ts";
import type { LintContext, LintRule } from "./rule.ts";
import { UNUSED_ALLOW } from "./rules/unused_allow.ts";
import { Usage } from "./usage.ts";
import { walkModule } from "./walk.ts";

export interface LintOptions {
  readonly levels?: Levels;
  readonly catalogue?: Catalogue;
}

/** The findings in a module, sorted: warnings, and errors for rules that are denied. */
export function lintModule(
  program: CheckedProgram,
  module: CheckedModule,
  role: ModuleRole,
  options: LintOptions = {},
): Diagnostic[] {
  const levels = options.levels ?? levelsOf([]);
  const isOn = (id: string) => levels.get(id) !== "allow";
  const rules = LINT_RULES.filter((rule) => isOn(rule.spec.code));
  const found = run(program, module, role, rules, options.catalogue ?? loadCatalogue());
  const allowances = new Allowances(module.file, module.program, module.comments);
  const index = lineIndexOf(module.file);
  const isAllowed = (one: Diagnostic) => allowances.covers(one.code, index.lineAt(one.span.start));
  const kept = found.filter((one) => !isAllowed(one));
  const id = UNUSED_ALLOW.spec.code;
  if (isOn(id)) {
    kept.push(...allowances.unused(id, lintIds(), isOn).filter((one) => !isAllowed(one)));
  }
  return sortDiagnostics(
    kept.map((one) => levels.get(one.code) === "deny" ? { ...one, severity: "error" } : one),
  );
}

function run(
  program: CheckedProgram,
  module: CheckedModule,
  role: ModuleRole,
  rules: readonly LintRule[],
  catalogue: Catalogue,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const usage = new Usage(module);
  const parents: Node[] = [];
  const { file } = module;
  const span = ({ start, end }: Range) => ({ file, start, end });
  const edit = (range: Range, replacement: string): Edit => ({ span: span(range), replacement });
  const contextOf = (rule: LintRule): LintContext => ({
    program,
    module,
    catalogue,
    role,
    usage,
    parents,
    report: (range: Range, message: string, extras?: DiagnosticExtras) =>
      void found.push(diagnostic("warning", rule.spec.code, span(range), message, extras)),
    typeOf: (expr) => module.types[expr.id],
    text: ({ start, end }) => file.text.slice(start, end),
    span,
    edit,
    replace: (title, range, replacement, kept = []) =>
      losesComment(module.comments, range, kept)
        ? []
        : [{ title, safe: true, edits: [edit(range, replacement)] }],
  });
  walkModule(module.program, rules.map((rule) => rule.start(contextOf(rule))), usage, parents);
  return found;
}

/** Whether a comment lies in the range, but in none of the parts that stay. */
function losesComment(comments: readonly Comment[], range: Range, kept: readonly Range[]): boolean {
  const isIn = (comment: Comment, one: Range) => comment.start >= one.start && comment.end <= one.end;
  return comments.some((comment) => isIn(comment, range) && !kept.some((one) => isIn(comment, one)));
}
