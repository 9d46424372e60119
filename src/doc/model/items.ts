/** What a module declares at its top level. */
import type { CheckedModule } from "../../check/result.ts";
import { lineIndexOf } from "../../diagnostics/line_index.ts";
import type { FnDecl, LetStmt, Stmt, TypeDecl } from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import type { Item, Member } from "./documentation.ts";
import {
  decoratorLines,
  enumSignature,
  fieldSignature,
  functionSignature,
  typeSignature,
  variantSignature,
} from "./signatures.ts";

export interface ItemOptions {
  /** Also names that begin with `_`. */
  readonly withPrivate: boolean;
}

/** In the order of the source. Tests are no part of what a module offers. */
export function itemsOf(module: CheckedModule, options: ItemOptions): Item[] {
  return module.program.body.flatMap((stmt) => {
    const item = itemOf(module, stmt, options);
    return item && isShown(item.name, options) ? [item] : [];
  });
}

function isShown(name: string, { withPrivate }: ItemOptions): boolean {
  return name !== "" && (withPrivate || !name.startsWith("_"));
}

function itemOf(module: CheckedModule, stmt: Stmt, options: ItemOptions): Item | null {
  switch (stmt.kind) {
    case "FnDecl":
      return isTest(stmt) ? null : {
        kind: "function",
        name: stmt.name.name,
        signature: withDecorators(module, stmt, functionSignature(module, stmt)),
        doc: stmt.doc ?? "",
        line: lineOf(module, stmt.name.start),
        members: parametersOf(module, stmt),
      };
    case "TypeDecl":
      return {
        kind: stmt.alias ? "alias" : "type",
        name: stmt.name.name,
        signature: withDecorators(module, stmt, typeSignature(module, stmt)),
        doc: stmt.doc ?? "",
        line: lineOf(module, stmt.name.start),
        members: membersOf(module, stmt, options),
      };
    case "EnumDecl":
      return {
        kind: "enum",
        name: stmt.name.name,
        signature: withDecorators(module, stmt, enumSignature(stmt)),
        doc: stmt.doc ?? "",
        line: lineOf(module, stmt.name.start),
        members: stmt.variants.map((variant): Member => ({
          kind: "variant",
          name: variant.name.name,
          signature: variantSignature(module, variant),
          doc: variant.doc ?? "",
        })),
      };
    case "LetStmt":
      return variableOf(module, stmt);
    default:
      return null;
  }
}

/** `@test` and what runs around tests. */
function isTest({ decorators }: FnDecl): boolean {
  return decorators.some(({ name }) => name.name === "test" || /^(before|after)_(each|all)$/.test(name.name));
}

function withDecorators(
  module: CheckedModule,
  decl: FnDecl | TypeDecl | Extract<Stmt, { kind: "EnumDecl" }>,
  signature: string,
): string {
  return [...decoratorLines(module, decl.decorators), signature].join("\n");
}

/** Only what is described: names and types are in the signature. */
function parametersOf(module: CheckedModule, decl: FnDecl): Member[] {
  return decl.params.filter((param) => param.doc !== null).map((param): Member => ({
    kind: "parameter",
    name: param.name.name,
    signature: `${param.name.name}${
      param.type ? `: ${module.file.text.slice(param.type.start, param.type.end)}` : ""
    }`,
    doc: param.doc ?? "",
  }));
}

function membersOf(module: CheckedModule, decl: TypeDecl, options: ItemOptions): Member[] {
  const shown = (decl.members ?? []).filter((member) => isShown(member.name.name, options));
  return shown.map((member): Member =>
    member.kind === "FieldDecl"
      ? {
        kind: "field",
        name: member.name.name,
        signature: fieldSignature(module, member),
        doc: member.doc ?? "",
      }
      : {
        kind: "method",
        name: member.name.name,
        signature: [...decoratorLines(module, member.decorators), functionSignature(module, member)].join(
          "\n",
        ),
        doc: member.doc ?? "",
      }
  );
}

/** Variables with a doc comment, and constants: the others are how the module works. */
function variableOf(module: CheckedModule, stmt: LetStmt): Item | null {
  if (stmt.pattern.kind !== "NamePattern") return null;
  const { name } = stmt.pattern;
  const isConstant = /^_*\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name);
  if (stmt.doc === null && !isConstant) return null;
  const symbol = module.symbols[stmt.pattern.id];
  const type = symbol?.kind === "variable" ? `: ${printType(symbol.type)}` : "";
  return {
    kind: "variable",
    name,
    signature: `let ${name}${type}`,
    doc: stmt.doc ?? "",
    line: lineOf(module, stmt.start),
    members: [],
  };
}

function lineOf(module: CheckedModule, offset: number): number {
  return lineIndexOf(module.file).lineAt(offset);
}
