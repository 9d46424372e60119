/** Constraint decorators of fields and parameters as data. */
import type { Decorator } from "../syntax/ast.ts";
import type { Constraint } from "./manifest.ts";
import { literalJson } from "./constants.ts";

const NAMES: ReadonlySet<string> = new Set(
  ["min", "max", "min_len", "max_len", "pattern", "email", "url", "one_of"] satisfies Constraint["name"][],
);

/** In written order. Arguments were checked to be literals. */
export function constraintsOf(decorators: readonly Decorator[]): Constraint[] {
  return decorators.filter((decorator) => NAMES.has(decorator.name.name)).map((decorator) => ({
    name: decorator.name.name as Constraint["name"],
    args: (decorator.args ?? []).flatMap((arg) => {
      const value = arg.value.kind === "TypeArg" ? undefined : literalJson(arg.value);
      return (Array.isArray(value) ? value : [value]).filter(isArgument);
    }),
  }));
}

function isArgument(value: unknown): value is number | string {
  return typeof value === "number" || typeof value === "string";
}
