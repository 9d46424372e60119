/**
 * Types whose values may turn out to be of another kind: a container that came in as `Any` is checked by its outermost kind only (language.md 5.6), so its elements are checked where
 * they are read. Programs that never let such a container in pay nothing.
 */
import type { CheckedProgram } from "../../check/result.ts";
import type { Type } from "../../types/type.ts";

export class Suspects {
  readonly #keys = new Set<unknown>();

  constructor(program: CheckedProgram) {
    for (const module of program.modules) {
      module.conversions.forEach((to, id) => {
        const from = module.types[id];
        if (to !== undefined && from !== undefined) this.#compare(from, to);
      });
    }
  }

  /** Whether a value of this static type, read out of a container, has to be checked. */
  has(type: Type): boolean {
    if (this.#keys.size === 0) return false;
    return type.kind === "nullable" ? this.has(type.inner) : this.#keys.has(keyOf(type));
  }

  /** `from` is stored where `to` is expected; the outermost kind has been checked. */
  #compare(from: Type, to: Type): void {
    if (to.kind === "nullable") return this.#compare(from.kind === "nullable" ? from.inner : from, to.inner);
    if (from.kind === "nullable") return this.#compare(from.inner, to);
    const inner = components(to);
    if (from.kind === "any") return inner.forEach((type) => this.#add(type));
    if (from.kind !== to.kind) return;
    components(from).forEach((type, index) => {
      const target = inner[index];
      if (target === undefined) return;
      if (type.kind === "any") this.#add(target);
      else this.#compare(type, target);
    });
  }

  #add(type: Type): void {
    if (type.kind === "any" || type.kind === "param" || type.kind === "never") return;
    if (type.kind === "nullable") return this.#add(type.inner);
    const key = keyOf(type);
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    components(type).forEach((inner) => this.#add(inner));
  }
}

function keyOf(type: Type): unknown {
  if (type.kind === "primitive") return type.name;
  return type.kind === "instance" || type.kind === "enum" ? type.symbol : type.kind;
}

/** The types of the values that a value of this type gives out. */
function components(type: Type): readonly Type[] {
  switch (type.kind) {
    case "list":
      return [type.element];
    case "map":
      return [type.key, type.value];
    case "tuple":
      return type.elements;
    case "result":
      return [type.ok, type.error];
    case "future":
      return [type.value];
    case "function":
      return [type.result];
    case "instance":
    case "enum":
      return type.args;
    default:
      return [];
  }
}
