/** `middleware/signature`, and arguments of `@middleware` that are neither function nor middleware value: web.md 13.1, 13.2. */
import { withoutConnections } from "../../app/app_pool.ts";
import { diagnostic, type DiagnosticExtras } from "../../diagnostics/diagnostic.ts";
import { isLibraryType, type MiddlewareKind, middlewareKind } from "../../types/middleware_kind.ts";
import { printType } from "../../types/print_type.ts";
import type { FunctionSymbol } from "../../types/symbol.ts";
import type { FeatureContext } from "../feature.ts";
import type { Use } from "./uses.ts";

const SIGNATURES = [
  "before the handler: `fn(req: Request)`",
  "after it: `fn(req: Request, resp: Response) -> Response`",
  "around it: `fn(req: Request, next: Fn() -> Response) -> Response`",
];

/** The kind of a function; null after a report when it has no signature of a middleware. */
export function signatureKind(
  context: FeatureContext,
  use: Use,
  symbol: FunctionSymbol,
): MiddlewareKind | null {
  const kind = middlewareKind(symbol.type);
  if (kind !== null) return kind;
  const { declaration } = symbol;
  const { file } = context.program.modules[symbol.module];
  report(context, use, "middleware/signature", `\`${symbol.name}\` is no middleware: ${problemOf(symbol)}`, {
    labels: declaration === null ? [] : [{
      span: { file, start: declaration.name.start, end: declaration.name.end },
      text: "declared here",
    }],
    help: SIGNATURES,
  });
  return null;
}

function problemOf({ type, declaration }: FunctionSymbol): string {
  const { result, typeParams } = type;
  const params = withoutConnections(type).params;
  if (typeParams.length > 0) return "it has type parameters";
  if (params.some((param) => param.isVariadic)) return "it has a variadic parameter";
  if (params.length === 0 || params.length > 2) {
    return `it takes ${params.length} parameters, a middleware takes one or two`;
  }
  const found = (at: number) =>
    declaration?.params[at]?.type ? `\`${printType(params[at].type)}\`` : "no type";
  if (!isLibraryType(params[0].type, "Request")) {
    return `its first parameter must be a \`Request\`, found ${found(0)}`;
  }
  const isSecond = isLibraryType(params[1].type, "Response") || params[1].type.kind === "function";
  if (!isSecond || params[1].type.kind === "function" && !isLibraryType(params[1].type.result, "Response")) {
    return `its second parameter must be a \`Response\` or \`Fn() -> Response\`, found ${found(1)}`;
  }
  return isLibraryType(result, "Response") || result.kind === "any"
    ? `its second parameter must be a \`Response\` or \`Fn() -> Response\`, found ${found(1)}`
    : `it returns \`${printType(result)}\` instead of a \`Response\``;
}

/** An argument that means no middleware. What could not be inferred has been reported. */
export function reportArgument(context: FeatureContext, use: Use): void {
  const type = context.program.modules[use.module].types[use.argument.id];
  if (type === undefined || (type.kind === "any" && type.isError)) return;
  if (use.isServerCors) {
    report(context, use, "decorator/argument", "`cors` of `@server` must be a `cors(…)` value", {
      help: ['write for example `cors=cors(allow_origin="https://app.example")`'],
    });
    return;
  }
  const { meaning } = use;
  const isUncalled = meaning?.kind === "function" && meaning.symbol.library !== null &&
    isLibraryType(meaning.symbol.type.result, "Middleware");
  const message = isUncalled
    ? `\`${meaning.symbol.name}\` is not called`
    : "`@middleware` takes the name of a function, or a value such as `cors(…)`";
  report(context, use, "decorator/argument", message, {
    help: isUncalled
      ? [`write \`${meaning.symbol.name}(…)\``]
      : isLibraryType(type, "Middleware")
      ? ["write the call here, or name a variable of the top level that holds it"]
      : ["declare the function with a name, at the top level"],
  });
}

function report(
  context: FeatureContext,
  { file, argument }: Use,
  code: string,
  message: string,
  extras: DiagnosticExtras,
): void {
  context.report(
    diagnostic("error", code, { file, start: argument.start, end: argument.end }, message, extras),
  );
}
