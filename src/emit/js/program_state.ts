/** What is shared while one program is emitted: identifiers, runtime members in use, declarations made on demand. */
import { isConnection, poolBindings, usesPool } from "../../app/app_pool.ts";
import type { App, FunctionRef } from "../../app/manifest.ts";
import type { CheckedModule, CheckedProgram } from "../../check/result.ts";
import type { Expr, FnDecl } from "../../syntax/ast.ts";
import type {
  EnumSymbol,
  FunctionSymbol,
  Symbol,
  TypeSymbol,
  VariableSymbol,
  VariantSymbol,
} from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import { decoderOf } from "./codec/decoder.ts";
import { encoderOf } from "./codec/encoder.ts";
import { shapeOf } from "./codec/shape.ts";
import type { EmitContext, EntryFunction } from "./context.ts";
import type { CoverageMap } from "./coverage.ts";
import { expressionFunction, fieldDefaultFunction, paramDefaultFunction } from "./declarations/defaults.ts";
import { waitingFunction } from "./declarations/functions.ts";
import type { Emitter } from "./emitter.ts";
import { type ModuleFacts, moduleFacts } from "./facts.ts";
import { NameScope } from "./names.ts";
import type { DeclaredFunction } from "./survey.ts";
import { Suspects } from "./suspects.ts";
import { declared } from "./symbols.ts";
import { durableOf } from "./durable.ts";
import { WaitingFunctions } from "./waiting.ts";
import { moduleBases } from "./source_map.ts";

/** What the emitted program does besides its work. */
export interface Instruments {
  /** It counts iterations and calls. */
  readonly budget: boolean;
  /** It counts these places in the `coverage` that it is loaded with; null for none. */
  readonly coverage: CoverageMap | null;
  /** In a session, how many modules are loaded already; null elsewhere. */
  readonly loaded: number | null;
}

export class ProgramState implements EmitContext {
  readonly names = new NameScope(null);
  readonly bases: readonly number[];
  readonly facts: readonly ModuleFacts[];
  /** Enum that a variant belongs to. */
  readonly #enums = new Map<VariantSymbol, EnumSymbol>();
  readonly #identifiers = new Map<Symbol, string>();
  /** In a session: the names of the module that is being named, and the expression that holds it when it is loaded already. */
  #keys: NameScope | null = null;
  #holder: string | null = null;
  readonly #keyOf = new Map<Symbol, string>();
  readonly #runtime = new Map<string, string>();
  readonly #library = new Map<string, string>();
  readonly #declared = new Map<string, string>();
  readonly #declarations: string[] = [];
  readonly #prologue: string[] = [];
  readonly #descriptions: string[] = [];
  readonly #shared = new Set<VariableSymbol>();
  readonly #asyncModules: (boolean | undefined)[] = [];
  /** Waiting variants that are mentioned, and those of them that are not yet written. */
  readonly #waitingNames = new Map<FnDecl, string>();
  readonly #requested: FunctionSymbol[] = [];
  readonly #pool: VariableSymbol | undefined;
  readonly suspects: Suspects;
  readonly waiting: WaitingFunctions;
  /** The writers of the modules, by index. */
  emitters: readonly Emitter[] = [];

  constructor(
    readonly program: CheckedProgram,
    readonly app: App,
    readonly instruments: Instruments,
  ) {
    this.suspects = new Suspects(program);
    [this.#pool] = poolBindings(program);
    this.bases = moduleBases(program.modules);
    this.facts = program.modules.map((module) =>
      moduleFacts(module, (index) => program.modules[index].exports)
    );
    this.waiting = new WaitingFunctions(
      program,
      (module) => this.facts[module.index].functions,
      (symbol) => durableOf(this, symbol) !== null,
    );
    for (const module of this.entryFirst()) this.#nameModule(module);
    for (const { shared } of this.facts) for (const symbol of shared) this.#shared.add(symbol);
    if (this.#pool) this.#shared.add(this.#pool);
  }

  /** Modules in the order in which they choose names: the entry keeps its own. */
  private entryFirst(): CheckedModule[] {
    const { modules, entry } = this.program;
    return [modules[entry], ...modules.filter((module) => module.index !== entry)];
  }

  /** Gives names to what the top level of a module declares. */
  #nameModule(module: CheckedModule): void {
    const { loaded } = this.instruments;
    if (loaded !== null) this.#keys = new NameScope(null);
    this.#holder = loaded !== null && module.index < loaded
      ? `${this.runtime("modules")}[${module.index}]`
      : null;
    const { functions, nested } = this.facts[module.index];
    const owned = new Set([...nested.values()].flat());
    for (const { node, isMethod } of functions) {
      const symbol = declared(module, node);
      if (symbol && !isMethod && !owned.has(node)) this.#name(symbol, node.name.name);
    }
    for (const statement of module.program.body) {
      if (statement.kind === "TypeDecl" && statement.members) {
        const symbol = declared(module, statement);
        if (symbol?.kind !== "type") continue;
        const name = this.#name(symbol, symbol.name);
        for (const [method, { declaration }] of symbol.methods) {
          if (declaration) {
            this.#name(
              symbol.methods.get(method)!,
              `${name}$${method}`,
              `${this.#keyOf.get(symbol)}$${method}`,
            );
          }
        }
      } else if (statement.kind === "EnumDecl") {
        const symbol = declared(module, statement);
        if (symbol?.kind !== "enum") continue;
        const name = this.#name(symbol, symbol.name);
        for (const variant of symbol.variants) {
          this.#enums.set(variant, symbol);
          if (variant.payload.length === 0) {
            this.#name(variant, `${name}$${variant.name}`, `${this.#keyOf.get(symbol)}$${variant.name}`);
          }
        }
      }
    }
    for (const variable of module.variables.get(-1) ?? []) this.#name(variable, variable.name);
  }

  #name(symbol: Symbol, name: string, keyName = name): string {
    const known = this.#identifiers.get(symbol);
    if (known !== undefined) return known;
    const key = this.#keys?.claim(keyName);
    const identifier = this.#holder === null ? this.names.claim(name) : `${this.#holder}.${key}`;
    this.#identifiers.set(symbol, identifier);
    if (key !== undefined) this.#keyOf.set(symbol, key);
    return identifier;
  }

  /** In a session: the names under which later inputs reach what a module declares. */
  keys(
    module: CheckedModule,
  ): { readonly key: string; readonly identifier: string; readonly isVariable: boolean }[] {
    const index = (symbol: Symbol) =>
      symbol.kind === "variable"
        ? symbol.scope.module
        : symbol.kind === "variant"
        ? this.enumOf(symbol)!.module
        : (symbol as FunctionSymbol).module;
    return [...this.#keyOf].filter(([symbol]) => index(symbol) === module.index).map(([symbol, key]) => ({
      key,
      identifier: this.#identifiers.get(symbol)!,
      isVariable: symbol.kind === "variable",
    }));
  }

  enumOf(variant: VariantSymbol): EnumSymbol | undefined {
    return variant.owner ?? this.#enums.get(variant);
  }

  /** Identifier of a module-level symbol; undefined for locals and what the program does not declare. */
  identifier(symbol: Symbol): string | undefined {
    return this.#identifiers.get(symbol);
  }

  functionName(symbol: FunctionSymbol | FunctionRef): string {
    const found = "kind" in symbol ? symbol : this.#functionOf(symbol);
    const identifier = found && this.#identifiers.get(found);
    if (identifier === undefined) throw new Error(`no function ${symbol.name}`);
    return identifier;
  }

  #functionOf(reference: FunctionRef): FunctionSymbol | undefined {
    const symbol = this.program.modules[reference.module].exports.get(reference.name);
    if (symbol?.kind === "function") return symbol;
    for (const { module, symbol } of this.program.decorated) {
      if (module === reference.module && symbol.name === reference.name) return symbol;
    }
  }

  waitingFunction(symbol: FunctionSymbol | FunctionRef): string {
    const found = "kind" in symbol ? symbol : this.#functionOf(symbol);
    if (!found?.declaration) throw new Error(`no function ${symbol.name}`);
    let identifier = this.#waitingNames.get(found.declaration);
    if (identifier === undefined) {
      identifier = this.names.claim(`${this.functionName(found)}$waits`);
      this.#waitingNames.set(found.declaration, identifier);
      this.#requested.push(found);
    }
    return identifier;
  }

  /** Writes the waiting variants that were asked for, and those that they ask for. */
  writeWaitingFunctions(): void {
    for (let symbol = this.#requested.pop(); symbol; symbol = this.#requested.pop()) {
      this.#declarations.push(
        waitingFunction(this.emitters[symbol.module], symbol, this.waitingFunction(symbol)),
      );
    }
  }

  entry(symbol: FunctionSymbol | FunctionRef): EntryFunction {
    const found = "kind" in symbol ? symbol : this.#functionOf(symbol);
    const waits = found !== undefined && this.waiting.has(found);
    return {
      name: this.filled(symbol, waits ? this.waitingFunction(symbol) : this.functionName(symbol)),
      isAsync: waits || found?.type.isAsync === true,
    };
  }

  filled(symbol: FunctionSymbol | FunctionRef, callee: string): string {
    const params = ("kind" in symbol ? symbol : this.#functionOf(symbol))?.type.params ?? [];
    if (!params.some((param) => isConnection(param.type))) return callee;
    const pool = `${this.runtime("appPool")}()`;
    const given = params.map((param, i) => isConnection(param.type) ? pool : `$$${i}`);
    const taken = given.filter((one) => one !== pool);
    return this.declare(
      `filled:${callee}`,
      `${callee}$filled`,
      (name) => `function ${name}(${taken.join(", ")}) { return ${callee}(${given.join(", ")}); }`,
    );
  }

  /** JavaScript that reads the connection of the app pool; null where nothing takes it, and where no variable of the program holds it. */
  poolReader(): string | null {
    if (this.#pool === undefined) return null;
    const isUsed = this.#runtime.has("appPool") || usesPool(this.program);
    return isUsed ? `() => ${this.identifier(this.#pool)}` : null;
  }

  className(symbol: TypeSymbol | EnumSymbol): string {
    // Record types of the library are classes of the runtime.
    if (symbol.module < 0) return this.runtime(`class_${symbol.name}`);
    const identifier = this.#identifiers.get(symbol);
    if (identifier === undefined) throw new Error(`no class for ${symbol.name}`);
    return identifier;
  }

  modules(index: number): CheckedModule {
    return this.program.modules[index];
  }

  /** Whether functions or other modules see a module variable. */
  isShared(symbol: VariableSymbol): boolean {
    if (this.isSession && symbol.scope.kind === "module") return true;
    return symbol.isCaptured || this.#shared.has(symbol);
  }

  /** Whether code that is not there yet may assign the variables of modules and call their functions. */
  get isSession(): boolean {
    return this.instruments.loaded !== null;
  }

  /** Whether the variable keeps the value that it gets first. */
  isSettled(symbol: VariableSymbol): boolean {
    return symbol.assignments <= 1 && !(this.isSession && symbol.scope.kind === "module");
  }

  isCounter(symbol: VariableSymbol): boolean {
    if (this.isSession && symbol.scope.kind === "module") return false;
    return this.facts[symbol.scope.module].counters.has(symbol);
  }

  functionsOf(module: number): readonly DeclaredFunction[] {
    return this.facts[module].functions;
  }

  /** Whether running the module's top level waits. */
  isAsyncModule(index: number): boolean {
    const known = this.#asyncModules[index];
    if (known !== undefined) return known;
    this.#asyncModules[index] = false;
    const module = this.program.modules[index];
    const answer = this.facts[index].awaits(module.program) || this.waiting.isReachedFrom(module) ||
      [...module.imports.values()].some((imported) => this.isAsyncModule(imported));
    return this.#asyncModules[index] = answer;
  }

  fieldDefault(symbol: TypeSymbol, field: string): string | null {
    const value = symbol.fields.get(field)?.defaultValue;
    if (!value) return null;
    return this.declare(
      `default:${this.className(symbol)}.${field}`,
      `default_${symbol.name}_${field}`,
      (identifier) => fieldDefaultFunction(this.emitters[symbol.module], symbol, field, identifier),
    );
  }

  paramDefault(symbol: FunctionSymbol | FunctionRef, param: string): string | null {
    const found = "kind" in symbol ? symbol : this.#functionOf(symbol);
    const declaration = found?.declaration;
    if (!found || !declaration?.params.find((one) => one.name.name === param)?.defaultValue) return null;
    return this.declare(
      `default:${this.functionName(found)}(${param})`,
      `default_${found.name}_${param}`,
      (identifier) => paramDefaultFunction(this.emitters[found.module], declaration, param, identifier),
    );
  }

  evaluate(module: number, expr: Expr, hint: string): string {
    const e = this.emitters[module];
    return this.declare(
      `evaluate:${module}:${expr.id}`,
      hint,
      (identifier) => expressionFunction(e, expr, identifier),
    );
  }

  shape(type: Type): string {
    return shapeOf(this, type);
  }

  /** A statement that describes a type to the runtime, after all declarations. */
  description(statement: string): void {
    this.#descriptions.push(statement);
  }

  descriptions(): readonly string[] {
    return this.#descriptions;
  }

  runtime(member: string): string {
    let identifier = this.#runtime.get(member);
    if (identifier === undefined) {
      identifier = `$${member}`;
      this.#runtime.set(member, identifier);
    }
    return identifier;
  }

  library(key: string): string {
    let identifier = this.#library.get(key);
    if (identifier === undefined) {
      // Told apart: `ws.broadcast` and `ws_broadcast`.
      identifier = `$lib_${key.replaceAll(".", "$")}`;
      this.#library.set(key, identifier);
    }
    return identifier;
  }

  declare(key: string, hint: string, make: (identifier: string) => string): string {
    let identifier = this.#declared.get(key);
    if (identifier === undefined) {
      identifier = this.names.claim(`$$${hint.replace(/[^\w$]/g, "_")}`);
      this.#declared.set(key, identifier);
      this.#declarations.push(make(identifier));
    }
    return identifier;
  }

  prologue(statement: string): void {
    this.#prologue.push(statement);
  }

  decoder(type: Type): string {
    return decoderOf(this, type);
  }

  encoder(type: Type): string {
    return encoderOf(this, type);
  }

  /** Lines that bind the members of the runtime and of the library in use. */
  imports(): string {
    const bind = (entries: Iterable<[string, string]>, from: string) => {
      const pairs = [...entries].map(([key, identifier]) =>
        `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${identifier}`
      );
      return pairs.length === 0 ? "" : `const { ${pairs.join(", ")} } = ${from};\n`;
    };
    return bind(this.#runtime, "rt") + bind(this.#library, "rt.library");
  }

  declarations(): readonly string[] {
    return this.#declarations;
  }

  prologueStatements(): readonly string[] {
    return this.#prologue;
  }
}
