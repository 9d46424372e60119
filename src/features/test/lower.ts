/** `@test` and the functions around tests: web.md 24.1, toolchain.md 13.1. */
import { isConnection, withoutConnections } from "../../app/app_pool.ts";
import { decoratorArgument, literalJson, literalText } from "../../app/constants.ts";
import type { TestCase, TestHook } from "../../app/manifest.ts";
import { diagnostic, type DiagnosticSpec } from "../../diagnostics/diagnostic.ts";
import type { Decorator, Expr, FnDecl, Stmt } from "../../syntax/ast.ts";
import type { FunctionSymbol } from "../../types/symbol.ts";
import type { Feature, FeatureContext } from "../feature.ts";

export const TEST_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "test/parameter",
    severity: "error",
    summary: "a test or a function around tests has a parameter that nothing fills",
    explanation:
      "`fitz test` calls the function itself. Parameters of a test are filled from `cases`, one element for each run; without `cases` a test takes none, and " +
      "the functions around tests never do.",
    wrong: "@test\nfn adds(n: Int) { assert_eq(n + 1, 2) }\n",
    right: "@test(cases=[[1], [1]])\nfn adds(n: Int) { assert_eq(n + 1, 2) }\n",
  },
  {
    code: "test/case",
    severity: "error",
    summary: "an element of `cases` does not fit the parameters of the test",
    explanation: "Each element of `cases` is one run of the test: a list with one value for each parameter.",
    wrong: "@test(cases=[[1, 2]])\nfn adds(n: Int) { assert_eq(n, 1) }\n",
    right: "@test(cases=[[1]])\nfn adds(n: Int) { assert_eq(n, 1) }\n",
  },
  {
    code: "test/outside",
    severity: "error",
    summary: "`test` is used where no test runs",
    explanation:
      "Requests to the program under test exist while `fitz test` runs it. `test` can be used in functions marked `@test`, in the functions around tests " +
      "(`@before_each` and its like), and anywhere in files below `tests/`.",
    wrong: '@get("/")\nasync fn home() -> Int => test.get("/a").await.status\n',
    right:
      '@get("/a")\nfn home() -> Str => "open"\n\n@test\nasync fn is_open() { assert_eq(test.get("/a").await.status, 200) }\n',
  },
];

const HOOKS: ReadonlySet<string> = new Set<TestHook["kind"]>([
  "before_each",
  "after_each",
  "before_all",
  "after_all",
]);

export const testFeature: Feature = {
  name: "test",
  diagnostics: TEST_DIAGNOSTICS,
  lower(context) {
    const tests: TestCase[] = [];
    const testHooks: TestHook[] = [];
    for (const { module, declaration, symbol } of context.program.decorated) {
      const handler = { module, name: symbol.name };
      const { isAsync } = declaration;
      for (const decorator of declaration.decorators) {
        const { name } = decorator.name;
        if (name === "test") tests.push(...readTest(context, module, declaration, symbol, decorator));
        else if (HOOKS.has(name)) {
          refuseParameters(context, module, declaration, symbol);
          testHooks.push({ kind: name as TestHook["kind"], handler, isAsync });
        }
      }
    }
    reportOutside(context);
    return { tests, testHooks };
  },
};

function readTest(
  context: FeatureContext,
  module: number,
  declaration: FnDecl,
  symbol: FunctionSymbol,
  decorator: Decorator,
): TestCase[] {
  const { file } = context.program.modules[module];
  const timeout = decoratorArgument(decorator, "timeout_ms", 0);
  const timeoutMs = timeout === undefined ? undefined : literalJson(timeout);
  const test: TestCase = {
    name: declaration.name.name,
    file: file.path,
    handler: { module, name: declaration.name.name },
    isAsync: declaration.isAsync,
    skip: literalText(decoratorArgument(decorator, "skip", 2)),
    timeoutMs: typeof timeoutMs === "number" ? timeoutMs : null,
    caseIndex: null,
  };
  const cases = decoratorArgument(decorator, "cases", 1);
  if (cases?.kind !== "ListLit") {
    refuseParameters(context, module, declaration, symbol);
    return [test];
  }
  const count = withoutConnections(symbol.type).params.length;
  return cases.elements.map((element, caseIndex) => {
    const given = element.kind === "ListLit" ? element.elements.length : 1;
    if (given !== count) {
      const message = `case ${caseIndex} of \`${test.name}\` has ${given} value${
        given === 1 ? "" : "s"
      } for ${count} parameter${count === 1 ? "" : "s"}`;
      context.report(
        diagnostic("error", "test/case", { file, start: element.start, end: element.end }, message),
      );
    }
    return { ...test, name: `${test.name}[${caseIndex}]`, caseIndex };
  });
}

function refuseParameters(
  context: FeatureContext,
  module: number,
  declaration: FnDecl,
  symbol: FunctionSymbol,
): void {
  const param = declaration.params.find((_, i) => !isConnection(symbol.type.params[i].type));
  if (!param) return;
  const message =
    `\`${declaration.name.name}\` is called by \`fitz test\`, so nothing fills its parameter \`${param.name.name}\``;
  const { file } = context.program.modules[module];
  context.report(
    diagnostic("error", "test/parameter", { file, start: param.start, end: param.end }, message, {
      help: ["take the parameter away, or give its values with `@test(cases=[…])`"],
    }),
  );
}

/** Uses of the `test` namespace outside tests: calls, and its functions as values. */
function reportOutside(context: FeatureContext): void {
  for (const module of context.program.modules) {
    const { file } = module;
    if (module.session) continue;
    // Most programs have none, and looking at every node takes long.
    if (/(^|[/\\])tests[/\\]/.test(file.path) || !/\btest\s*\??\./.test(file.text)) continue;
    for (const statement of module.program.body) {
      const marks = statement.kind === "FnDecl" ? statement.decorators.map((one) => one.name.name) : [];
      if (marks.some((name) => name === "test" || HOOKS.has(name))) continue;
      const reported = new Set<number>();
      walk(statement, (node) => {
        const member = node.kind === "Call" ? node.callee : node;
        const symbol = member.kind === "Member" ? module.symbols[member.id] : undefined;
        if (symbol?.kind !== "function" || !symbol.library?.startsWith("test.")) return;
        if (reported.has(member.id)) return;
        reported.add(member.id);
        const message = `\`${symbol.library}\` works in tests only`;
        context.report(
          diagnostic("error", "test/outside", { file, start: node.start, end: node.end }, message, {
            help: ["call it in a function marked `@test`, or in a file below `tests/`"],
          }),
        );
      });
    }
  }
}

/** Visits all nodes, inner functions included. */
function walk(node: unknown, visit: (node: Stmt | Expr) => void): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit);
    return;
  }
  if (typeof node !== "object" || node === null || !("kind" in node)) return;
  visit(node as Stmt | Expr);
  for (const part of Object.values(node)) if (typeof part === "object" && part !== null) walk(part, visit);
}
