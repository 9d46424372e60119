/** Walking the tree: the children of every kind of node, in source order. */

import type { Node } from "./ast.ts";

type KindOf = Node["kind"];

/** For each kind, the properties that hold nodes or lists of nodes, in source order. */
const CHILDREN: Readonly<Record<KindOf, readonly string[]>> = {
  Program: ["body"],
  Ident: [],
  Decorator: ["name", "args"],
  FnDecl: ["decorators", "name", "typeParams", "params", "result", "body"],
  Param: ["decorators", "name", "type", "defaultValue"],
  TypeDecl: ["decorators", "name", "typeParams", "members", "alias"],
  FieldDecl: ["decorators", "name", "type", "defaultValue"],
  EnumDecl: ["decorators", "name", "typeParams", "variants"],
  VariantDecl: ["name", "payload"],
  PayloadField: ["name", "type"],
  ImportStmt: ["decorators", "path", "alias"],
  FromStmt: ["decorators", "path", "names"],
  ImportName: ["path", "alias"],
  NamespaceDecl: ["name", "members"],
  DecoratorDecl: ["decorators", "name", "params", "targets"],
  Block: ["body"],
  LetStmt: ["pattern", "type", "value"],
  AssignStmt: ["target", "type", "value"],
  WhileStmt: ["label", "condition", "body"],
  ForStmt: ["label", "pattern", "iterable", "body"],
  ReturnStmt: ["value"],
  StatusReturn: ["status", "body"],
  BreakStmt: ["label", "value"],
  ContinueStmt: ["label"],
  ExprStmt: ["expr"],
  ErrorStmt: [],
  IntLit: [],
  FloatLit: [],
  StrLit: ["parts"],
  Interpolation: ["expr"],
  BytesLit: [],
  BoolLit: [],
  NullLit: [],
  Name: [],
  SelfExpr: [],
  Paren: ["expr"],
  TupleLit: ["elements"],
  ListLit: ["elements"],
  MapLit: ["entries"],
  MapEntry: ["key", "value"],
  ListComp: ["element", "clauses", "condition"],
  MapComp: ["key", "value", "clauses", "condition"],
  CompClause: ["pattern", "iterable"],
  StructLit: ["name", "inits", "base"],
  FieldInit: ["name", "value"],
  RangeExpr: ["from", "to"],
  Unary: ["operand"],
  Binary: ["left", "right"],
  Call: ["callee", "args"],
  Arg: ["name", "value"],
  TypeArg: ["type"],
  Index: ["object", "index"],
  Member: ["object", "name"],
  TupleIndex: ["object"],
  Await: ["operand"],
  Try: ["operand"],
  IfExpr: ["condition", "then", "otherwise"],
  MatchExpr: ["scrutinee", "arms"],
  MatchArm: ["pattern", "guard", "body"],
  LoopExpr: ["label", "body"],
  FnExpr: ["params", "result", "body"],
  ErrorExpr: [],
  WildcardPattern: [],
  NamePattern: [],
  LiteralPattern: [],
  RangePattern: [],
  VariantPattern: ["enumName", "name", "args"],
  TuplePattern: ["elements"],
  OrPattern: ["alternatives"],
  NamedTypeNode: ["name", "args"],
  FnTypeNode: ["params", "result"],
  TupleTypeNode: ["elements"],
  NullableTypeNode: ["inner"],
  ErrorTypeNode: [],
};

/** Calls `visit` with each direct child of `node`, in source order. Text parts of strings are no nodes. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  for (const key of CHILDREN[node.kind]) {
    const value = (node as unknown as Record<string, unknown>)[key];
    if (value === null) continue;
    if (!Array.isArray(value)) visit(value as Node);
    else for (const child of value) if (typeof child === "object") visit(child);
  }
}
