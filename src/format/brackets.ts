/** Which brackets belong to a node, and what stands in them. */

import type { Arg, Node } from "../syntax/ast.ts";
import { KIND } from "../syntax/token_kinds.ts";
import { forEachChild } from "../syntax/visitor.ts";
import { DEFAULTS } from "./construct.ts";
import type { Item } from "./construct.ts";
import type { Layout } from "./layout.ts";
import { TIGHT_EQ } from "./spacing.ts";

/** Registers the constructs of one node (not of its children), and what is spelt anew in it. */
export function layOutBrackets(layout: Layout, node: Node): void {
  switch (node.kind) {
    case "FnDecl":
    case "FnExpr": {
      const from = node.kind === "FnExpr" ? layout.at(node.start) : layout.at(node.name.start);
      if (node.kind === "FnDecl") {
        layout.names.add(from);
        typeParameters(layout, from, node.typeParams);
      }
      const after = node.kind === "FnDecl" && node.typeParams.length > 0
        ? layout.to(node.typeParams[node.typeParams.length - 1].end)
        : from;
      layout.group(layout.next(after, KIND.LPAREN), node.params.map((p) => layout.item(p)));
      return;
    }
    case "Call":
      return argumentList(
        layout,
        layout.to(node.callee.end) + 1,
        node.args,
        layout.decoratorCalls.has(node.id),
      );
    case "Decorator":
      if (node.args !== null) argumentList(layout, layout.to(node.name.end) + 1, node.args, true);
      noteCalls(layout, node);
      return;
    case "ListLit":
      layout.group(layout.at(node.start), node.elements.map((e) => layout.item(e)));
      return;
    case "TupleLit":
    case "TuplePattern":
      layout.group(layout.at(node.start), node.elements.map((e) => layout.item(e)), {
        keepsComma: node.elements.length === 1,
      });
      return;
    case "MapLit":
      layout.group(layout.at(node.start), node.entries.map((e) => layout.item(e)));
      return;
    case "ListComp":
    case "MapComp": {
      const head = node.kind === "ListComp" ? node.element : { start: node.key.start, end: node.value.end };
      const parts = [head, ...node.clauses].map((p) => layout.item(p, false));
      if (node.condition !== null) {
        const { last } = layout.item(node.condition);
        parts.push({ first: layout.at(node.condition.start) - 1, last, hasComma: false, blank: "keep" });
      }
      layout.group(layout.at(node.start), parts, { hasTrailingComma: false });
      return;
    }
    case "StructLit": {
      const items = node.inits.map((init) => layout.item(init));
      if (node.base !== null) {
        const { last } = layout.item(node.base);
        items.push({ first: layout.at(node.base.start) - 1, last, hasComma: true, blank: "keep" });
      }
      layout.group(layout.to(node.name.end) + 1, items, { isSpaced: items.length > 0 });
      return;
    }
    case "Paren":
      if (!layout.dropped.has(layout.at(node.start))) {
        layout.group(layout.at(node.start), [layout.item(node.expr, false)], {
          hasTrailingComma: false,
          isBreakable: false,
        });
      }
      return;
    case "Index": {
      const item = layout.item(node.index, false);
      const open = openerBefore(layout, item.first);
      layout.group(open, [item], { hasTrailingComma: false, isBreakable: false });
      return;
    }
    default:
      declarationBrackets(layout, node);
  }
}

function declarationBrackets(layout: Layout, node: Node): void {
  switch (node.kind) {
    case "TypeDecl": {
      layout.decorators(node);
      typeParameters(layout, layout.at(node.name.start), node.typeParams);
      if (node.members === null) return;
      const last = node.typeParams.length === 0 ? node.name : node.typeParams[node.typeParams.length - 1];
      const items = node.members.map((member, i): Item => {
        const isApart = member.kind === "FnDecl" && node.members![i - 1]?.kind === "FieldDecl";
        return layout.item(member, member.kind === "FieldDecl", isApart ? "one" : "keep");
      });
      for (const item of items) layout.dropSeparator(item.last);
      const open = layout.to(last.end) + 1;
      if (hasBody(layout, node.end)) layout.body(layout.next(open, KIND.LBRACE), items, false, true);
      return;
    }
    case "EnumDecl": {
      layout.decorators(node);
      typeParameters(layout, layout.at(node.name.start), node.typeParams);
      const last = node.typeParams.length === 0 ? node.name : node.typeParams[node.typeParams.length - 1];
      layout.body(
        layout.next(layout.to(last.end) + 1, KIND.LBRACE),
        node.variants.map((v) => layout.item(v)),
        false,
        true,
      );
      return;
    }
    case "VariantDecl":
      if (node.payload.length > 0) {
        layout.group(
          layout.to(node.name.end) + 1,
          node.payload.map((p) => layout.item(p)),
        );
      }
      return;
    case "NamespaceDecl": {
      const items = node.members.map((member): Item => {
        const item = layout.item(member, false);
        return member.kind === "FieldDecl" ? { ...item, first: item.first - 1 } : item;
      });
      for (const item of items) layout.dropSeparator(item.last);
      layout.body(layout.to(node.name.end) + 1, items, false, false);
      return;
    }
    case "DecoratorDecl":
      if (node.params !== null) {
        layout.group(
          layout.to(node.name.end) + 1,
          node.params.map((p) => layout.item(p)),
        );
      }
      return;
    case "FromStmt":
    case "ImportStmt":
      for (const decorator of node.decorators) {
        const next = layout.to(decorator.end) + 1;
        if (layout.kinds[next] === KIND.NEWLINE) layout.decorated.add(next + 1);
      }
      if (node.kind === "FromStmt") {
        importList(layout, node.names.map((n) => layout.item(n)), node.parenthesised);
      }
      return;
    case "FieldDecl":
      layout.names.add(layout.at(node.name.start));
      return;
    default:
      typeBracketsOf(layout, node);
  }
}

function importList(layout: Layout, items: readonly Item[], parenthesised: boolean): void {
  const before = items[0].first - 1;
  if (parenthesised) {
    layout.group(before, items);
    return;
  }
  for (const item of items.slice(0, -1)) layout.dropSeparator(item.last);
  const { last } = items[items.length - 1];
  if (layout.kinds[last + 1] === KIND.COMMA) layout.dropped.add(last + 1);
  layout.add({
    ...DEFAULTS,
    anchor: before,
    open: before,
    close: last,
    isBare: true,
    items,
    isBroken: false,
    chain: [],
    dependents: [],
  });
}

function typeBracketsOf(layout: Layout, node: Node): void {
  const { tokens } = layout.parsed;
  if (node.kind === "NamedTypeNode" && node.args.length > 0) {
    layout.typeBrackets.add(layout.to(node.name.end) + 1);
    const close = layout.to(node.end);
    layout.typeBrackets.add(close);
    if (tokens[close - 1].kind === KIND.COMMA) layout.dropped.add(close - 1);
  } else if (node.kind === "TupleTypeNode" && node.elements.length !== 1) {
    const close = layout.to(node.end);
    if (tokens[close - 1].kind === KIND.COMMA) layout.dropped.add(close - 1);
  } else if (node.kind === "FnTypeNode") {
    const close = layout.partner(layout.at(node.start) + 1);
    if (tokens[close - 1].kind === KIND.COMMA) layout.dropped.add(close - 1);
  } else if (node.kind === "VariantPattern" && node.args !== null) {
    const open = layout.to(node.name.end) + 1;
    layout.group(open, node.args.map((p) => layout.item(p)));
  }
}

function typeParameters(layout: Layout, name: number, params: readonly { readonly end: number }[]): void {
  if (params.length === 0) return;
  layout.typeBrackets.add(name + 1);
  let close = layout.to(params[params.length - 1].end) + 1;
  if (layout.kinds[close] === KIND.COMMA) layout.dropped.add(close++);
  layout.typeBrackets.add(close);
}

/** Does a declaration end in a brace? (`extern type Name` may have none.) */
function hasBody(layout: Layout, end: number): boolean {
  return layout.kinds[layout.to(end)] === KIND.RBRACE;
}

/** The bracket in front of an item, behind which a `..` without a left side may stand. */
function openerBefore(layout: Layout, first: number): number {
  let i = first - 1;
  while (layout.kinds[i] !== KIND.LBRACKET) i--;
  return i;
}

function argumentList(layout: Layout, open: number, args: readonly Arg[], inDecorator: boolean): void {
  for (const arg of args) {
    if (arg.name === null) continue;
    const name = layout.at(arg.name.start);
    layout.names.add(name);
    layout.kinds[name + 1] = inDecorator ? TIGHT_EQ : KIND.COLON;
  }
  layout.group(open, args.map((arg) => layout.item(arg)));
}

function noteCalls(layout: Layout, node: Node): void {
  if (node.kind === "Call") layout.decoratorCalls.add(node.id);
  forEachChild(node, (child) => noteCalls(layout, child));
}
