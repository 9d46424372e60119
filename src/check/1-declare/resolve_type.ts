/** From written types to types. */
import { changeTo } from "../../diagnostics/fix.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { NamedTypeNode, TypeNode } from "../../syntax/ast.ts";
import {
  BUILTIN_TYPE_NAMES,
  builtinType,
  builtinTypeArity,
  FUNCTION_TYPE_NAME,
} from "../../types/builtin_types.ts";
import { printType } from "../../types/print_type.ts";
import { isMapKey } from "../../types/properties.ts";
import { argumentsOf, substitute } from "../../types/substitute.ts";
import type { AliasSymbol, EnumSymbol, TypeSymbol } from "../../types/symbol.ts";
import { ANY, ERROR, nullableOf, tupleOf, type Type, type TypeParamType } from "../../types/type.ts";
import { meant, type ModuleContext, type ProgramContext } from "../context.ts";

/** Type parameters in force, by name. */
export type TypeScope = ReadonlyMap<string, TypeParamType>;

export const NO_TYPE_PARAMS: TypeScope = new Map();

/** `outer` with further parameters. */
export function withTypeParams(outer: TypeScope, params: readonly TypeParamType[]): TypeScope {
  return params.length === 0 ? outer : new Map([...outer, ...params.map((one) => [one.name, one] as const)]);
}

/** The type that `node` writes; what is wrong with it is reported once and becomes the error type. */
export function resolveType(context: ModuleContext, node: TypeNode, scope: TypeScope): Type {
  if (context.program.loosened.has(node)) return ANY;
  switch (node.kind) {
    case "NamedTypeNode":
      return resolveNamed(context, node, scope);
    case "NullableTypeNode":
      return nullableOf(resolveType(context, node.inner, scope));
    case "TupleTypeNode":
      return tupleOf(node.elements.map((element) => resolveType(context, element, scope)));
    case "FnTypeNode":
      return {
        kind: "function",
        typeParams: [],
        params: node.params.map((param) => ({
          name: "",
          type: resolveType(context, param, scope),
          hasDefault: false,
          isVariadic: false,
          isNamed: false,
        })),
        result: resolveType(context, node.result, scope),
        isAsync: false,
      };
    case "ErrorTypeNode":
      return ERROR;
  }
}

function resolveNamed(context: ModuleContext, node: NamedTypeNode, scope: TypeScope): Type {
  const name = node.name.name;
  const args = node.args.map((arg) => resolveType(context, arg, scope));
  const param = scope.get(name);
  if (param) {
    if (args.length > 0) return argumentCount(context, node, 0, 0);
    return param;
  }
  const arity = builtinTypeArity(name);
  if (arity) {
    if (args.length > 0 && (args.length < arity.least || args.length > arity.most)) {
      return argumentCount(context, node, arity.least, arity.most);
    }
    const type = builtinType(name, args)!;
    if (type.kind === "map" && !isMapKey(type.key)) {
      context.error(
        "type/map-key",
        node.args[0] ?? node,
        `\`${printType(type.key)}\` cannot be the key of a map`,
        { label: "not a key type", help: [KEY_TYPES] },
      );
      return ERROR;
    }
    return type;
  }
  const symbol = context.names.get(name) ?? context.catalogue.type(name);
  switch (symbol?.kind) {
    case "type":
    case "enum":
      context.module.symbols[node.id] = symbol;
      return namedType(context, node, symbol, args);
    case "alias":
      context.module.symbols[node.id] = symbol;
      return aliasType(context, node, symbol, args);
    case "variable":
      // A name from a module that could not be loaded, or of an interop module.
      if (context.imported.has(name) && symbol.type.kind === "any") return symbol.type;
      break;
    case undefined: {
      const bare = args.length === 0 ? context.catalogue.bareType(name) : undefined;
      if (bare) return bare;
    }
  }
  return unknownType(context, node, scope);
}

const enum AliasState {
  Open = 1,
  Done = 2,
}

const aliasStates = new WeakMap<AliasSymbol, AliasState>();

/** The type behind an alias, with its parameters still open; resolved when first needed, so that cycles show. */
export function resolveAlias(program: ProgramContext, alias: AliasSymbol): Type {
  const state = aliasStates.get(alias);
  if (state === AliasState.Done) return alias.target;
  const context = program.modules[alias.module]!;
  if (state === AliasState.Open) {
    context.error("type/alias-cycle", alias.declaration.name, `the alias \`${alias.name}\` contains itself`, {
      label: "this alias",
      help: ["an alias is only another name: use `type Name { … }` for a type that refers to itself"],
    });
    alias.target = ERROR;
    aliasStates.set(alias, AliasState.Done);
    return ERROR;
  }
  aliasStates.set(alias, AliasState.Open);
  const scope = withTypeParams(NO_TYPE_PARAMS, alias.typeParams);
  const target = resolveType(context, alias.declaration.alias!, scope);
  if (aliasStates.get(alias) === AliasState.Open) alias.target = target;
  aliasStates.set(alias, AliasState.Done);
  return alias.target;
}

/** One line that lists the allowed key types. */
export const KEY_TYPES =
  "keys are Str, Int, Float, Bool, Null, Decimal, Date, DateTime, Uuid, or enum variants without payload";

function namedType(
  context: ModuleContext,
  node: NamedTypeNode,
  symbol: TypeSymbol | EnumSymbol,
  args: readonly Type[],
): Type {
  const count = symbol.typeParams.length;
  if (args.length === 0) {
    const bare = symbol.module === -1 ? context.catalogue.bareType(node.name.name) : undefined;
    if (bare) return bare;
  } else if (args.length !== count) return argumentCount(context, node, count, count);
  const all = args.length === count ? args : symbol.typeParams.map(() => ANY);
  return symbol.kind === "type"
    ? { kind: "instance", symbol, args: all }
    : { kind: "enum", symbol, args: all };
}

function aliasType(
  context: ModuleContext,
  node: NamedTypeNode,
  symbol: AliasSymbol,
  args: readonly Type[],
): Type {
  const count = symbol.typeParams.length;
  if (args.length > 0 && args.length !== count) return argumentCount(context, node, count, count);
  const target = resolveAlias(context.program, symbol);
  return count === 0 ? target : substitute(target, argumentsOf(symbol.typeParams, args), ANY);
}

function argumentCount(context: ModuleContext, node: NamedTypeNode, least: number, most: number): Type {
  const wanted = most === 0 ? "no" : least === most ? String(least) : `${least} or ${most}`;
  const found = node.args.length;
  context.error(
    "type/argument-count",
    node,
    `\`${node.name.name}\` takes ${wanted} type argument${most === 1 ? "" : "s"}, found ${found}`,
    { label: `${found} given`, help: [most === 0 ? "leave out the `<…>`" : "give one type for each"] },
  );
  return ERROR;
}

function unknownType(context: ModuleContext, node: NamedTypeNode, scope: TypeScope): Type {
  const name = node.name.name;
  if (name === "") return ERROR;
  const known = context.names.get(name);
  if (known) {
    context.error("name/unknown-type", node.name, `\`${name}\` is not a type`, {
      label: `this is a ${known.kind}`,
      help: ["name a type, an enum or an alias here"],
    });
    return ERROR;
  }
  const candidates = [...scope.keys(), ...BUILTIN_TYPE_NAMES, FUNCTION_TYPE_NAME];
  for (const [candidate, symbol] of context.names) {
    if (symbol.kind === "type" || symbol.kind === "enum" || symbol.kind === "alias") {
      candidates.push(candidate);
    }
  }
  candidates.push(...context.catalogue.typeNames());
  const foreign = FOREIGN_TYPES.get(name);
  const nearest = didYouMean(name, candidates);
  context.error("name/unknown-type", node.name, `unknown type \`${name}\``, {
    label: "not found",
    help: foreign ? [`Fitz calls it \`${foreign}\``] : meant(nearest).concat(
      nearest ? [] : ["declare it with `type`, or import it: `from module import Name`"],
    ),
    fixes: changeTo(context.span(node.name), foreign ?? nearest),
  });
  return ERROR;
}

const FOREIGN_TYPES = new Map([
  ["String", "Str"],
  ["string", "Str"],
  ["str", "Str"],
  ["int", "Int"],
  ["Integer", "Int"],
  ["i64", "Int"],
  ["number", "Float"],
  ["float", "Float"],
  ["double", "Float"],
  ["Double", "Float"],
  ["bool", "Bool"],
  ["boolean", "Bool"],
  ["Boolean", "Bool"],
  ["Array", "List"],
  ["Vec", "List"],
  ["list", "List"],
  ["Dict", "Map"],
  ["dict", "Map"],
  ["Object", "Map"],
  ["any", "Any"],
  ["void", "Null"],
  ["None", "Null"],
  ["Promise", "Future"],
]);
