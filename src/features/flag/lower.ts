/** Feature flags: `@flag` on routes, and the names that the program asks for (web.md 18, production.md 12). */
import { decoratorArgument, literalText } from "../../app/constants.ts";
import type { Flags, FunctionRef, Route, Schedule, Socket } from "../../app/manifest.ts";
import { withErrorStatus } from "../../app/reasons.ts";
import { diagnostic, type DiagnosticSpec, type SourceFile } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { Call, Expr, FnDecl, Node } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import type { Symbol } from "../../types/symbol.ts";
import type { Feature, FeatureContext } from "../feature.ts";

export const FLAG_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "flags/unknown",
    severity: "warning",
    summary: "a feature flag that the project's `[flags]` does not name",
    explanation:
      "A flag that nobody declares is off, so a misspelt name leaves its feature out for ever. Declare every flag of a project in `[flags]` of `fitz.toml`, " +
      "with its default; the environment and the flags file may then switch it.",
    wrong: '// fitz.toml: [flags] night-rates = true\nif flag("nightrates") { print("cheaper") }\n',
    right: '// fitz.toml: [flags] night-rates = true\nif flag("night-rates") { print("cheaper") }\n',
  },
];

interface Mention {
  readonly name: string;
  readonly file: SourceFile;
  readonly node: Expr;
  /** In the code of another package, which may not know the flags of this one. */
  readonly isDependency: boolean;
}

/** Functions of the library that take the name of a flag first. */
const ASKING = /^(flag|flags\.is_enabled|test\.flag)$/;

export const flagFeature: Feature = {
  name: "flag",
  diagnostics: FLAG_DIAGNOSTICS,
  lower(context) {
    const { app, facts } = context;
    const mentions: Mention[] = [];
    let isUsed = false;
    for (const { program, symbols, file, calls, isDependency } of context.program.modules) {
      if (!symbols.some(isFlagFunction)) continue;
      isUsed = true;
      visitCalls(program, (call) => {
        const symbol = calls[call.id]?.symbol;
        if (symbol?.kind !== "function" || !ASKING.test(symbol.library ?? "")) return;
        const name = literalText(call.args[0]?.value);
        if (name !== null) mentions.push({ name, file, node: call.args[0].value as Expr, isDependency });
      });
    }
    const gates = gatesOf(context, mentions);
    if (facts.flags) {
      for (const mention of mentions) {
        warnUnknown(context, mention, Object.keys(facts.flags));
      }
    }
    const gateOf = ({ handler }: { readonly handler: FunctionRef }) =>
      gates.get(`${handler.module}:${handler.name}`) ?? null;
    const routes = app.routes.map((route): Route => {
      const flag = gateOf(route);
      return flag === null ? route : { ...route, flag, responses: withErrorStatus(route.responses, 404) };
    });
    const sockets = app.sockets.map((socket): Socket => ({ ...socket, flag: gateOf(socket) }));
    const schedules = app.schedules.map((schedule): Schedule => ({ ...schedule, flag: gateOf(schedule) }));
    const flags: Flags = {
      defaults: facts.flags ?? {},
      names: [...new Set(mentions.map((one) => one.name))].sort(),
      isUsed: isUsed || gates.size > 0,
    };
    return { routes, sockets, schedules, flags };
  },
};

function isFlagFunction(symbol: Symbol | undefined): boolean {
  if (symbol?.kind !== "function" || symbol.library === null) return false;
  return ASKING.test(symbol.library) || symbol.library === "flags.list";
}

function visitCalls(node: Node, visit: (call: Call) => void): void {
  if (node.kind === "Call") visit(node);
  forEachChild(node, (child) => visitCalls(child, visit));
}

/** Flag names by the function that they gate; every mention is noted. */
function gatesOf(context: FeatureContext, mentions: Mention[]): ReadonlyMap<string, string> {
  const gates = new Map<string, string>();
  for (const { module, declaration, symbol } of context.program.decorated) {
    const argument = flagArgument(declaration);
    const name = literalText(argument);
    if (argument === undefined || name === null) continue;
    gates.set(`${module}:${symbol.name}`, name);
    const { file, isDependency } = context.program.modules[module];
    mentions.push({ name, file, node: argument, isDependency });
  }
  return gates;
}

function flagArgument(declaration: FnDecl): Expr | undefined {
  const decorator = declaration.decorators.find((one) => one.name.name === "flag");
  return decorator && decoratorArgument(decorator, "name", 0);
}

function warnUnknown(
  context: FeatureContext,
  { name, file, node, isDependency }: Mention,
  known: readonly string[],
): void {
  if (isDependency || known.includes(name)) return;
  const close = didYouMean(name, known);
  context.report(diagnostic(
    "warning",
    "flags/unknown",
    { file, start: node.start, end: node.end },
    `the flag \`${name}\` is not in \`[flags]\` of \`fitz.toml\``,
    {
      label: "nobody declares it, so it is off",
      help: close === null ? [`declare it: \`${name} = false\``] : [`did you mean \`${close}\`?`],
    },
  ));
}
