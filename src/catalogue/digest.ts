/** Makes catalogue data of parsed declaration files. */
import type {
  Decorator,
  EnumDecl,
  Expr,
  FnDecl,
  NamespaceDecl,
  Param,
  Program,
  TypeDecl,
  TypeNode,
} from "../syntax/ast.ts";
import type {
  AliasData,
  CatalogueData,
  ConstantData,
  DecoratorData,
  EnumData,
  FieldData,
  FunctionData,
  MarksData,
  NamespaceData,
  ParamData,
  SignatureData,
  TypeData,
  TypeEntryData,
} from "./catalogue_data.ts";

export interface DeclarationFile {
  readonly text: string;
  readonly program: Program;
}

/** Digests all files into one catalogue. Throws an Error that names the entry when declarations contradict each other. */
export function digest(files: readonly DeclarationFile[]): CatalogueData {
  const functions: Record<string, FunctionData> = {};
  const namespaces: Record<string, NamespaceData> = {};
  const types: Record<string, TypeEntryData | EnumData> = {};
  const aliases: Record<string, AliasData> = {};
  const decorators: Record<string, DecoratorData> = {};
  for (const { text, program } of files) {
    for (const stmt of program.body) {
      switch (stmt.kind) {
        case "FnDecl":
          addFunction(functions, stmt, text);
          break;
        case "TypeDecl":
          if (stmt.alias) {
            aliases[stmt.name.name] = { kind: "alias", t: typeData(stmt.alias), doc: stmt.doc ?? "" };
          } else addOnce(types, stmt.name.name, typeEntry(stmt, text));
          break;
        case "EnumDecl":
          addOnce(types, stmt.name.name, enumEntry(stmt));
          break;
        case "NamespaceDecl":
          mergeNamespace(namespaces, stmt, text);
          break;
        case "DecoratorDecl":
          addDecorator(decorators, stmt.name.name, {
            kind: "decorator",
            p: (stmt.params ?? []).map((param) => paramData(param, text)),
            on: stmt.targets.map((target) => target.name),
            ...marksOf(stmt.decorators),
            doc: stmt.doc ?? "",
          });
          break;
        default:
          throw new Error(`a declaration file holds a ${stmt.kind}`);
      }
    }
  }
  return { functions, namespaces, types, aliases, decorators };
}

/** A decorator may mean different things before different kinds of declaration. */
function addDecorator(table: Record<string, DecoratorData>, name: string, entry: DecoratorData): void {
  if (!Object.hasOwn(table, name)) {
    table[name] = entry;
    return;
  }
  const first = table[name]!;
  const all = [first, ...first.also ?? []];
  const twice = entry.on.find((target) => all.some((one) => one.on.includes(target)));
  if (twice !== undefined) throw new Error(`@${name} is declared twice for ${twice}`);
  table[name] = { ...first, also: [...first.also ?? [], entry] };
}

function addOnce<T>(table: Record<string, T>, name: string, entry: T): void {
  if (Object.hasOwn(table, name)) throw new Error(`\`${name}\` is declared twice`);
  table[name] = entry;
}

function addFunction(
  table: Record<string, FunctionData | ConstantData | NamespaceData>,
  decl: FnDecl,
  text: string,
): void {
  const name = decl.name.name;
  const before = Object.hasOwn(table, name) ? table[name] : undefined;
  const signature = signatureData(decl, text);
  if (before === undefined) {
    table[name] = {
      kind: "fn",
      s: [signature],
      ...(decl.isStatic ? { static: 1 as const } : {}),
      ...marksOf(decl.decorators),
      doc: decl.doc ?? "",
    };
    return;
  }
  if (before.kind !== "fn") throw new Error(`\`${name}\` is declared twice`);
  table[name] = {
    ...before,
    s: [...before.s, signature],
    doc: [before.doc, decl.doc].filter(Boolean).join("\n\n"),
  };
}

function signatureData(decl: FnDecl, text: string): SignatureData {
  return {
    ...(decl.typeParams.length > 0 ? { g: decl.typeParams.map((param) => param.name) } : {}),
    p: decl.params.map((param) => paramData(param, text)),
    r: decl.result ? typeData(decl.result) : "Null",
    ...(decl.isAsync ? { a: 1 as const } : {}),
  };
}

function paramData(param: Param, text: string): ParamData {
  return {
    n: param.name.name,
    t: param.type ? typeData(param.type) : "Any",
    ...(param.defaultValue ? { d: text.slice(param.defaultValue.start, param.defaultValue.end) } : {}),
    ...(param.isVariadic ? { v: 1 as const } : {}),
    ...marksOf(param.decorators),
  };
}

function marksOf(decorators: readonly Decorator[]): { m?: MarksData } {
  if (decorators.length === 0) return {};
  const marks: Record<string, (string | number | boolean)[]> = {};
  for (const decorator of decorators) {
    marks[decorator.name.name] = (decorator.args ?? []).map((arg) => literal(arg.value as Expr));
  }
  return { m: marks };
}

function literal(expr: Expr): string | number | boolean {
  switch (expr.kind) {
    case "StrLit":
      return expr.parts.join("");
    case "IntLit":
    case "FloatLit":
      return Number(expr.value);
    case "BoolLit":
      return expr.value;
    case "Unary":
      return -Number(literal(expr.operand));
    default:
      throw new Error(`a mark has an argument of kind ${expr.kind}`);
  }
}

function typeEntry(decl: TypeDecl, text: string): TypeEntryData {
  const methods: Record<string, FunctionData> = {};
  const fields: FieldData[] = [];
  for (const member of decl.members ?? []) {
    if (member.kind === "FnDecl") addFunction(methods, member, text);
    else {
      fields.push({
        n: member.name.name,
        t: typeData(member.type),
        ...(member.defaultValue ? { d: text.slice(member.defaultValue.start, member.defaultValue.end) } : {}),
        doc: member.doc ?? "",
      });
    }
  }
  return {
    kind: "type",
    ...(decl.typeParams.length > 0 ? { g: decl.typeParams.map((param) => param.name) } : {}),
    ...marksOf(decl.decorators),
    fields,
    methods,
    doc: decl.doc ?? "",
  };
}

function enumEntry(decl: EnumDecl): EnumData {
  return {
    kind: "enum",
    ...(decl.typeParams.length > 0 ? { g: decl.typeParams.map((param) => param.name) } : {}),
    variants: decl.variants.map((variant) => ({
      n: variant.name.name,
      p: variant.payload.map((field) => ({ n: field.name.name, t: typeData(field.type) })),
    })),
    doc: decl.doc ?? "",
  };
}

function mergeNamespace(
  table: Record<string, FunctionData | ConstantData | NamespaceData>,
  decl: NamespaceDecl,
  text: string,
): void {
  const name = decl.name.name;
  const before = table[name];
  const members: Record<string, FunctionData | ConstantData | NamespaceData> = {};
  if (before?.kind === "namespace") Object.assign(members, before.members);
  for (const member of decl.members) {
    if (member.kind === "FnDecl") addFunction(members, member, text);
    else if (member.kind === "NamespaceDecl") mergeNamespace(members, member, text);
    else addOnce(members, member.name.name, { kind: "let", t: typeData(member.type), doc: member.doc ?? "" });
  }
  const doc = [before?.doc, decl.doc].filter(Boolean).join("\n\n");
  table[name] = { kind: "namespace", members, doc };
}

function typeData(node: TypeNode): TypeData {
  switch (node.kind) {
    case "NamedTypeNode":
      return node.args.length === 0 ? node.name.name : [node.name.name, ...node.args.map(typeData)];
    case "NullableTypeNode":
      return ["?", typeData(node.inner)];
    case "TupleTypeNode":
      return ["()", ...node.elements.map(typeData)];
    case "FnTypeNode":
      return ["->", node.params.map(typeData), typeData(node.result)];
    case "ErrorTypeNode":
      throw new Error("a declaration holds a type that does not parse");
  }
}
