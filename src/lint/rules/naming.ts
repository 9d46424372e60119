import { type Definition, type Reference, referencesTo } from "../../check/references.ts";
import type { Ident, Node, NodeBase } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

type Style = "PascalCase" | "snake_case" | "snake_case or UPPER_SNAKE";

export const NAMING: LintRule = {
  spec: lintSpec(
    "naming",
    "a name in another style than usual",
    "Types, enums and variants are written in `PascalCase`, everything else in `snake_case`; names of the top level may be `UPPER_SNAKE`. The fix " +
      "renames everywhere in the program; it is not applied without being asked for, since uses through `Any`, and JSON that is written " +
      "elsewhere, do not change with it.",
    "type ticket_price { crowns: Int }\nprint(ticket_price { crowns: 3 })",
    "type TicketPrice { crowns: Int }\nprint(TicketPrice { crowns: 3 })",
  ),
  level: "warn",
  start: (at) => ({
    TypeDecl(node) {
      inspect(at, node.name, "type", "PascalCase", symbolOf(at, node));
      const owner = at.module.symbols[node.id];
      for (const member of node.members ?? []) {
        if (member.kind !== "FieldDecl") continue;
        const field = owner?.kind === "type" ? owner.fields.get(member.name.name) : undefined;
        const definition = owner?.kind === "type" && field ? { kind: "field" as const, owner, field } : null;
        inspect(at, member.name, "field", "snake_case", definition);
      }
    },
    EnumDecl: (node) => inspect(at, node.name, "enum", "PascalCase", symbolOf(at, node)),
    VariantDecl(node) {
      inspect(at, node.name, "variant", "PascalCase", symbolOf(at, node));
      const variant = at.module.symbols[node.id];
      for (const { name } of node.payload) {
        const definition = variant?.kind === "variant"
          ? { kind: "payload" as const, variant, name: name.name }
          : null;
        inspect(at, name, "payload field", "snake_case", definition);
      }
    },
    FnDecl(node) {
      const owner = at.parents.at(-1)?.kind;
      const what = owner === "TypeDecl" ? "method" : "function";
      const style = owner === "Program" ? "snake_case or UPPER_SNAKE" : "snake_case";
      inspect(at, node.name, what, style, symbolOf(at, node));
    },
    Param(node) {
      const around = at.parents.at(-1);
      // Templates of paths name the parameters of handlers.
      const isBound = around?.kind === "FnDecl" && around.decorators.length > 0;
      inspect(at, node.name, "parameter", "snake_case", isBound ? null : symbolOf(at, node));
    },
    end() {
      for (const [scope, variables] of at.module.variables) {
        const style = scope === -1 ? "snake_case or UPPER_SNAKE" : "snake_case";
        for (const symbol of variables) {
          if (symbol.isParam) continue;
          const name = { ...symbol.declaration, name: symbol.name };
          inspect(at, name, "variable", style, { kind: "symbol", symbol });
        }
      }
    },
  }),
};

function symbolOf(at: LintContext, node: Node): Definition | null {
  const symbol = at.module.symbols[node.id];
  return symbol ? { kind: "symbol", symbol } : null;
}

function inspect(
  at: LintContext,
  ident: NodeBase & Pick<Ident, "name">,
  what: string,
  style: Style,
  definition: Definition | null,
): void {
  const { name } = ident;
  if (name === "" || fitsStyle(name, style)) return;
  const better = style === "PascalCase" ? pascalCase(name) : snakeCase(name);
  const article = /^[aeiou]/.test(what) ? "an" : "a";
  at.report(ident, `\`${name}\` is ${article} ${what}, whose names are written in ${style}`, {
    label: `not ${style}`,
    help: better === name ? [] : [`rename it to \`${better}\``],
    fixes: better === name || !definition ? [] : renaming(at, definition, name, better),
  });
}

/** Letters of scripts without case fit every style. */
function fitsStyle(name: string, style: Style): boolean {
  const core = name.replace(/^_+/, "");
  if (style === "PascalCase") return !/^\p{Ll}/u.test(core) && !core.includes("_");
  if (!/\p{Lu}/u.test(core)) return true;
  return style === "snake_case or UPPER_SNAKE" && !/\p{Ll}/u.test(core);
}

function words(name: string): string[] {
  return name.split("_").flatMap((part) =>
    part.replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, "$1 ").replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, "$1 ").split(" ")
  ).filter((word) => word !== "");
}

function pascalCase(name: string): string {
  const lead = /^_*/.exec(name)![0];
  return lead + words(name.slice(lead.length)).map((word) => {
    const [first = "", ...rest] = word;
    return first.toUpperCase() + rest.join("");
  }).join("");
}

function snakeCase(name: string): string {
  const lead = /^_*/.exec(name)![0];
  return lead + words(name.slice(lead.length)).map((word) => word.toLowerCase()).join("_");
}

/** Edits in all modules; none when the new name has a meaning already, or a use lies in a package of somebody else. */
function renaming(at: LintContext, definition: Definition, name: string, better: string) {
  if (at.program.modules.some((module) => knows(module.program, better))) return [];
  const places = referencesTo(at.program, definition);
  if (places.some(({ module }) => module.isDependency)) return [];
  const edits = places.map(({ module, range, before, after }: Reference) => ({
    span: { file: module.file, start: range.start, end: range.end },
    replacement: before + better + after,
  }));
  return [{ title: `rename \`${name}\` to \`${better}\` everywhere`, safe: false, edits }];
}

const known = new WeakMap<Node, Set<string>>();

/** Whether a name is written anywhere in a module. */
function knows(program: Node, name: string): boolean {
  let names = known.get(program);
  if (!names) known.set(program, names = namesIn(program));
  return names.has(name);
}

function namesIn(program: Node): Set<string> {
  const names = new Set<string>();
  const visit = (node: Node) => {
    if (node.kind === "Ident" || node.kind === "Name" || node.kind === "NamePattern") names.add(node.name);
    forEachChild(node, visit);
  };
  visit(program);
  return names;
}
