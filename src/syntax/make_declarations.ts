/** Node factories for declarations and their names. `from` and `to` are the indexes of the first and last token. */

import type {
  Arg,
  Block,
  Decorator,
  DecoratorDecl,
  EnumDecl,
  Expr,
  FieldDecl,
  FnDecl,
  FromStmt,
  Ident,
  ImportName,
  ImportStmt,
  NamespaceDecl,
  Param,
  PayloadField,
  Stmt,
  StrLit,
  TypeDecl,
  TypeNode,
  VariantDecl,
} from "./ast.ts";
import type { FactoryContext } from "./factory_context.ts";
import { isKeyword, isReservedName } from "./keywords.ts";

interface Signature {
  readonly params: readonly Param[];
  readonly result: TypeNode | null;
}
type Members = Pick<TypeDecl, "members" | "alias">;
type Decorated =
  | FnDecl
  | TypeDecl
  | EnumDecl
  | ImportStmt
  | FromStmt
  | FieldDecl
  | NamespaceDecl
  | DecoratorDecl;

export function declarationFactories(c: FactoryContext) {
  return { ...nameFactories(c), ...functionFactories(c), ...typeFactories(c), ...importFactories(c) };
}

/** Names, declared and used. */
function nameFactories(c: FactoryContext) {
  return {
    ident: (i: number): Ident => c.ident(i),
    missingName(i: number): Ident {
      const at = c.end(i - 1);
      return { kind: "Ident", id: c.id(), start: at, end: at, name: "" };
    },
    newName(i: number): Ident {
      checkNewName(c, i);
      return c.ident(i);
    },
    variantName(i: number): Ident {
      const word = c.word(i);
      if (word === "Ok" || word === "Err") checkNewName(c, i);
      return c.ident(i);
    },
    known: <T>(items: readonly (T | null)[]): T[] => items.filter((item) => item !== null),
  };
}

/** Functions, parameters and decorators. */
function functionFactories(c: FactoryContext) {
  return {
    /** Decorators come before a declaration whose own tokens follow: the node grows to include them. */
    decorated(decorators: readonly Decorator[], node: Stmt | FieldDecl, from: number): Stmt | FieldDecl {
      if (decorators.length === 0 || !isDecorated(node)) return node;
      const start = c.start(from);
      const own = tokenAt(c, from, node.start);
      const grown = { ...node, decorators, start };
      return "doc" in grown ? { ...grown, doc: c.doc(from, own) } : grown;
    },
    decorator(from: number, to: number, name: Ident, args: readonly Arg[] | null): Decorator {
      return { kind: "Decorator", ...c.base(from, to), name, args };
    },
    signature: (params: readonly Param[], result: TypeNode | null): Signature => ({ params, result }),
    fnDecl(
      from: number,
      to: number,
      async: string | null,
      isStatic: string | null,
      name: Ident,
      typeParams: readonly Ident[] | null,
      signature: Signature,
      headTokens: number,
      body: Block | Expr | null,
    ): FnDecl {
      return {
        kind: "FnDecl",
        ...c.base(from, to),
        doc: docOfDeclaration(c, from),
        decorators: [],
        isAsync: async !== null,
        isStatic: isStatic !== null,
        name,
        typeParams: typeParams ?? [],
        params: signature.params,
        result: signature.result,
        body,
        headEnd: c.end(headTokens - 1),
      };
    },
    param(
      from: number,
      to: number,
      decorators: readonly Decorator[],
      ellipsis: string | null,
      name: Ident,
      type: TypeNode | null,
      defaultValue: Expr | null,
    ): Param {
      const doc = c.doc(from, tokenAt(c, from, name.start));
      return {
        kind: "Param",
        ...c.base(from, to),
        doc,
        decorators,
        isVariadic: ellipsis !== null,
        name,
        type,
        defaultValue,
      };
    },
    errorParam: (from: number, to: number): Param => ({
      kind: "Param",
      ...c.base(from, to),
      doc: null,
      decorators: [],
      isVariadic: false,
      name: { kind: "Ident", ...c.base(from, to), name: "" },
      type: null,
      defaultValue: null,
    }),
    checkedParams(params: readonly Param[]): readonly Param[] {
      if (!c.declarations) checkParams(c, params);
      return params;
    },
  };
}

/** Types, enums and what only declaration files have. */
function typeFactories(c: FactoryContext) {
  return {
    alias: (alias: TypeNode): Members => ({ members: null, alias }),
    members: (members: readonly (FieldDecl | FnDecl)[]): Members => ({ members, alias: null }),
    typeDecl(
      from: number,
      to: number,
      name: Ident,
      typeParams: readonly Ident[] | null,
      body: Members,
      isExtern: boolean,
    ): TypeDecl {
      if (!isExtern) checkTopLevel(c, from, "type");
      const doc = docOfDeclaration(c, from);
      return {
        kind: "TypeDecl",
        ...c.base(from, to),
        doc,
        decorators: [],
        name,
        typeParams: typeParams ?? [],
        ...body,
        isExtern,
      };
    },
    field(from: number, to: number, name: Ident, type: TypeNode, defaultValue: Expr | null): FieldDecl {
      return {
        kind: "FieldDecl",
        ...c.base(from, to),
        doc: c.doc(from),
        decorators: [],
        name,
        type,
        defaultValue,
      };
    },
    enumDecl(
      from: number,
      to: number,
      name: Ident,
      typeParams: readonly Ident[] | null,
      variants: readonly VariantDecl[],
    ): EnumDecl {
      checkTopLevel(c, from, "enum");
      const doc = c.doc(from);
      return {
        kind: "EnumDecl",
        ...c.base(from, to),
        doc,
        decorators: [],
        name,
        typeParams: typeParams ?? [],
        variants,
      };
    },
    variant: (
      from: number,
      to: number,
      name: Ident,
      payload: readonly PayloadField[] | null,
    ): VariantDecl => ({
      kind: "VariantDecl",
      ...c.base(from, to),
      doc: c.doc(from),
      name,
      payload: payload ?? [],
    }),
    payload: (from: number, to: number, name: Ident, type: TypeNode): PayloadField => ({
      kind: "PayloadField",
      ...c.base(from, to),
      name,
      type,
    }),
    namespaceDecl: (
      from: number,
      to: number,
      name: Ident,
      members: NamespaceDecl["members"],
    ): NamespaceDecl => ({
      kind: "NamespaceDecl",
      ...c.base(from, to),
      doc: docOfDeclaration(c, from),
      name,
      members,
    }),
    decoratorDecl(
      from: number,
      to: number,
      name: Ident,
      params: readonly Param[] | null,
      targets: readonly Ident[],
    ): DecoratorDecl {
      return {
        kind: "DecoratorDecl",
        ...c.base(from, to),
        doc: docOfDeclaration(c, from),
        decorators: [],
        name,
        params,
        targets,
      };
    },
  };
}

/** Imports. */
function importFactories(c: FactoryContext) {
  return {
    importStmt(from: number, to: number, path: readonly Ident[], alias: Ident | null): ImportStmt {
      checkTopLevel(c, from, "import");
      return { kind: "ImportStmt", ...c.base(from, to), decorators: [], path, alias };
    },
    fromNames: (names: readonly ImportName[], parenthesised: boolean) => ({ names, parenthesised }),
    fromStmt(
      from: number,
      to: number,
      path: readonly Ident[],
      list: { names: readonly ImportName[]; parenthesised: boolean },
    ): FromStmt {
      checkTopLevel(c, from, "from");
      return { kind: "FromStmt", ...c.base(from, to), decorators: [], path, ...list };
    },
    importName: (
      from: number,
      to: number,
      path: readonly Ident[] | StrLit,
      alias: Ident | null,
    ): ImportName => ({
      kind: "ImportName",
      ...c.base(from, to),
      path,
      alias,
    }),
  };
}

function isDecorated(
  node: Stmt | FieldDecl,
): node is Decorated & { readonly decorators: readonly Decorator[] } {
  return "decorators" in node;
}

/** `extern` stands one token before the rest of its declaration. */
function docOfDeclaration(c: FactoryContext, from: number): string | null {
  return c.doc(from) ??
    (c.declarations && from > 0 && c.word(from - 1) === "extern" ? c.doc(from - 1) : null);
}

/** Index of the first token at or after `from` that starts at `offset` or behind. */
function tokenAt(c: FactoryContext, from: number, offset: number): number {
  let i = from;
  while (i < c.tokens.length && c.tokens[i].start < offset) i++;
  return i;
}

function checkNewName(c: FactoryContext, i: number): void {
  const word = c.word(i);
  if (c.declarations) return;
  const { start, end } = c.tokens[i];
  if (word === "self") {
    c.report("parse/reserved-word", start, end, "`self` is a keyword and cannot be a name", {
      help: ["methods have `self` without a parameter"],
    });
  } else if (isKeyword(word)) {
    c.report("parse/reserved-word", start, end, `\`${word}\` is a keyword and cannot be a name`, {
      help: [`choose another name, such as \`${word}_\``],
    });
  } else if (isReservedName(word)) {
    c.report("parse/reserved-word", start, end, `\`${word}\` is a built-in name and cannot be declared`, {
      help: ["choose another name"],
    });
  }
}

function checkTopLevel(c: FactoryContext, from: number, word: string): void {
  if (c.scanned.depth[from] === 0 || c.scanned.hasUnclosedBrace) return;
  const { start, end } = c.tokens[from];
  c.report("parse/not-top-level", start, end, `\`${word}\` stands only at the top level of a module`, {
    help: ["move the declaration out of this body"],
  });
}

function checkParams(c: FactoryContext, params: readonly Param[]): void {
  let defaulted: Param | null = null;
  params.forEach((param, i) => {
    const { start, end, name } = param;
    if (param.isVariadic) {
      if (param.defaultValue !== null) {
        c.report(
          "parse/variadic",
          start,
          end,
          `the variadic parameter \`${name.name}\` cannot have a default`,
          {
            help: ["leave the default out: without arguments the list is empty"],
            fixes: [c.fix("leave the default out", (param.type ?? name).end, param.defaultValue.end, "")],
          },
        );
      } else if (i < params.length - 1) {
        c.report(
          "parse/variadic",
          start,
          end,
          `the variadic parameter \`${name.name}\` is not the last one`,
          {
            help: ["move it to the end of the parameters"],
          },
        );
      }
    } else if (param.defaultValue !== null) defaulted = param;
    else if (defaulted !== null && name.name !== "") {
      const { start: from, end: to } = defaulted as Param;
      c.report(
        "parse/default-order",
        start,
        end,
        `\`${name.name}\` has no default but follows \`${(defaulted as Param).name.name}\`, which has one`,
        {
          labels: [{ span: { file: c.file, start: from, end: to }, text: "has a default" }],
          help: [`give \`${name.name}\` a default, or move it in front`],
        },
      );
    }
  });
}
