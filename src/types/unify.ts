/** Inference of type arguments from the values passed (language.md 9.4). */
import { futureOf, NULL, OPEN, type Type } from "./type.ts";

/**
 * Fixes the parameters listed in `open` that occur in `declared` by what stands at the same place of `found`. The first
 * value that fixes a parameter wins; what does not line up is left to the check of fitness.
 */
export function unify(
  declared: Type,
  found: Type,
  open: ReadonlySet<number>,
  fixed: Map<number, Type>,
): void {
  if (declared.kind === "param") {
    if (!open.has(declared.id) || fixed.has(declared.id)) return;
    if (found === OPEN || found.kind === "never") return;
    fixed.set(declared.id, found);
    return;
  }
  switch (declared.kind) {
    case "list":
      if (found.kind === "list") unify(declared.element, found.element, open, fixed);
      else if (found.kind === "any") unify(declared.element, found, open, fixed);
      break;
    case "map":
      if (found.kind === "map") {
        unify(declared.key, found.key, open, fixed);
        unify(declared.value, found.value, open, fixed);
      }
      break;
    case "tuple":
      if (found.kind === "tuple" && found.elements.length === declared.elements.length) {
        declared.elements.forEach((element, i) => unify(element, found.elements[i]!, open, fixed));
      }
      break;
    case "result":
      if (found.kind === "result") {
        unify(declared.ok, found.ok, open, fixed);
        unify(declared.error, found.error, open, fixed);
      }
      break;
    case "future":
      if (found.kind === "future") unify(declared.value, found.value, open, fixed);
      break;
    case "nullable":
      if (found !== NULL) unify(declared.inner, found.kind === "nullable" ? found.inner : found, open, fixed);
      break;
    case "function":
      if (found.kind === "function") {
        declared.params.forEach((param, i) => {
          const other = found.params[i];
          if (other) unify(param.type, other.type, open, fixed);
        });
        unify(declared.result, found.isAsync ? futureOf(found.result) : found.result, open, fixed);
      }
      break;
    case "instance":
    case "enum":
      if (found.kind === declared.kind && found.symbol === declared.symbol) {
        declared.args.forEach((arg, i) => unify(arg, found.args[i] ?? OPEN, open, fixed));
      }
      break;
  }
}
