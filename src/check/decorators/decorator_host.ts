/** What the checks of decorators need of the checker around them. */
import type { Diagnostic, SourceFile, Span } from "../../diagnostics/diagnostic.ts";
import type { Decorator, Expr, NodeBase } from "../../syntax/ast.ts";
import type { DecoratorSymbol, DecoratorTarget } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";

export interface DecoratorHost {
  readonly file: SourceFile;
  report(diagnostic: Diagnostic): void;
  /** The declaration of a decorator; undefined when nothing declares it. */
  decorator(name: string): DecoratorSymbol | undefined;
  decoratorNames(): Iterable<string>;
  /**
   * Infers an argument in the scope of its module, where `expected` is wanted, and gives its static type. What is wrong inside of it is reported by the host; that it does not
   * fit `expected` is not: that is `decorator/argument`.
   */
  typeOf(expr: Expr, expected: Type): Type;
}

/** A declaration with its decorators. */
export interface DecoratedNode {
  readonly target: DecoratorTarget;
  /** The name of the declaration, for messages. */
  readonly name: string;
  readonly node: NodeBase;
  readonly decorators: readonly Decorator[];
  /** A function inside another one: nothing finds it, so it takes no decorators. */
  readonly isNested: boolean;
  /** Static type of a field or parameter; null otherwise. */
  readonly type: Type | null;
  /** The decorators of the function that a parameter belongs to; otherwise the declaration's own. */
  readonly functionDecorators: readonly Decorator[];
}

/** Where decorators that may stand once per program were seen first. */
export type SingleDecorators = Map<string, Span>;
