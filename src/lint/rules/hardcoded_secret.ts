import type { CheckedModule } from "../../check/result.ts";
import type { Expr, Node } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import type { VariableSymbol } from "../../types/symbol.ts";
import { isLiteral, methodCall, unwrapped } from "../expressions.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

/** A URL with a user's password: `postgres://app:pw@host/db`. */
const URL_WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:[^\s/@]+@/i;

export const HARDCODED_SECRET: LintRule = {
  spec: lintSpec(
    "hardcoded_secret",
    "a key or password in the source",
    "What is written in the source is in every copy of it, and cannot be changed without a new version. Read keys and passwords from the " +
      "environment with `secret(…)`. The rule looks at parameters of the library that take a key, and at URLs with a password, also where the " +
      "literal comes by way of a variable that nothing else assigns.",
    'print(crypto.hmac("k-91-horse", "text").len())',
    'print(crypto.hmac(secret("HMAC_KEY", "none"), "text").len())',
  ),
  level: "warn",
  start: (at) => ({
    Call(node) {
      const info = at.module.calls[node.id];
      if (!info || !(info.symbol?.kind === "function" && info.symbol.library !== null)) return;
      for (const [i, arg] of info.args.entries()) {
        if (arg === "default" || Array.isArray(arg)) continue;
        const isKey = info.signature?.params[i]?.marks?.has("key") === true;
        const source = literalBehind(at, arg as Expr, at.module);
        if (!source) continue;
        const { literal } = source;
        const isUrl = literal.kind === "StrLit" && URL_WITH_PASSWORD.test(String(literal.parts[0]));
        if (isKey || isUrl) report(at, arg as Expr, source, isKey ? "key" : "password");
      }
    },
  }),
};

/** A literal, and the module it is written in. */
interface Source {
  readonly literal: Expr;
  readonly module: CheckedModule;
}

function report(at: LintContext, arg: Expr, { literal, module }: Source, what: "key" | "password"): void {
  const isDirect = module === at.module && literal.start >= arg.start && literal.end <= arg.end;
  const written = { file: module.file, start: literal.start, end: literal.end };
  at.report(arg, `a ${what} is written in the source`, {
    label: isDirect ? `the ${what} is part of the program` : `the ${what} comes from a literal`,
    labels: isDirect ? [] : [{ span: written, text: "written here" }],
    help: [
      what === "key"
        ? 'read it from the environment: `secret("JWT_KEY")`'
        : 'read the URL from the environment: `secret("DATABASE_URL")`',
    ],
  });
}

/** How many variables are followed back. */
const MOST_STEPS = 4;

/** The literal that a value comes from: written there, or assigned once to a variable; its bytes count as the text. */
function literalBehind(at: LintContext, expr: Expr, module: CheckedModule, step = 0): Source | null {
  const plain = unwrapped(expr);
  if (plain.kind === "StrLit" || plain.kind === "BytesLit") {
    return isLiteral(plain) && !isOpen(plain) ? { literal: plain, module } : null;
  }
  if (step === MOST_STEPS) return null;
  const inner = sameTextAs(plain);
  if (inner) return literalBehind(at, inner, module, step + 1);
  if (plain.kind !== "Name" && plain.kind !== "Member") return null;
  const variable = module.symbols[plain.id];
  if (variable?.kind !== "variable" || variable.assignments !== 1 || variable.isParam) return null;
  const home = at.program.modules[variable.scope.module];
  const value = home && initialiserOf(at, variable, home);
  return value ? literalBehind(at, value, home, step + 1) : null;
}

/** What a call only gives another form: `key.to_bytes()`, `bytes(key)`, `Secret.of(key)`. */
function sameTextAs(expr: Expr): Expr | null {
  if (expr.kind !== "Call") return null;
  const method = methodCall(expr);
  if (method?.name === "to_bytes" && expr.args.length === 0) return method.receiver;
  const isConversion = (expr.callee.kind === "Name" && expr.callee.name === "bytes") ||
    (method?.name === "of" && method.receiver.kind === "Name" && method.receiver.name === "Secret");
  const value = expr.args.length === 1 ? expr.args[0]!.value : undefined;
  return isConversion && value && value.kind !== "TypeArg" ? value : null;
}

/** An empty text hides nothing, and a public key is meant to be seen. */
function isOpen(expr: Expr): boolean {
  if (expr.kind === "BytesLit") return expr.value.length === 0;
  const text = expr.kind === "StrLit" ? expr.parts.join("") : "";
  return text === "" || text.includes("-----BEGIN PUBLIC KEY");
}

/** The value that a variable starts with, in this module or at the top level of another one. */
function initialiserOf(at: LintContext, variable: VariableSymbol, home: CheckedModule): Expr | null {
  if (home === at.module && variable.scope.kind !== "module") {
    return at.usage.initialisers.get(variable) ?? null;
  }
  let found: Expr | null = null;
  const visit = (node: Node) => {
    if (node.kind === "LetStmt" && node.pattern === variable.declaration) found = node.value;
    else if (node.kind === "AssignStmt" && node.target === variable.declaration) found = node.value;
    else if (!found && (node.kind === "Program" || node.kind === "Block" || node.kind === "ExprStmt")) {
      forEachChild(node, visit);
    }
  };
  visit(home.program);
  return found;
}
