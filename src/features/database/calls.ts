/** Literal arguments of calls that talk to databases: data.md 2.3, 3.1, 17. */
import { literalJson, literalText } from "../../app/constants.ts";
import type { CallInfo, CheckedModule } from "../../check/result.ts";
import { diagnostic, type DiagnosticExtras } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { Expr } from "../../syntax/ast.ts";
import type { FeatureContext } from "../feature.ts";

const LARGEST_POOL = 1000;
const LEVELS = ["READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"];
const ACCESSES = ["", " READ ONLY", " READ WRITE"];
const ISOLATIONS = LEVELS.flatMap((level) => ACCESSES.map((access) => level + access));
/** Functions whose parameter `sql` is the text of a statement. */
const STATEMENTS = /^(?:DbConn|db)\.(?:query|query_one|query_as|exec)$/;

/** Checks every call of a module. */
export function checkCalls(context: FeatureContext, module: CheckedModule): void {
  for (const info of module.calls) {
    const symbol = info?.symbol;
    if (symbol?.kind !== "function" || symbol.library === null) continue;
    if (symbol.library === "db.connect") checkPoolSize(context, module, info!);
    else if (/^(?:DbConn|db)\.transaction$/.test(symbol.library)) checkIsolation(context, module, info!);
    else if (STATEMENTS.test(symbol.library)) checkStatement(context, module, info!);
  }
}

/** The expression given for a parameter; undefined when there is none. */
function argument({ signature, args }: CallInfo, name: string): Expr | undefined {
  const given = args[signature?.params.findIndex((param) => param.name === name) ?? -1];
  return given === undefined || given === "default" || Array.isArray(given) ? undefined : given as Expr;
}

function checkPoolSize(context: FeatureContext, module: CheckedModule, info: CallInfo): void {
  const given = argument(info, "max_conns");
  const size = given && literalJson(given);
  if (typeof size !== "number" || (size >= 1 && size <= LARGEST_POOL)) return;
  report(context, module, "error", "db/max-conns", given!, `\`max_conns\` is ${size}`, {
    help: [`give a number from 1 to ${LARGEST_POOL}`],
  });
}

function checkIsolation(context: FeatureContext, module: CheckedModule, info: CallInfo): void {
  const given = argument(info, "isolation");
  const level = literalText(given);
  if (level === null || ISOLATIONS.includes(level)) return;
  const upper = level.toUpperCase();
  const nearest = ISOLATIONS.includes(upper) ? upper : didYouMean(upper, ISOLATIONS);
  report(context, module, "error", "db/isolation", given!, `there is no isolation level "${level}"`, {
    help: [
      ...(nearest === null ? [] : [`did you mean "${nearest}"?`]),
      `the levels are ${LEVELS.join(", ")}, alone or followed by READ ONLY or READ WRITE`,
    ],
  });
}

function checkStatement(context: FeatureContext, module: CheckedModule, info: CallInfo): void {
  const given = argument(info, "sql");
  if (given?.kind !== "StrLit") return;
  const value = given.parts.find((part) => typeof part !== "string" && !isIdentifier(module, part.expr));
  if (value === undefined || typeof value === "string") return;
  report(context, module, "warning", "db/sql-interpolation", value, "this value becomes part of the SQL", {
    help: [
      "write `$1` in its place and give the value in the list of parameters; names go through `sql.ident`",
    ],
  });
}

/** `sql.ident(…)` */
function isIdentifier(module: CheckedModule, expr: Expr): boolean {
  const symbol = module.calls[expr.id]?.symbol;
  return symbol?.kind === "function" && symbol.library === "sql.ident";
}

function report(
  context: FeatureContext,
  { file }: CheckedModule,
  severity: "error" | "warning",
  code: string,
  { start, end }: { readonly start: number; readonly end: number },
  message: string,
  extras: DiagnosticExtras,
): void {
  context.report(diagnostic(severity, code, { file, start, end }, message, extras));
}
