/** Reads the types in declarations: signatures, fields, payloads, aliases. Runs when imports are bound. */
import type { EnumDecl, FieldDecl, FnDecl, Param, TypeDecl } from "../../syntax/ast.ts";
import type { EnumSymbol, FunctionSymbol, TypeSymbol } from "../../types/symbol.ts";
import { ANY, ERROR, type FunctionType, type ParamType, type Type } from "../../types/type.ts";
import { newTypeParam } from "../../types/type_param.ts";
import type { ModuleContext } from "../context.ts";
import { functionSymbol } from "./declare_module.ts";
import { NO_TYPE_PARAMS, resolveAlias, resolveType, type TypeScope, withTypeParams } from "./resolve_type.ts";

/** Fills in the symbols that `declareModule` made. */
export function declareSignatures(context: ModuleContext): void {
  for (const stmt of context.module.program.body) {
    const symbol = context.module.symbols[stmt.id];
    if (stmt.kind === "FnDecl" && symbol?.kind === "function") {
      symbol.type = signatureOf(context, stmt, NO_TYPE_PARAMS);
    } else if (stmt.kind === "TypeDecl" && symbol?.kind === "type") declareMembers(context, stmt, symbol);
    else if (stmt.kind === "TypeDecl" && symbol?.kind === "alias") resolveAlias(context.program, symbol);
    else if (stmt.kind === "EnumDecl" && symbol?.kind === "enum") declareVariants(context, stmt, symbol);
  }
}

/** Scopes of type parameters by function declaration: the inferencer needs them for annotations in bodies. */
export const typeScopes = new WeakMap<FnDecl, TypeScope>();

/** The signature of a declared function; unannotated parameters and results are Any. */
export function signatureOf(context: ModuleContext, decl: FnDecl, outer: TypeScope): FunctionType {
  const typeParams = decl.typeParams.map((param) => newTypeParam(param.name));
  const scope = withTypeParams(outer, typeParams);
  typeScopes.set(decl, scope);
  return {
    kind: "function",
    typeParams,
    params: paramTypes(context, decl.params, scope),
    result: decl.result ? resolveType(context, decl.result, scope) : ANY,
    isAsync: decl.isAsync,
  };
}

/** Types of parameters. A function with a variadic parameter takes no named arguments. */
function paramTypes(context: ModuleContext, params: readonly Param[], scope: TypeScope): ParamType[] {
  const isVariadic = params.some((param) => param.isVariadic);
  const seen = new Set<string>();
  return params.map((param) => {
    const name = param.name.name;
    if (seen.has(name) && name !== "" && name !== "_") {
      context.error("name/duplicate", param.name, `the parameter \`${name}\` is declared twice`, {
        label: "again here",
        help: ["give it another name"],
      });
    }
    seen.add(name);
    return {
      name,
      type: param.type ? resolveType(context, param.type, scope) : ANY,
      hasDefault: param.defaultValue !== null,
      isVariadic: param.isVariadic,
      isNamed: !isVariadic,
    };
  });
}

function declareMembers(context: ModuleContext, decl: TypeDecl, symbol: TypeSymbol): void {
  const scope = withTypeParams(NO_TYPE_PARAMS, symbol.typeParams);
  for (const member of decl.members!) {
    const name = member.name.name;
    if (name === "") continue;
    const before = symbol.fields.get(name) ?? symbol.methods.get(name);
    if (before) {
      context.error(
        "name/duplicate",
        member.name,
        `the type \`${symbol.name}\` has two members called \`${name}\``,
        {
          label: "again here",
          labels: before.declaration ? [context.label(before.declaration.name, "first here")] : [],
          help: ["give one of them another name"],
        },
      );
      if (member.kind === "FnDecl") {
        context.module.symbols[member.id] = method(context, member, symbol, scope);
      }
      continue;
    }
    if (member.kind === "FnDecl") {
      const made = method(context, member, symbol, scope);
      symbol.methods.set(name, made);
      context.module.symbols[member.id] = made;
    } else declareField(context, member, symbol, scope);
  }
}

function method(context: ModuleContext, decl: FnDecl, owner: TypeSymbol, scope: TypeScope): FunctionSymbol {
  const symbol = functionSymbol(decl, context.index, owner, false);
  symbol.type = signatureOf(context, decl, scope);
  return symbol;
}

function declareField(context: ModuleContext, decl: FieldDecl, owner: TypeSymbol, scope: TypeScope): void {
  owner.fields.set(decl.name.name, {
    kind: "field",
    name: decl.name.name,
    declaration: decl,
    type: resolveType(context, decl.type, scope),
    defaultValue: decl.defaultValue,
    hasDefault: decl.defaultValue !== null,
    isPrivate: decl.name.name.startsWith("_"),
    isHidden: decl.decorators.some((one) => context.catalogue.decorator(one.name.name)?.marks.has("hides")),
    doc: decl.doc,
  });
}

function declareVariants(context: ModuleContext, decl: EnumDecl, symbol: EnumSymbol): void {
  const scope = withTypeParams(NO_TYPE_PARAMS, symbol.typeParams);
  const seen = new Map<string, EnumDecl["variants"][number]>();
  for (const variant of decl.variants) {
    const name = variant.name.name;
    const before = seen.get(name);
    if (before) {
      context.error(
        "name/duplicate",
        variant.name,
        `the enum \`${symbol.name}\` has two variants called \`${name}\``,
        {
          label: "again here",
          labels: [context.label(before.name, "first here")],
          help: ["give one of them another name"],
        },
      );
      continue;
    }
    seen.set(name, variant);
    const payload: { name: string; type: Type }[] = [];
    for (const field of variant.payload) {
      if (field.name.name === "type") {
        context.error("enum/reserved-field", field.name, "a payload field cannot be called `type`", {
          label: "reserved",
          help: ["JSON writes the name of the variant under `type`: choose another name"],
        });
      } else if (payload.some((other) => other.name === field.name.name)) {
        context.error(
          "name/duplicate",
          field.name,
          `the variant \`${name}\` has two payload fields called \`${field.name.name}\``,
          { label: "again here", help: ["give one of them another name"] },
        );
      }
      payload.push({
        name: field.name.name,
        type: field.type ? resolveType(context, field.type, scope) : ERROR,
      });
    }
    const made = {
      kind: "variant" as const,
      name,
      index: symbol.variants.length,
      declaration: variant,
      payload,
    };
    symbol.variants.push(made);
    context.module.symbols[variant.id] = made;
  }
}
