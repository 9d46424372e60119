/**
 * The state of inference for one module, and the few operations that every kind of node needs. The files beside this one
 * are functions over it; `infer` is tied in by `infer_expr.ts`, so that they need not know each other.
 */
import type { NamedTypeNode } from "../../syntax/ast.ts";
import type { Block, Expr, FnDecl, FnExpr, LoopExpr, NodeBase, TypeNode } from "../../syntax/ast.ts";
import { fits } from "../../types/assignability.ts";
import { typesEqual } from "../../types/equality.ts";
import { join } from "../../types/join.ts";
import { argumentsOf, substitute } from "../../types/substitute.ts";
import type { FieldSymbol, TypeSymbol, VariableSymbol } from "../../types/symbol.ts";
import {
  ANY,
  BOOL,
  DECIMAL,
  ERROR,
  FLOAT,
  type InstanceType,
  INT,
  NEVER,
  NULL,
  OPEN,
  type ResultType,
  type Type,
} from "../../types/type.ts";
import { NO_TYPE_PARAMS, resolveType, type TypeScope } from "../1-declare/resolve_type.ts";
import type { Scope } from "../2-resolve/scope.ts";
import type { ModuleContext, Range } from "../context.ts";
import { rootOf } from "../narrow/facts.ts";
import { NarrowEnvironment } from "../narrow/narrow_environment.ts";
import { reportMismatch } from "./mismatch.ts";

/** A loop around the place being looked at. */
export interface Loop {
  readonly node: LoopExpr | NodeBase;
  readonly label: string | null;
  readonly kind: "loop" | "while" | "for";
  /** The type expected of `break` values. */
  readonly expected: Type | null;
  /** Joined types of the `break` values; null before the first. */
  breaks: Type | null;
  readonly outer: Loop | null;
}

/** The function whose body is looked at; `node` is null at the top level of a module. */
export interface Body {
  readonly node: FnDecl | FnExpr | null;
  readonly isAsync: boolean;
  /** Declared result, or what is expected of an inline function; null when the body decides. */
  readonly result: Type | null;
  /** Whether `result` was written by the programmer. */
  readonly isResultDeclared: boolean;
  /** May answer with a status, a Response or a Result whatever it declares. */
  readonly isHandler: boolean;
  /** Joined types of what `return` and `?` give back; for inline functions. */
  returns: Type | null;
  readonly typeScope: TypeScope;
  /** The type whose methods this body belongs to. */
  readonly self: TypeSymbol | null;
  /** In the default of a field: the fields before it. */
  readonly visibleFields?: ReadonlySet<string>;
  readonly outer: Body | null;
}

export class Inference {
  readonly context: ModuleContext;
  readonly types: (Type | undefined)[];
  readonly conversions: (Type | undefined)[];
  body: Body;
  loop: Loop | null = null;
  env: NarrowEnvironment = NarrowEnvironment.EMPTY;
  /** Whether a `?.` was met in the postfix chain being looked at. */
  chainIsOptional = false;
  /** Matches that cover everything, and those whose gaps are errors. */
  readonly exhaustive = new Set<number>();
  /** Variables that hold the Future of a started call: it may be dropped. */
  readonly started = new Set<VariableSymbol>();
  /** What was assigned in this pass, to variables of functions and to those of the module. */
  readonly localTypes = new Map<VariableSymbol, Type>();
  readonly moduleTypes = new Map<VariableSymbol, Type>();
  /** Variables whose types would not settle: unchecked. */
  readonly pinned = new Set<VariableSymbol>();
  /** Variables that were read. */
  readonly readSymbols = new Set<VariableSymbol>();
  /** Annotations in force, while the pass goes down the text. */
  readonly annotations = new Map<VariableSymbol, Type>();
  /** Set when a variable of a function, of the module, was read with a type that it turned out not to have: the pass is repeated. */
  isStale = false;
  isModuleStale = false;

  /** Tied in by `infer_expr.ts`. */
  infer!: (expr: Expr, expected: Type | null) => Type;
  /** The same inside a postfix chain: a `?.` further left goes on to skip the rest. */
  inferLink!: (expr: Expr) => Type;
  /** An expression whose value is dropped. */
  inferUnused!: (expr: Expr) => Type;
  /** `?`: checks that the function around may be left with an Err, and notes the error type. */
  propagate!: (expr: Expr, operand: ResultType) => void;
  /** Tied in by `infer_statement.ts`. */
  inferBlock!: (block: Block) => void;
  /** Tied in by `infer_function.ts`: a function declared inside another body. */
  inferNested!: (decl: FnDecl) => void;

  constructor(context: ModuleContext) {
    this.context = context;
    this.types = context.module.types;
    this.conversions = context.module.conversions;
    const { loosened } = context.program;
    if (loosened.size > 0) {
      for (const symbols of context.module.variables.values()) {
        for (const symbol of symbols) if (loosened.has(symbol.declaration)) this.pinned.add(symbol);
      }
    }
    this.body = {
      node: null,
      isAsync: true,
      result: null,
      isResultDeclared: false,
      isHandler: false,
      returns: null,
      typeScope: NO_TYPE_PARAMS,
      self: null,
      outer: null,
    };
  }

  /** The type that an annotation in the current body writes. */
  annotation(node: TypeNode): Type {
    return this.annotationCache.get(node) ?? this.#resolveAnnotation(node);
  }

  /** Annotations are read once, however often a body is passed over. */
  readonly annotationCache = new Map<TypeNode | NamedTypeNode, Type>();

  #resolveAnnotation(node: TypeNode): Type {
    const before = this.context.diagnostics.length;
    const type = resolveType(this.context, node, this.body.typeScope);
    // What is wrong with an annotation must survive when the pass is repeated.
    this.kept.push(...this.context.diagnostics.splice(before));
    this.annotationCache.set(node, type);
    return type;
  }

  /** Diagnostics that do not belong to one pass. */
  readonly kept: ModuleContext["diagnostics"] = [];

  /**
   * Infers `expr` where `target` is expected and checks that it fits; records the conversion. Gives `target`, or the error
   * type after a report. `code` replaces `type/mismatch`.
   */
  store(expr: Expr, target: Type, code?: string): Type {
    return this.storeInferred(expr, this.infer(expr, target), target, code);
  }

  /** The same when the type of `expr` is known already. */
  storeInferred(expr: Expr, found: Type, target: Type, code?: string): Type {
    if (target.kind === "any") return found;
    if (found === target) return target;
    if (!fits(found, target)) {
      reportMismatch(this.context, expr, found, target, code);
      this.misfit(expr, target);
      return ERROR;
    }
    if (needsConversion(found, target)) this.conversions[expr.id] = target;
    return target;
  }

  /** `expr` does not fit a place of type `target`, which has been reported: a program that runs all the same checks the value there. */
  misfit(expr: Expr, target: Type): void {
    this.context.module.misfits.add(expr.id);
    this.conversions[expr.id] = target;
  }

  /** A condition, guard or logical operand. */
  condition(expr: Expr): void {
    const type = this.infer(expr, null);
    if (type.kind === "any" || type.kind === "never") return;
    if (type !== BOOL) reportMismatch(this.context, expr, type, BOOL, "type/not-bool");
  }

  // ---------------------------------------------------------------- variables

  /** The type of a variable where it is read: what is known of it from this pass and the one before. */
  read(symbol: VariableSymbol): Type {
    if (symbol.scope.module !== this.context.index) return symbol.type;
    if (this.pinned.has(symbol)) return ANY;
    this.readSymbols.add(symbol);
    const now = (isLocal(symbol) ? this.localTypes : this.moduleTypes).get(symbol);
    return now === undefined ? symbol.type : join(symbol.type, now);
  }

  /** A value of that type is stored in a variable: its type is the join of all of them. */
  assigned(symbol: VariableSymbol, type: Type): void {
    if (symbol.scope.module !== this.context.index) return;
    const value = type.kind === "typename" || type.kind === "namespace" ? ANY : type;
    const types = isLocal(symbol) ? this.localTypes : this.moduleTypes;
    const before = types.get(symbol);
    // What failed is reported where it stands; taken into the type it would hide that from the next pass.
    if (value === ERROR && before !== undefined) return;
    const joined = before === undefined ? value : join(before, value);
    if (joined === before) return;
    if (this.readSymbols.has(symbol) && !this.pinned.has(symbol)) {
      const seen = join(symbol.type, before ?? NEVER);
      if (!typesEqual(join(seen, joined), seen)) {
        if (types === this.localTypes) this.isStale = true;
        else this.isModuleStale = true;
      }
    }
    types.set(symbol, joined);
  }

  /**
   * At the end of a pass: takes over what was assigned. True when some read saw another type than the variable turns out
   * to have, so that another pass is needed. `isLast` pins those variables instead.
   */
  settle(types: Map<VariableSymbol, Type>, isLast: boolean): boolean {
    let isOpen = false;
    for (const [symbol, type] of types) {
      const settled = this.pinned.has(symbol) ? ANY : type;
      // What the pass before knew may have been too wide: reads have seen that.
      if (this.readSymbols.has(symbol) && !typesEqual(join(symbol.type, settled), settled)) {
        isOpen = true;
        if (isLast) this.pinned.add(symbol);
      }
      symbol.type = settled;
    }
    types.clear();
    return isOpen;
  }

  // ---------------------------------------------------------------- what is known not to be null

  readonly isBareField = (_name: string, nodeId: number): boolean =>
    this.context.module.bareFields.has(nodeId);

  /** `type`, without null where the path is known not to be null. */
  narrowed(path: string, type: Type): Type {
    return type.kind === "nullable" && this.env.has(path) ? type.inner : type;
  }

  /** At the start of a nested function: only variables that are assigned once keep what is known of them. */
  enterFunctionEnvironment(node: FnExpr): NarrowEnvironment {
    const scope = this.context.functionScopes.get(node.id)?.parent ?? null;
    return this.env.isEmpty ? NarrowEnvironment.EMPTY : this.env.forNestedFunction((name) => {
      for (let one = scope; one; one = one.parent) {
        const symbol = one.names.get(name);
        if (symbol) return symbol.kind === "variable" && symbol.assignments === 1;
      }
      const global = this.context.names.get(name);
      return global?.kind === "variable" && global.assignments === 1;
    });
  }

  /** The path was assigned a value of that type. */
  narrowAssigned(path: string | null, value: Type): void {
    if (path === null) return;
    const isNotNull = value.kind !== "nullable" && value !== NULL && value.kind !== "any";
    if (this.env.isEmpty && !isNotNull) return;
    this.env = this.env.assigned(path, isNotNull);
  }

  /** A new variable of that name comes into force. */
  forget(name: string): void {
    if (!this.env.isEmpty) this.env = this.env.assigned(rootOf(name));
  }

  leave(): void {
    this.env = NarrowEnvironment.UNREACHABLE;
  }

  get isReachable(): boolean {
    return this.env.isReachable;
  }

  /** The type of a field of an instance, with the type arguments of the instance. */
  fieldType(type: InstanceType, field: FieldSymbol): Type {
    return substitute(field.type, argumentsOf(type.symbol.typeParams, type.args), ANY);
  }

  warn(code: string, range: Range, message: string, extras?: Parameters<ModuleContext["warn"]>[3]): void {
    this.context.warn(code, range, message, extras);
  }

  readonly errorType: Type = ERROR;

  error(code: string, range: Range, message: string, extras?: Parameters<ModuleContext["error"]>[3]): Type {
    this.context.error(code, range, message, extras);
    return ERROR;
  }
}

/** Whether the emitter has to convert or check a value that fits. */
function needsConversion(found: Type, target: Type): boolean {
  if (found.kind === "any") return found !== OPEN;
  return converts(found, target);
}

/** Whether an Int becomes a Float or Decimal on the way, also inside tuples and Results. */
function converts(found: Type, target: Type): boolean {
  if (target.kind === "nullable") {
    return converts(found.kind === "nullable" ? found.inner : found, target.inner);
  }
  if (found === INT) return target === FLOAT || target === DECIMAL;
  if (found.kind === "tuple" && target.kind === "tuple") {
    return found.elements.some((element, i) => converts(element, target.elements[i]!));
  }
  if (found.kind === "result" && target.kind === "result") {
    return converts(found.ok, target.ok) || converts(found.error, target.error);
  }
  return false;
}

/** Whether a variable belongs to a function, not to the top level. */
function isLocal(symbol: VariableSymbol): boolean {
  return (symbol.scope as Scope).owner?.kind === "function";
}

/** What an expected type says: null when it says nothing. */
export function known(expected: Type | null): Type | null {
  if (expected === null || expected.kind === "any") return null;
  return expected.kind === "nullable" ? expected.inner : expected;
}
