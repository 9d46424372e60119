/** Arguments of a call that is only known at run time, brought into the order of the parameters. */
import { fail } from "../failures/failure.ts";
import { checkArity } from "./function_value.ts";

/** What the called function declares. */
export interface Callee {
  readonly name: string;
  readonly required: number;
  readonly total: number;
  readonly isVariadic: boolean;
  /** Position of the variadic parameter; the last one unless it says otherwise. */
  readonly variadicAt?: number;
  /** Names of the parameters in order; without them no argument can be named. */
  readonly params?: readonly string[];
}

/**
 * One value per parameter: undefined where an optional one is left out, a list for the variadic one. Raises `run/arity`.
 * `names` has the name, or null, of each argument.
 */
export function arrange(
  callee: Callee,
  args: readonly unknown[],
  names?: readonly (string | null)[],
): unknown[] {
  const positional = names ? names.findIndex((name) => name !== null) : -1;
  const count = positional < 0 ? args.length : positional;
  if (positional < 0) checkArity(callee, args.length, callee.name);
  const fixed = callee.isVariadic ? callee.variadicAt ?? callee.total - 1 : callee.total;
  const values: unknown[] = args.slice(0, Math.min(fixed, count));
  while (values.length < callee.total) values.push(undefined);
  if (callee.isVariadic) values[fixed] = args.slice(fixed, count);
  else if (count > callee.total) checkArity(callee, args.length, callee.name);
  for (let i = count; i < args.length; i++) {
    const at = callee.params?.indexOf(names![i]!) ?? -1;
    if (at < 0) fail("run/arity", `\`${callee.name}\` has no parameter \`${names![i]}\` that can be named`);
    if (values[at] !== undefined) fail("run/arity", `\`${callee.name}\` gets \`${names![i]}\` twice`);
    values[at] = args[i];
  }
  for (let i = 0; i < callee.required && i < fixed; i++) {
    if (values[i] === undefined) checkArity(callee, i, callee.name);
  }
  return values;
}
