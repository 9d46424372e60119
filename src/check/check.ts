/**
 * The checker: names, types, and everything that section 19 of the language asks of a program. The tree stays as it is;
 * what is learnt goes into side tables (result.ts). Never throws.
 */
import type { Catalogue } from "../catalogue/catalogue.ts";
import { loadCatalogue } from "../catalogue/load_catalogue.ts";
import type { Diagnostic, SourceFile } from "../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../diagnostics/sort.ts";
import type { FnDecl } from "../syntax/ast.ts";
import { fits } from "../types/assignability.ts";
import type { FunctionSymbol, VariableSymbol } from "../types/symbol.ts";
import { bindImports } from "./1-declare/bind_imports.ts";
import { declareModule } from "./1-declare/declare_module.ts";
import { declareSignatures } from "./1-declare/declare_signatures.ts";
import { reportInfiniteTypes } from "./1-declare/infinite_types.ts";
import { Resolver } from "./2-resolve/resolver.ts";
import { inferModule } from "./3-infer/infer_module.ts";
import type { Inference } from "./3-infer/inference.ts";
import { ModuleContext, type ProgramContext } from "./context.ts";
import type { SingleDecorators } from "./decorators/decorator_host.ts";
import { NamedHandlers } from "./decorators/named_handlers.ts";
import { checkModuleDecorators } from "./decorators/module_decorators.ts";
import { checkFlow } from "./flow/check_flow.ts";
import type { CheckedProgram, ParsedProgram } from "./result.ts";

const NOTHING: ReadonlySet<object> = new Set();

/** Checks a whole program. `catalogue` is that of this build unless given; `loosened` annotations and variables count as `Any`. */
export function check(
  program: ParsedProgram,
  catalogue: Catalogue = loadCatalogue(),
  loosened: ReadonlySet<object> = NOTHING,
): CheckedProgram {
  const modules: ModuleContext[] = [];
  const shared: ProgramContext = {
    catalogue,
    modules,
    entry: program.entry,
    methodNames: new Set(),
    handlers: new NamedHandlers(modules),
    loosened,
  };
  for (const [index, parsed] of program.modules.entries()) {
    shared.modules.push(new ModuleContext(shared, parsed, index));
  }
  for (const context of modules) declareModule(context);
  const resolvers = modules.map((context) => new Resolver(context));
  for (const resolver of resolvers) {
    resolver.open();
    bindImports(resolver.context);
    bindSession(resolver.context);
  }
  for (const context of modules) declareSignatures(context);
  for (const context of modules) {
    reportInfiniteTypes(context);
    for (const symbol of context.names.values()) {
      if (symbol.kind === "type") { for (const name of symbol.methods.keys()) shared.methodNames.add(name); }
    }
  }
  for (const resolver of resolvers) resolver.settle();
  const singles: SingleDecorators = new Map();
  const unsetExports = new Set<VariableSymbol>();
  const broken = new Set(program.diagnostics.filter(isSyntaxError).map((one) => one.span.file));
  for (const context of modules) finishModule(context, inferModule(context), singles, unsetExports, broken);
  const diagnostics: Diagnostic[] = [...program.diagnostics];
  for (const context of modules) {
    const syntaxErrors = program.diagnostics.filter((one) =>
      one.severity === "error" && one.span.file === context.file
    );
    for (const one of context.diagnostics) {
      if (context.module.isDependency && one.severity === "warning") continue;
      // One mistake, one message: what the parser made of a mistake is not checked again.
      if (!syntaxErrors.some((other) => overlaps(one, other))) diagnostics.push(one);
    }
  }
  return {
    modules: modules.map((context) => context.module),
    entry: program.entry,
    diagnostics: sortDiagnostics(diagnostics),
    decorated: decoratedFunctions(modules, modules[program.entry]!),
  };
}

const isSyntaxError = (one: Diagnostic): boolean =>
  one.severity === "error" && /^(lex|parse)\//.test(one.code);

function overlaps(a: Diagnostic, b: Diagnostic): boolean {
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

/** What needs the types of the whole module: control flow, and the arguments of decorators. */
function finishModule(
  context: ModuleContext,
  at: Inference,
  singles: SingleDecorators,
  unsetExports: Set<VariableSymbol>,
  broken: ReadonlySet<SourceFile>,
): void {
  const { file, catalogue, module, program } = context;
  const { calls, symbols, types, maybeUnset } = module;
  const report = (one: Diagnostic): void => void context.diagnostics.push(one);
  const nested = checkFlow({
    program: module.program,
    file,
    module: context.index,
    isEntry: context.index === program.entry && !module.session,
    hasSyntaxErrors: broken.has(file),
    symbols,
    types,
    maybeUnset,
    unsetExports,
    report,
    isPanic: (call) => calls[call.id]?.signature?.result.kind === "never",
    isExhaustive: (match) => at.exhaustive.has(match.id),
  });
  checkModuleDecorators(module.program, symbols, nested, {
    file,
    report,
    decorator: (name) => catalogue.decorator(name),
    decoratorNames: () => catalogue.decoratorNames(),
    typeOf(expr, expected) {
      const type = at.infer(expr, expected);
      return fits(type, expected) ? at.storeInferred(expr, type, expected) : type;
    },
  }, singles);
}

/** Names of earlier inputs of a session, where the module has no own of that name. */
function bindSession({ names, outer }: ModuleContext): void {
  for (const [name, symbol] of outer ?? []) if (!names.has(name)) names.set(name, symbol);
}

function decoratedFunctions(modules: readonly ModuleContext[], entry: ModuleContext) {
  const found: { module: number; declaration: FnDecl; symbol: FunctionSymbol }[] = [];
  for (const { module, names: own } of modules) {
    // In a session the last declaration of a name counts.
    const names = module.session ? entry.names : own;
    for (const stmt of module.program.body) {
      if (stmt.kind !== "FnDecl" || stmt.decorators.length === 0) continue;
      const symbol = module.symbols[stmt.id];
      if (symbol?.kind === "function" && names.get(symbol.name) === symbol) {
        found.push({ module: module.index, declaration: stmt, symbol });
      }
    }
  }
  return found;
}
