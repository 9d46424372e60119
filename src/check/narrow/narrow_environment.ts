/**
 * Which paths are known not to be null at one point of a function. Immutable: each step gives another environment, so
 * branches are walked with their own and joined afterwards.
 */
import type { Expr } from "../../syntax/ast.ts";
import { factsOf, type IsBareField, rootOf } from "./facts.ts";

const NO_PATHS: ReadonlySet<string> = new Set();

export class NarrowEnvironment {
  /** Nothing is known. */
  static readonly EMPTY: NarrowEnvironment = new NarrowEnvironment(NO_PATHS, true);
  /** After code that always leaves: joined with another environment it adds nothing. */
  static readonly UNREACHABLE: NarrowEnvironment = new NarrowEnvironment(NO_PATHS, false);

  readonly #notNull: ReadonlySet<string>;
  readonly isReachable: boolean;

  private constructor(notNull: ReadonlySet<string>, isReachable: boolean) {
    this.#notNull = notNull;
    this.isReachable = isReachable;
  }

  get isEmpty(): boolean {
    return this.#notNull.size === 0;
  }

  /** Whether the variable or field path counts as `T` instead of `T?`. */
  has(path: string): boolean {
    return this.#notNull.size > 0 && this.#notNull.has(path);
  }

  /** With `paths` known not to be null. */
  with(paths: readonly string[]): NarrowEnvironment {
    if (paths.length === 0 || paths.every((path) => this.#notNull.has(path))) return this;
    return new NarrowEnvironment(new Set([...this.#notNull, ...paths]), this.isReachable);
  }

  /** What holds where `condition` is true. */
  whenTrue(condition: Expr, isBareField?: IsBareField): NarrowEnvironment {
    return this.with(factsOf(condition, isBareField).whenTrue);
  }

  /** What holds where `condition` is false. */
  whenFalse(condition: Expr, isBareField?: IsBareField): NarrowEnvironment {
    return this.with(factsOf(condition, isBareField).whenFalse);
  }

  /**
   * After `path` was assigned or declared anew: what was known of it and of everything below it ends. With `isNotNull` the
   * value stored is not nullable, so the path is known again.
   */
  assigned(path: string, isNotNull = false): NarrowEnvironment {
    let kept: ReadonlySet<string> = this.#notNull;
    if (kept.size > 0) {
      const below = `${path}.`;
      const rest = [...kept].filter((known) => known !== path && !known.startsWith(below));
      if (rest.length < kept.size) kept = rest.length === 0 ? NO_PATHS : new Set(rest);
    }
    const without = kept === this.#notNull ? this : new NarrowEnvironment(kept, this.isReachable);
    return isNotNull ? without.with([path]) : without;
  }

  /** Before a loop: whatever its body assigns is not known at the start of a later turn. */
  assignedAll(paths: Iterable<string>): NarrowEnvironment {
    if (this.#notNull.size === 0) return this;
    // deno-lint-ignore no-this-alias
    let environment: NarrowEnvironment = this;
    for (const path of paths) environment = environment.assigned(path);
    return environment;
  }

  /** Where two ways meet: what both know; a way that cannot be taken does not count. */
  join(other: NarrowEnvironment): NarrowEnvironment {
    if (this === other || !other.isReachable) return this;
    if (!this.isReachable) return other;
    const shared = [...this.#notNull].filter((path) => other.#notNull.has(path));
    if (shared.length === this.#notNull.size) return this;
    if (shared.length === other.#notNull.size) return other;
    return shared.length === 0 ? NarrowEnvironment.EMPTY : new NarrowEnvironment(new Set(shared), true);
  }

  /** At the start of a nested function: what is known of variables that are assigned only once. */
  forNestedFunction(isAssignedOnce: (variable: string) => boolean): NarrowEnvironment {
    if (this.#notNull.size === 0) return NarrowEnvironment.EMPTY;
    const kept = [...this.#notNull].filter((path) => isAssignedOnce(rootOf(path)));
    return kept.length === 0 ? NarrowEnvironment.EMPTY : new NarrowEnvironment(new Set(kept), true);
  }
}
