import type { Expr, Node, NodeBase } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

export const SHADOWED_BUILTIN: LintRule = {
  spec: lintSpec(
    "shadowed_builtin",
    "a name that hides a built-in one",
    "A global function, type or namespace of this name exists, and cannot be reached where the new one is seen. Choose another name. " +
      "`let db = db.connect(url)` is fine: the value comes from what it hides. Parameters and names in patterns live shortly: they are reported only when " +
      "they hide a namespace, and not when their type comes from the library.",
    "let json = 3\nprint(json)",
    "let count = 3\nprint(count)",
  ),
  level: "warn",
  start: (at) => ({
    Param(node) {
      const type = at.module.symbols[node.id];
      const library = type?.kind === "variable" && type.type.kind === "instance" &&
        type.type.symbol.module === -1;
      if (!library) inspect(at, node.name, "namespace");
    },
    FnDecl(node) {
      // Methods are reached through their value.
      if (at.parents.at(-1)?.kind !== "TypeDecl") inspect(at, node.name);
    },
    TypeDecl: (node) => inspect(at, node.name),
    EnumDecl: (node) => inspect(at, node.name),
    ImportStmt(node) {
      const name = node.alias ?? node.path.at(-1);
      if (name) inspect(at, name);
    },
    ImportName(node) {
      const name = node.alias ?? ("kind" in node.path ? null : node.path.at(-1));
      if (name) inspect(at, name);
    },
    end() {
      for (const variables of at.module.variables.values()) {
        for (const variable of variables) {
          const { name, declaration, isParam } = variable;
          const value = at.usage.initialisers.get(variable);
          if (isParam || (value && mentions(value, name))) continue;
          // Without a value of its own it stands in a pattern.
          inspect(at, { name, ...rangeOf(declaration) }, value ? "all" : "namespace");
        }
      }
    },
  }),
};

const rangeOf = ({ start, end }: NodeBase) => ({ start, end });

function inspect(
  at: LintContext,
  name: { readonly name: string; readonly start: number; readonly end: number },
  kinds: "all" | "namespace" = "all",
): void {
  const hidden = at.catalogue.namespace(name.name) ?? at.catalogue.lookup(name.name);
  if (!hidden || (kinds === "namespace" && hidden.kind !== "namespace")) return;
  const what = hidden.kind === "namespace" ? "namespace" : hidden.kind === "function" ? "function" : "type";
  at.report(name, `\`${name.name}\` hides the built-in ${what} of that name`, {
    label: `hides the ${what}`,
    help: ["choose another name"],
  });
}

function mentions(value: Expr, name: string): boolean {
  let found = false;
  const visit = (node: Node) => {
    if (node.kind === "Name" && node.name === name) found = true;
    if (!found) forEachChild(node, visit);
  };
  visit(value);
  return found;
}
