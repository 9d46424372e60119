/** The environment variables that a program names: `config("PORT")`, `secret("KEY")`, the fields of `env.parse_as(…)` (production.md 5). */
import { literalText } from "../../app/constants.ts";
import type { ConfigurationKey } from "../../app/manifest.ts";
import type { CallInfo, CheckedModule, CheckedProgram } from "../../check/result.ts";
import type { Expr } from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import type { Type } from "../../types/type.ts";
import type { Feature } from "../feature.ts";

export const configurationFeature: Feature = {
  name: "configuration",
  diagnostics: [],
  lower({ program }) {
    const found = new Map<string, ConfigurationKey>();
    for (const module of program.modules) {
      if (module.isDependency) continue;
      for (const info of module.calls) {
        if (info) { for (const key of keysOf(program, module, info)) addKey(found, key); }
      }
    }
    return { configuration: [...found.values()].sort((a, b) => a.name < b.name ? -1 : 1) };
  },
};

/** A key that is asked for more than once keeps what says most: a default, a description. */
function addKey(found: Map<string, ConfigurationKey>, key: ConfigurationKey): void {
  const known = found.get(key.name);
  found.set(
    key.name,
    known
      ? {
        ...known,
        default: known.default ?? key.default,
        isRequired: known.isRequired && key.isRequired,
        isSecret: known.isSecret || key.isSecret,
        doc: known.doc ?? key.doc,
      }
      : key,
  );
}

function keysOf(program: CheckedProgram, module: CheckedModule, info: CallInfo): ConfigurationKey[] {
  const params = info.signature?.params ?? [];
  const at = params.findIndex((param) => param.marks?.has("variable") || param.marks?.has("variables"));
  if (at < 0) return [];
  const given = info.args[at];
  const name = given === "default" ? "" : literalText(given as Expr);
  if (name === null) return [];
  if (params[at]!.marks!.has("variables")) return info.typeArg ? fieldKeys(program, name, info.typeArg) : [];
  const result = info.signature!.result;
  const value = info.args[at + 1];
  const hasDefault = value !== undefined && value !== "default";
  return [{
    name,
    type: printType(plainType(result)),
    default: hasDefault && !isSecret(result) ? textOf(module, value as Expr) : null,
    // A Result is looked at by the program itself.
    isRequired: !hasDefault && result.kind !== "result",
    isSecret: isSecret(result),
    doc: null,
  }];
}

/** One variable for each field of the type: the prefix, and the name in upper case. */
function fieldKeys(program: CheckedProgram, prefix: string, type: Type): ConfigurationKey[] {
  if (type.kind !== "instance") return [];
  const module = program.modules[type.symbol.module];
  return [...type.symbol.fields.values()].map((field) => ({
    name: prefix + field.name.toUpperCase(),
    type: printType(field.type),
    default: module && field.declaration?.defaultValue && !isSecret(field.type)
      ? textOf(module, field.declaration.defaultValue)
      : null,
    isRequired: !field.hasDefault && field.type.kind !== "nullable",
    isSecret: isSecret(field.type),
    doc: field.doc,
  }));
}

function plainType(type: Type): Type {
  return type.kind === "result" ? type.ok : type;
}

function isSecret(type: Type): boolean {
  if (type.kind === "nullable") return isSecret(type.inner);
  return type.kind === "instance" && type.symbol.marks?.has("secret") === true;
}

/** A default as it is written; never that of a secret. */
function textOf(module: CheckedModule, expr: Expr): string {
  return literalText(expr) ?? module.file.text.slice(expr.start, expr.end);
}
