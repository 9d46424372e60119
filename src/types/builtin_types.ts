/** The types that belong to the language itself (language.md 5.1): their names are reserved. */
import { ANY, FLOAT, futureOf, listOf, mapOf, PRIMITIVES, resultOf, STR, type Type } from "./type.ts";

/** How many type arguments a type of the language takes; undefined for other names. */
export function builtinTypeArity(name: string): { least: number; most: number } | undefined {
  switch (name) {
    case "List":
    case "Future":
      return { least: 1, most: 1 };
    case "Map":
      return { least: 2, most: 2 };
    case "Result":
      return { least: 1, most: 2 };
    case "Any":
      return { least: 0, most: 0 };
    default:
      return Object.hasOwn(PRIMITIVES, name) ? { least: 0, most: 0 } : undefined;
  }
}

/** The type of the language with that name; no arguments means the default ones. undefined for other names. */
export function builtinType(name: string, args: readonly Type[]): Type | undefined {
  switch (name) {
    case "List":
      return listOf(args[0] ?? ANY);
    case "Future":
      return futureOf(args[0] ?? ANY);
    case "Map":
      return mapOf(args[0] ?? STR, args[1] ?? ANY);
    case "Result":
      return resultOf(args[0] ?? ANY, args[1] ?? ANY, args.length < 2);
    case "Any":
      return ANY;
    case "Float":
      return FLOAT;
    default:
      return Object.hasOwn(PRIMITIVES, name) ? PRIMITIVES[name as keyof typeof PRIMITIVES] : undefined;
  }
}

export const BUILTIN_TYPE_NAMES: readonly string[] = [
  ...Object.keys(PRIMITIVES),
  "List",
  "Map",
  "Result",
  "Future",
  "Any",
];

/** The Fn type is written with its own syntax, but its name is reserved like the others. */
export const FUNCTION_TYPE_NAME = "Fn";
