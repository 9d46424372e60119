/** Names that mean nothing, and assignments to what is no variable. */
import { changeTo } from "../../diagnostics/fix.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { definitionRange } from "../1-declare/declare_module.ts";
import type { NodeBase } from "../../syntax/ast.ts";
import type { Symbol } from "../../types/symbol.ts";
import { meant, type ModuleContext } from "../context.ts";
import type { Scope } from "./scope.ts";

/** What other languages call it. */
const FOREIGN = new Map([
  ["None", "`null`"],
  ["nil", "`null`"],
  ["undefined", "`null`"],
  ["NULL", "`null`"],
  ["this", "`self`"],
  ["True", "`true`"],
  ["False", "`false`"],
  ["elif", "`else if`"],
  ["def", "`fn`"],
  ["function", "`fn`"],
  ["class", "`type`"],
  ["struct", "`type`"],
  ["interface", "`type`"],
  ["const", "`let`, or just `name = value`"],
  ["var", "`let`, or just `name = value`"],
  ["mut", "nothing: all variables are mutable"],
  ["pub", "nothing: names are public unless they start with `_`"],
  ["switch", "`match`"],
  ["try", "the `?` operator on a Result"],
  ["catch", "`match` on a Result"],
  ["throw", "`return Err(…)`"],
  ["raise", "`return Err(…)`"],
  ["do", "`loop`"],
  ["console", "`print(…)`"],
  ["println", "`print(…)`"],
  ["printf", "`print(…)`"],
]);

/** Those that are the same in all but the name. */
const REPLACEMENTS = new Map([
  ["None", "null"],
  ["nil", "null"],
  ["undefined", "null"],
  ["NULL", "null"],
  ["this", "self"],
  ["True", "true"],
  ["False", "false"],
  ["println", "print"],
]);

/** `name/unknown`, with the nearest name in sight or the Fitz form of a foreign word. */
export function reportUnknownName(
  context: ModuleContext,
  node: NodeBase & { readonly name: string },
  from: Scope,
): void {
  const name = node.name;
  const foreign = FOREIGN.get(name);
  const help: string[] = [];
  const sibling = siblingMethod(from, name);
  const nearest = foreign || sibling ? null : didYouMean(name, visibleNames(context, from));
  if (foreign) help.push(`Fitz has ${foreign}`);
  else if (sibling) help.push(sibling);
  else help.push(...meant(nearest));
  context.error("name/unknown", node, `unknown name \`${name}\``, {
    label: "not found",
    help,
    fixes: changeTo(context.span(node), REPLACEMENTS.get(name) ?? nearest),
  });
}

function siblingMethod(from: Scope, name: string): string | null {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const method = scope.self?.methods.get(name);
    if (method) {
      return method.isStatic
        ? `call the static method as \`${scope.self!.name}.${name}(…)\``
        : `call the method as \`self.${name}(…)\``;
    }
  }
  return null;
}

function visibleNames(context: ModuleContext, from: Scope): string[] {
  const names: string[] = [];
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    names.push(...scope.names.keys());
    if (scope.self) names.push(...scope.self.fields.keys());
  }
  names.push(...context.names.keys(), ...context.catalogue.globalNames());
  return names;
}

const KIND_WORDS: Readonly<Record<Symbol["kind"], string>> = {
  module: "an imported module",
  variable: "an imported name",
  function: "a function",
  type: "a type",
  alias: "a type",
  enum: "an enum",
  variant: "a variant",
  namespace: "a namespace",
  constant: "a constant",
};

/** `name/not-assignable` for an assignment to a function, type, enum or import. */
export function assignToExisting(
  context: ModuleContext,
  node: NodeBase & { readonly name: string },
  symbol: Symbol,
): void {
  const imported = context.imported.get(node.name);
  const at = imported ?? (isOwn(context, symbol) ? definitionRange(symbol) : null);
  const what = imported && symbol.kind === "variable" ? KIND_WORDS.variable : KIND_WORDS[symbol.kind];
  context.error("name/not-assignable", node, `\`${node.name}\` is ${what} and cannot be assigned`, {
    label: "assigned here",
    labels: at ? [context.label(at, imported ? "imported here" : "defined here")] : [],
    help: ["choose another name for the variable"],
  });
}

function isOwn(context: ModuleContext, symbol: Symbol): boolean {
  switch (symbol.kind) {
    case "function":
    case "type":
    case "enum":
    case "alias":
      return symbol.module === context.index;
    default:
      return false;
  }
}
