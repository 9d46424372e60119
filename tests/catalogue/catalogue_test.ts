/** Walks the catalogue: every entry is documented with an example, has an implementation, and its types print and read back as themselves. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { implementations } from "../../stdlib/generated/implementations.ts";
import { Catalogue } from "../../src/catalogue/catalogue.ts";
import type { CatalogueData } from "../../src/catalogue/catalogue_data.ts";
import data from "../../stdlib/generated/catalogue.json" with { type: "json" };
import { parse } from "../../src/syntax/parse.ts";
import type { TypeNode } from "../../src/syntax/ast.ts";
import { printType } from "../../src/types/print_type.ts";
import type { ConstantSymbol, FunctionSymbol, NamespaceSymbol } from "../../src/types/symbol.ts";
import type { Type } from "../../src/types/type.ts";

const catalogue = new Catalogue(data as unknown as CatalogueData);

interface Entry {
  readonly key: string;
  readonly symbol: FunctionSymbol | ConstantSymbol;
}

function entries(): Entry[] {
  const found: Entry[] = [];
  const namespace = (prefix: string, symbol: NamespaceSymbol): void => {
    for (const [name, member] of symbol.members) {
      const key = `${prefix}.${name}`;
      if (member.kind === "namespace") namespace(key, member);
      else found.push({ key, symbol: member });
    }
  };
  for (const name of catalogue.globalNames()) {
    const fn = catalogue.function(name);
    if (fn) found.push({ key: name, symbol: fn });
    const space = catalogue.namespace(name);
    if (space) namespace(name, space);
    const type = catalogue.type(name);
    if (type?.kind === "type" && type.name === name) {
      for (const [method, symbol] of type.methods) found.push({ key: `${name}.${method}`, symbol });
    }
  }
  return found;
}

/** A written type as the printer writes types. */
function written(node: TypeNode): string {
  switch (node.kind) {
    case "NamedTypeNode":
      return node.args.length === 0
        ? node.name.name
        : `${node.name.name}<${node.args.map(written).join(", ")}>`;
    case "NullableTypeNode":
      return node.inner.kind === "FnTypeNode" ? `(${written(node.inner)})?` : `${written(node.inner)}?`;
    case "TupleTypeNode":
      return node.elements.length === 1
        ? `(${written(node.elements[0]!)},)`
        : `(${node.elements.map(written).join(", ")})`;
    case "FnTypeNode":
      return `Fn(${node.params.map(written).join(", ")}) -> ${written(node.result)}`;
    case "ErrorTypeNode":
      return "<error>";
  }
}

function readsBack(type: Type): void {
  if (type.kind === "never") return;
  const text = printType(type);
  const parsed = parse({ path: "type.fitz", text: `x: ${text} = null` });
  deepStrictEqual(parsed.diagnostics.map((one) => one.message), [], text);
  strictEqual(written((parsed.program.body[0] as { type: TypeNode }).type), text);
}

Deno.test("catalogue: entries have docs with an example", () => {
  for (const { key, symbol } of entries()) {
    ok(symbol.doc && symbol.doc.includes("```fitz"), `${key} has no example`);
  }
  for (const name of catalogue.decoratorNames()) {
    ok(catalogue.decorator(name)!.doc?.includes("```fitz"), `@${name} has no example`);
  }
});

Deno.test("catalogue: entries have implementations, and nothing else has", () => {
  const keys = entries().map((entry) => entry.key);
  const table = implementations as unknown as Record<string, unknown>;
  deepStrictEqual([...keys].sort(), Object.keys(table).sort());
  for (const { key, symbol } of entries()) {
    if (symbol.kind === "function") strictEqual(typeof table[key], "function", key);
    else ok(table[key] !== undefined, key);
  }
});

Deno.test("catalogue: types print as they are written", () => {
  for (const { symbol } of entries()) {
    if (symbol.kind === "constant") readsBack(symbol.type);
    else {
      for (const signature of [symbol.type, ...symbol.overloads]) {
        readsBack(signature.result);
        for (const param of signature.params) readsBack(param.type);
      }
    }
  }
});

Deno.test("catalogue: symbols are made once", () => {
  strictEqual(catalogue.lookup("print"), catalogue.lookup("print"));
  strictEqual(catalogue.type("List"), catalogue.type("List"));
  strictEqual(catalogue.lookup("no_such_builtin"), undefined);
  strictEqual(catalogue.lookup("constructor"), undefined);
});
