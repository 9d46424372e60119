/** A small world for tests of the checker's parts: parsed source, types by name, and the enums that the source declares. */
import type { Diagnostic, SourceFile } from "../../src/diagnostics/diagnostic.ts";
import type { EnumDecl, Node, Program, TypeNode } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parse.ts";
import { forEachChild } from "../../src/syntax/visitor.ts";
import { builtinType } from "../../src/types/builtin_types.ts";
import type { EnumSymbol } from "../../src/types/symbol.ts";
import { ERROR, nullableOf, tupleOf, type Type, type TypeParamType } from "../../src/types/type.ts";

export interface World {
  readonly file: SourceFile;
  readonly program: Program;
  readonly enums: Map<string, EnumSymbol>;
  readonly diagnostics: Diagnostic[];
  report(diagnostic: Diagnostic): void;
  /** The type that `text` writes. */
  type(text: string): Type;
}

let nextParam = 1;

export function world(text: string): World {
  const file = { path: "main.fitz", text };
  const parsed = parse(file);
  if (parsed.diagnostics.length > 0) throw new Error(`${text}: ${parsed.diagnostics[0]!.message}`);
  const enums = new Map<string, EnumSymbol>();
  for (const node of parsed.program.body) {
    if (node.kind === "EnumDecl") enums.set(node.name.name, enumOf(node));
  }
  for (const symbol of enums.values()) {
    const params = new Map(symbol.typeParams.map((param) => [param.name, param]));
    symbol.declaration!.variants.forEach((variant, i) =>
      variant.payload.forEach((field, j) =>
        symbol.variants[i]!.payload[j]!.type = resolve(field.type, enums, params)
      )
    );
  }
  const diagnostics: Diagnostic[] = [];
  return {
    file,
    program: parsed.program,
    enums,
    diagnostics,
    report: (diagnostic) => diagnostics.push(diagnostic),
    type(written) {
      const source = parse({ path: "type.fitz", text: `x: ${written} = null` }).program.body[0]!;
      return resolve((source as { type: TypeNode }).type, enums, new Map());
    },
  };
}

function enumOf(declaration: EnumDecl): EnumSymbol {
  return {
    kind: "enum",
    name: declaration.name.name,
    declaration,
    module: 0,
    typeParams: declaration.typeParams.map((param) => ({ kind: "param", name: param.name, id: nextParam++ })),
    variants: declaration.variants.map((variant, index) => ({
      kind: "variant",
      name: variant.name.name,
      index,
      declaration: variant,
      payload: variant.payload.map((field) => ({ name: field.name.name, type: ERROR })),
    })),
    doc: null,
  };
}

function resolve(node: TypeNode, enums: Map<string, EnumSymbol>, params: Map<string, TypeParamType>): Type {
  const inner = (one: TypeNode) => resolve(one, enums, params);
  switch (node.kind) {
    case "NullableTypeNode":
      return nullableOf(inner(node.inner));
    case "TupleTypeNode":
      return tupleOf(node.elements.map(inner));
    case "NamedTypeNode": {
      const { name } = node.name;
      const symbol = enums.get(name);
      const args = node.args.map(inner);
      return symbol ? { kind: "enum", symbol, args } : params.get(name) ?? builtinType(name, args) ?? ERROR;
    }
    default:
      return ERROR;
  }
}

/** The first node of a kind, in source order. */
export function find<K extends Node["kind"]>(root: Node, kind: K): Extract<Node, { kind: K }> {
  const found = findAll(root, kind)[0];
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

export function findAll<K extends Node["kind"]>(root: Node, kind: K): Extract<Node, { kind: K }>[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (node.kind === kind) found.push(node);
    forEachChild(node, visit);
  };
  visit(root);
  return found as Extract<Node, { kind: K }>[];
}

/** `code "underlined text": message`, in order. */
export function lines(world: World): string[] {
  return world.diagnostics.map(({ code, span, message }) =>
    `${code} ${JSON.stringify(world.file.text.slice(span.start, span.end))}: ${message}`
  );
}
