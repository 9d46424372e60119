/** Declarations as one reads them: without bodies, in one spacing. */
import type { CheckedModule } from "../../check/result.ts";
import type {
  Decorator,
  EnumDecl,
  FieldDecl,
  FnDecl,
  Param,
  TypeDecl,
  VariantDecl,
} from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import type { Type } from "../../types/type.ts";

/** Longest signature that stays on one line. */
const WIDTH = 90;

type Range = { readonly start: number; readonly end: number };

function text(module: CheckedModule, { start, end }: Range): string {
  return module.file.text.slice(start, end).replace(/\s*\n\s*/g, " ");
}

export function decoratorLines(module: CheckedModule, decorators: readonly Decorator[]): string[] {
  return decorators.map((one) => text(module, one));
}

function typeParams(params: readonly { readonly name: string }[]): string {
  return params.length === 0 ? "" : `<${params.map((param) => param.name).join(", ")}>`;
}

function parameter(module: CheckedModule, param: Param): string {
  const type = param.type ? `: ${text(module, param.type)}` : "";
  const value = param.defaultValue ? ` = ${text(module, param.defaultValue)}` : "";
  return `${param.isVariadic ? "..." : ""}${param.name.name}${type}${value}`;
}

/** `async fn load(url: Str, tries: Int = 3) -> Result<Page>`; a result that is not declared is the inferred one. */
export function functionSignature(module: CheckedModule, decl: FnDecl): string {
  const symbol = module.symbols[decl.id];
  const inferred = symbol?.kind === "function" ? resultText(symbol.type.result) : "";
  const result = decl.result ? ` -> ${text(module, decl.result)}` : inferred;
  const head = `${decl.isStatic ? "static " : ""}${decl.isAsync ? "async " : ""}fn ${decl.name.name}${
    typeParams(decl.typeParams)
  }`;
  const params = decl.params.map((param) => parameter(module, param));
  const line = `${head}(${params.join(", ")})${result}`;
  if (line.length <= WIDTH) return line;
  return `${head}(\n${params.map((param) => `    ${param},\n`).join("")})${result}`;
}

function resultText(type: Type): string {
  const isNothing = type.kind === "any" || type.kind === "never" || printType(type) === "Null";
  return isNothing ? "" : ` -> ${printType(type)}`;
}

export function fieldSignature(module: CheckedModule, field: FieldDecl): string {
  const decorators = decoratorLines(module, field.decorators).map((one) => `${one} `).join("");
  const value = field.defaultValue ? ` = ${text(module, field.defaultValue)}` : "";
  return `${decorators}${field.name.name}: ${text(module, field.type)}${value}`;
}

export function variantSignature(module: CheckedModule, variant: VariantDecl): string {
  if (variant.payload.length === 0) return variant.name.name;
  const payload = variant.payload.map((field) => `${field.name.name}: ${text(module, field.type)}`);
  return `${variant.name.name}(${payload.join(", ")})`;
}

export function typeSignature(module: CheckedModule, decl: TypeDecl): string {
  const head = `type ${decl.name.name}${typeParams(decl.typeParams)}`;
  return decl.alias ? `${head} = ${text(module, decl.alias)}` : head;
}

export function enumSignature(decl: EnumDecl): string {
  return `enum ${decl.name.name}${typeParams(decl.typeParams)}`;
}
