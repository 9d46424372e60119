/**
 * Decides what every name means (language.md 6.3). One walk per function collects declarations and uses; uses are settled
 * when the function is known as a whole, nested functions after that, so that they find the variables around them.
 */
import { definitionRange, functionSymbol, reportRedefined } from "../1-declare/declare_module.ts";
import type { FnDecl, FnExpr, Name, NodeBase, Param, Program, SelfExpr } from "../../syntax/ast.ts";
import type { FunctionSymbol, Symbol, TypeSymbol, VariableSymbol } from "../../types/symbol.ts";
import { NEVER } from "../../types/type.ts";
import type { ModuleContext, Range } from "../context.ts";
import { assignToExisting, reportUnknownName } from "./name_errors.ts";
import { functionScope, type Initialiser, moduleScope, type NameSink, type Scope } from "./scope.ts";
import { walkFunctionBody, walkTopLevel } from "./walk.ts";

interface Read {
  readonly node: Name;
  readonly scope: Scope;
  readonly initialiser: Initialiser | null;
}
interface Assignment {
  readonly node: Name;
  readonly scope: Scope;
  readonly isCompound: boolean;
}
interface Nested {
  readonly node: FnDecl | FnExpr;
  readonly scope: Scope;
  readonly self: TypeSymbol | null;
  readonly hasSelf: boolean;
}

export class Resolver implements NameSink {
  readonly module: Scope;
  #reads: Read[] = [];
  #assignments: Assignment[] = [];
  #nested: Nested[] = [];

  constructor(readonly context: ModuleContext) {
    this.module = moduleScope(context.index);
  }

  /** First step: finds the variables of the module. Imports are bound after it. */
  open(): void {
    walkTopLevel(this, this.context.module.program);
    const imported = importedNames(this.context.module.program);
    for (const { node, scope, isCompound } of this.#assignments) {
      if (node.name === "" || isCompound || imported.has(node.name)) continue;
      if (this.context.outerVariable(node.name) !== null) continue;
      if (this.#lookup(node.name, scope, null) === undefined) this.#add(node, this.module, false);
    }
  }

  /** Second step: settles everything. */
  settle(): void {
    this.#settleAssignments();
    this.#settleReads();
    const queue = this.#nested;
    this.#nested = [];
    // Functions are taken in order of nesting: each sees the complete scopes around it.
    for (let i = 0; i < queue.length; i++) {
      this.#function(queue[i]!);
      queue.push(...this.#nested);
      this.#nested = [];
    }
  }

  // ---------------------------------------------------------------- called by the walk

  read(node: Name, scope: Scope, initialiser: Initialiser | null): void {
    this.#reads.push({ node, scope, initialiser });
  }

  assign(node: Name, scope: Scope, isCompound: boolean): void {
    this.#assignments.push({ node, scope, isCompound });
  }

  nested(node: FnDecl | FnExpr, scope: Scope, self: TypeSymbol | null, hasSelf: boolean): void {
    this.#nested.push({ node, scope, self, hasSelf });
  }

  /** A declaring place in `scope` (or the function it belongs to, for `let`, `for` and annotated assignments). */
  declare(node: NodeBase & { readonly name: string }, scope: Scope, isParam = false): void {
    const name = node.name;
    if (name === "" || name === "_") return;
    const { symbols } = this.context.module;
    const known = scope.names.get(name);
    if (known?.kind === "variable") {
      known.assignments++;
      symbols[node.id] = known;
      return;
    }
    if (known?.kind === "function") {
      assignToExisting(this.context, node, known);
      return;
    }
    if (scope.kind === "module") {
      const defined = this.context.names.get(name);
      if (defined && defined.kind !== "variable") {
        assignToExisting(this.context, node, defined);
        return;
      }
      const outer = this.context.outerVariable(name);
      if (outer) {
        outer.assignments++;
        symbols[node.id] = outer;
        return;
      }
    }
    this.#add(node, scope, isParam);
  }

  /** A function inside another one, or inside a block of the top level. */
  declareFunction(decl: FnDecl, scope: Scope): void {
    const name = decl.name.name;
    const symbol: FunctionSymbol = functionSymbol(decl, this.context.index, null, true);
    this.context.module.symbols[decl.id] = symbol;
    if (name === "") return;
    const before = scope.names.get(name) ??
      (scope.kind === "module" ? this.context.names.get(name) : undefined);
    if (before) {
      const first = definitionRange(before);
      if (before.kind === "function") reportRedefined(this.context, name, first, decl.name);
      else {
        this.context.error("name/duplicate", decl.name, `\`${name}\` is already a ${before.kind} here`, {
          label: "defined again here",
          labels: first ? [this.context.label(first, "first defined here")] : [],
          help: ["give one of them another name"],
        });
      }
    }
    scope.names.set(name, symbol);
    if (scope.kind === "module") this.context.names.set(name, symbol);
  }

  symbolOf(nodeId: number): Symbol | undefined {
    return this.context.module.symbols[nodeId];
  }

  self(node: SelfExpr, scope: Scope): void {
    if (scope.hasSelf) return;
    this.context.error("method/self-outside", node, "`self` outside an instance method", {
      label: "no receiver here",
      help: ["`self` is the receiver in the methods of a type; static methods and functions have none"],
    });
  }

  // ---------------------------------------------------------------- settling

  #function(nested: Nested): void {
    const { node } = nested;
    const scope = functionScope(node, nested.scope, nested.self, nested.hasSelf);
    this.context.functionScopes.set(node.id, scope);
    for (const param of node.params) this.#param(param, scope);
    walkFunctionBody(this, node, scope);
    this.#settleAssignments();
    this.#settleReads();
  }

  #param(param: Param, scope: Scope): void {
    if (scope.names.has(param.name.name) || param.name.name === "_") return;
    this.#add({ ...param.name, id: param.id }, scope, true);
    const symbol = this.context.module.symbols[param.id];
    if (symbol) this.context.module.symbols[param.name.id] = symbol;
  }

  #add(node: NodeBase & { readonly name: string }, scope: Scope, isParam: boolean): VariableSymbol {
    const symbol: VariableSymbol = {
      kind: "variable",
      name: node.name,
      scope,
      declaration: node,
      isParam,
      type: NEVER,
      isAnnotated: false,
      assignments: 1,
      isCaptured: false,
    };
    scope.names.set(node.name, symbol);
    this.context.module.symbols[node.id] = symbol;
    const key = scope.node?.id ?? -1;
    const { variables } = this.context.module;
    const list = variables.get(key);
    if (list) list.push(symbol);
    else variables.set(key, [symbol]);
    if (scope.kind === "module") this.context.names.set(node.name, symbol);
    return symbol;
  }

  #settleAssignments(): void {
    const assignments = this.#assignments;
    this.#assignments = [];
    for (const { node, scope, isCompound } of assignments) {
      if (node.name === "") continue;
      const { symbols } = this.context.module;
      const found = this.#lookup(node.name, scope, null);
      if (found === "field") {
        this.context.error(
          "field/bare-assignment",
          node,
          `the field \`${node.name}\` is assigned by its bare name`,
          {
            label: "names a field of this type",
            help: [`write \`self.${node.name} = …\`, or declare a local variable with \`let\``],
            fixes: [{
              title: `assign the field: self.${node.name}`,
              safe: false,
              edits: [{ span: this.context.span(node), replacement: `self.${node.name}` }],
            }],
          },
        );
        continue;
      }
      if (found?.kind === "variable") {
        if (this.context.imported.has(node.name) && found === this.context.names.get(node.name)) {
          assignToExisting(this.context, node, found);
          continue;
        }
        if (symbols[node.id] !== found) found.assignments++;
        symbols[node.id] = found;
        this.#capture(found, scope);
      } else if (found) assignToExisting(this.context, node, found);
      else if (isCompound) {
        const builtin = this.context.catalogue.lookup(node.name);
        if (builtin) assignToExisting(this.context, node, builtin);
        else reportUnknownName(this.context, node, scope);
      } else this.#add(node, scope.owner, false);
    }
  }

  #settleReads(): void {
    const reads = this.#reads;
    this.#reads = [];
    for (const { node, scope, initialiser } of reads) {
      // `Ok` and `Err` belong to the language; the inferencer knows them.
      if (node.name === "" || node.name === "Ok" || node.name === "Err") continue;
      const found = this.#lookup(node.name, scope, initialiser) ?? this.context.catalogue.lookup(node.name) ??
        (initialiser && initialiser.end !== Infinity ? this.#lookup(node.name, scope, null) : undefined);
      if (found === undefined) reportUnknownName(this.context, node, scope);
      else if (found === "field") this.context.module.bareFields.add(node.id);
      else {
        this.context.module.symbols[node.id] = found;
        if (found.kind === "variable") {
          this.#capture(found, scope);
          this.context.reads.set(found, (this.context.reads.get(found) ?? 0) + 1);
        }
      }
    }
  }

  /** What a name means when read at `scope`; "field" for a field by its bare name. Built-ins are not looked at. */
  #lookup(name: string, from: Scope, initialiser: Initialiser | null) {
    for (let scope: Scope | null = from; scope; scope = scope.parent) {
      const found = scope.names.get(name);
      if (found && !(initialiser && scope.owner === from.owner && isInitialised(found, initialiser))) {
        return found;
      }
      if (scope.self?.fields.has(name)) return "field" as const;
    }
    const global = this.context.names.get(name);
    if (!global || !initialiser || from.owner.kind !== "module") return global;
    const isOwn = global.kind !== "variable" || global.scope.module === this.context.index;
    return isOwn && isInitialised(global, initialiser) ? this.context.outer?.get(name) : global;
  }

  #capture(symbol: VariableSymbol, from: Scope): void {
    if (symbol.scope !== from && (symbol.scope as Scope).owner !== from.owner) symbol.isCaptured = true;
  }
}

/** Whether the value being read belongs to the first declaration of the symbol. */
function isInitialised(symbol: { readonly kind: string }, initialiser: Initialiser): boolean {
  if (symbol.kind !== "variable") return false;
  const at: Range = (symbol as VariableSymbol).declaration;
  for (let one: Initialiser | null = initialiser; one; one = one.outer) {
    if (at.start >= one.start && at.end <= one.end) return true;
  }
  return false;
}

/** The names that import statements bind. */
function importedNames(program: Program): Set<string> {
  const names = new Set<string>();
  for (const stmt of program.body) {
    if (stmt.kind === "ImportStmt") names.add((stmt.alias ?? stmt.path.at(-1))?.name ?? "");
    else if (stmt.kind === "FromStmt") {
      for (const { path, alias } of stmt.names) {
        names.add(alias?.name ?? ("kind" in path ? "" : path.at(-1)?.name ?? ""));
      }
    }
  }
  return names;
}
