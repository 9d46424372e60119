/** All places where a definition of the program is named: for renaming. */
import type { Node } from "../syntax/ast.ts";
import { forEachChild } from "../syntax/visitor.ts";
import type {
  EnumSymbol,
  FieldSymbol,
  FunctionSymbol,
  Symbol,
  TypeSymbol,
  VariantSymbol,
} from "../types/symbol.ts";
import type { Type } from "../types/type.ts";
import type { Range } from "./context.ts";
import type { CheckedModule, CheckedProgram } from "./result.ts";

/** What is looked for: a symbol, a field of a type, or a payload field of a variant. */
export type Definition =
  | { readonly kind: "symbol"; readonly symbol: Symbol }
  | { readonly kind: "field"; readonly owner: TypeSymbol; readonly field: FieldSymbol }
  | { readonly kind: "payload"; readonly variant: VariantSymbol; readonly name: string };

export interface Reference {
  readonly module: CheckedModule;
  readonly range: Range;
  /** What to write before the new name: the shorthand `{ x }` becomes `{ x: y }`. */
  readonly before: string;
  /** What to write behind it. */
  readonly after: string;
}

/**
 * The declaration and all uses that are written with the definition's own name (uses under an alias do not change), in all
 * modules. Uses through `Any` cannot be known.
 */
export function referencesTo(program: CheckedProgram, definition: Definition): Reference[] {
  const found: Reference[] = [];
  for (const module of program.modules) {
    const finder = new Finder(module, definition, (range, before = "", after = "") => {
      if (range.start < range.end) found.push({ module, range, before, after });
    });
    finder.visit(module.program, undefined);
  }
  return found;
}

class Finder {
  readonly #name: string;
  readonly #symbol: Symbol | null;
  /** The types around the node that is visited. */
  readonly #types: (TypeSymbol | null)[] = [];

  constructor(
    readonly module: CheckedModule,
    readonly definition: Definition,
    readonly found: (range: Range, before?: string, after?: string) => void,
  ) {
    this.#symbol = definition.kind === "symbol" ? definition.symbol : null;
    this.#name = definition.kind === "symbol"
      ? definition.symbol.name
      : definition.kind === "field"
      ? definition.field.name
      : definition.name;
  }

  visit(node: Node, parent: Node | undefined): void {
    if (node.kind === "TypeDecl") {
      const own = this.module.symbols[node.id];
      this.#types.push(own?.kind === "type" ? own : null);
    }
    this.#look(node, parent);
    forEachChild(node, (child) => this.visit(child, node));
    if (node.kind === "TypeDecl") this.#types.pop();
  }

  #means(id: number): boolean {
    return this.#symbol !== null && this.module.symbols[id] === this.#symbol;
  }

  #look(node: Node, parent: Node | undefined): void {
    switch (node.kind) {
      case "Name":
        if (node.name !== this.#name) return;
        if (this.#means(node.id) || this.#isBareField(node.id)) {
          const isShorthand = parent?.kind === "FieldInit" && parent.isShorthand;
          this.found(node, isShorthand ? `${node.name}: ` : "");
        }
        return;
      case "NamePattern":
        if (node.name === this.#name && this.#means(node.id)) this.found(node);
        return;
      case "FnDecl":
      case "TypeDecl":
      case "EnumDecl":
      case "VariantDecl":
      case "Param":
      case "NamedTypeNode":
        if (node.name.name === this.#name && this.#means(node.id)) this.found(node.name);
        return;
      case "VariantPattern":
        this.#variantPattern(node);
        return;
      case "StructLit":
        if (node.name.name === this.#name && this.#means(node.id)) this.found(node.name);
        return;
      case "FieldInit":
        this.#fieldInit(node, parent);
        return;
      case "FieldDecl":
        if (this.definition.kind === "field" && this.definition.field.declaration === node) {
          this.found(node.name);
        }
        return;
      case "PayloadField":
        if (this.#isPayloadOf(parent) && node.name.name === this.#name) this.found(node.name);
        return;
      case "Member":
        if (node.name.name !== this.#name) return;
        if (this.#means(node.name.id) || this.#means(node.id) || this.#isFieldOf(node.object.id)) {
          this.found(node.name);
        }
        return;
      case "ImportName": {
        const last = "kind" in node.path ? undefined : node.path.at(-1);
        if (last?.name === this.#name && this.#means(node.id)) this.found(last);
        return;
      }
      case "Arg":
        this.#arg(node, parent);
        return;
    }
  }

  #variantPattern(node: Extract<Node, { kind: "VariantPattern" }>): void {
    if (node.name.name === this.#name && this.#means(node.id)) this.found(node.name);
    const variant = this.module.symbols[node.id];
    const isOwn = this.#symbol?.kind === "enum" && variant?.kind === "variant" &&
      (this.#symbol as EnumSymbol).variants.includes(variant);
    if (node.enumName?.name === this.#name && isOwn) this.found(node.enumName);
  }

  #fieldInit(node: Extract<Node, { kind: "FieldInit" }>, parent: Node | undefined): void {
    const { definition } = this;
    if (definition.kind !== "field" || node.name.name !== this.#name || parent?.kind !== "StructLit") return;
    if (this.module.symbols[parent.id] !== definition.owner) return;
    this.found(node.name, "", node.isShorthand ? `: ${node.name.name}` : "");
  }

  /** A named argument names a parameter, or a payload field. */
  #arg(node: Extract<Node, { kind: "Arg" }>, parent: Node | undefined): void {
    if (!node.name || node.name.name !== this.#name || parent?.kind !== "Call") return;
    const callee = this.module.calls[parent.id]?.symbol;
    const { definition } = this;
    if (definition.kind === "payload") {
      if (callee === definition.variant) this.found(node.name);
    } else if (this.#symbol?.kind === "variable" && this.#symbol.isParam && callee?.kind === "function") {
      const scope = this.#symbol.scope.node;
      if (scope !== null && (callee as FunctionSymbol).declaration === scope) this.found(node.name);
    }
  }

  #isPayloadOf(parent: Node | undefined): boolean {
    return this.definition.kind === "payload" && this.definition.variant.declaration === parent;
  }

  #isBareField(id: number): boolean {
    const { definition } = this;
    return definition.kind === "field" && this.module.bareFields.has(id) &&
      this.#types.includes(definition.owner);
  }

  #isFieldOf(objectId: number): boolean {
    if (this.definition.kind !== "field") return false;
    let type: Type | undefined = this.module.types[objectId];
    while (type?.kind === "nullable" || type?.kind === "result") {
      type = type.kind === "nullable" ? type.inner : type.ok;
    }
    return type?.kind === "instance" && type.symbol === this.definition.owner;
  }
}
