/** Finds what the top level of a module defines: functions, types, enums and aliases, without looking into them. */
import type { EnumDecl, FnDecl, TypeDecl } from "../../syntax/ast.ts";
import type { AliasSymbol, EnumSymbol, FunctionSymbol, Symbol, TypeSymbol } from "../../types/symbol.ts";
import { ANY, ERROR, type FunctionType } from "../../types/type.ts";
import { newTypeParam } from "../../types/type_param.ts";
import type { ModuleContext, Range } from "../context.ts";
import { isReservedName } from "./reserved.ts";

/** Stands in until signatures are read. */
export const UNKNOWN_SIGNATURE: FunctionType = {
  kind: "function",
  typeParams: [],
  params: [],
  result: ANY,
  isAsync: false,
};

/** Enters the definitions of the top level into `context.names`; reports doubles. */
export function declareModule(context: ModuleContext): void {
  for (const stmt of context.module.program.body) {
    switch (stmt.kind) {
      case "FnDecl":
        define(context, stmt.name.name, functionSymbol(stmt, context.index, null, false), stmt.name, stmt.id);
        break;
      case "TypeDecl":
        declareType(context, stmt);
        break;
      case "EnumDecl":
        declareEnum(context, stmt);
        break;
    }
  }
}

/** The symbol of a function or method; its signature is filled in later. */
export function functionSymbol(
  decl: FnDecl,
  module: number,
  owner: TypeSymbol | null,
  isNested: boolean,
): FunctionSymbol {
  return {
    kind: "function",
    name: decl.name.name,
    declaration: decl,
    module,
    owner,
    isStatic: decl.isStatic,
    isNested,
    type: UNKNOWN_SIGNATURE,
    library: null,
    overloads: [],
    doc: decl.doc,
  };
}

function declareType(context: ModuleContext, decl: TypeDecl): void {
  if (isReservedName(decl.name.name)) return;
  const typeParams = decl.typeParams.map((param) => newTypeParam(param.name));
  const name = decl.name.name;
  if (decl.members === null) {
    const alias: AliasSymbol = {
      kind: "alias",
      name,
      declaration: decl,
      module: context.index,
      typeParams,
      target: ERROR,
    };
    define(context, name, alias, decl.name, decl.id);
    return;
  }
  const symbol: TypeSymbol = {
    kind: "type",
    name,
    declaration: decl,
    module: context.index,
    typeParams,
    fields: new Map(),
    methods: new Map(),
    isOpaque: false,
    doc: decl.doc,
  };
  define(context, name, symbol, decl.name, decl.id);
}

function declareEnum(context: ModuleContext, decl: EnumDecl): void {
  if (isReservedName(decl.name.name)) return;
  const symbol: EnumSymbol = {
    kind: "enum",
    name: decl.name.name,
    declaration: decl,
    module: context.index,
    typeParams: decl.typeParams.map((param) => newTypeParam(param.name)),
    variants: [],
    doc: decl.doc,
  };
  define(context, decl.name.name, symbol, decl.name, decl.id);
}

function define(context: ModuleContext, name: string, symbol: Symbol, at: Range, nodeId: number): void {
  context.module.symbols[nodeId] = symbol;
  if (name === "") return;
  const before = context.names.get(name);
  if (before !== undefined) {
    const first = definitionRange(before);
    if (before.kind === "function" && symbol.kind === "function") {
      reportRedefined(context, name, first, at);
    } else {
      context.error("name/duplicate", at, `\`${name}\` is defined twice in this module`, {
        label: "defined again here",
        labels: first ? [context.label(first, "first defined here")] : [],
        help: ["give one of them another name"],
      });
      return;
    }
  }
  context.names.set(name, symbol);
}

/** A function that replaces an earlier one of the same scope. */
export function reportRedefined(context: ModuleContext, name: string, first: Range | null, at: Range): void {
  context.warn("name/redefined", at, `\`${name}\` is defined again; this definition counts`, {
    label: "this one is called",
    labels: first ? [context.label(first, "this one is never called")] : [],
    help: ["remove one of them, or give it another name"],
  });
}

/** Where the name of a definition stands. */
export function definitionRange(symbol: Symbol): Range | null {
  switch (symbol.kind) {
    case "function":
    case "type":
    case "enum":
    case "alias":
      return symbol.declaration?.name ?? null;
    case "variable":
    case "variant":
      return symbol.declaration;
    default:
      return null;
  }
}
