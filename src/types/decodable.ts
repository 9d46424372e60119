/** Which types JSON cannot build: stdlib.md 14.3. */
import type { TypeSymbol } from "./symbol.ts";
import type { Type } from "./type.ts";

/** Where the obstacle stands (`""` at the root, `rows.handler`) and the type that is one. */
export interface NotDecodable {
  readonly path: string;
  readonly type: Type;
  /** A required private or `@hidden` field rather than a type. */
  readonly hiddenField: string | null;
}

const LIBRARY = new Set(["Date", "DateTime", "Uuid", "Secret", "File"]);

/** The first part of `type` that JSON cannot build; null when all of it is decodable. */
export function notDecodable(type: Type, path = "", seen: Set<TypeSymbol> = new Set()): NotDecodable | null {
  const obstacle = { path, type, hiddenField: null };
  switch (type.kind) {
    case "any":
    case "never":
    case "param":
      return null;
    case "primitive":
      return type.name === "Range" ? obstacle : null;
    case "nullable":
      return notDecodable(type.inner, path, seen);
    case "list":
      return notDecodable(type.element, `${path}[]`, seen);
    case "map": {
      const isStrKey = type.key.kind === "any" || (type.key.kind === "primitive" && type.key.name === "Str");
      return isStrKey ? notDecodable(type.value, `${path}[]`, seen) : obstacle;
    }
    case "tuple":
      return first(
        type.elements.map((element, index) => () => notDecodable(element, `${path}[${index}]`, seen)),
      );
    case "enum":
      return first(
        type.symbol.variants.flatMap((variant) =>
          variant.payload.map((field) => () => notDecodable(field.type, join(path, field.name), seen))
        ),
      );
    case "instance":
      return instanceObstacle(type, path, seen);
    default:
      return obstacle;
  }
}

function instanceObstacle(
  type: Extract<Type, { kind: "instance" }>,
  path: string,
  seen: Set<TypeSymbol>,
): NotDecodable | null {
  if (type.symbol.module < 0) {
    if (!LIBRARY.has(type.symbol.name)) return { path, type, hiddenField: null };
    return first(type.args.map((arg) => () => notDecodable(arg, path, seen)));
  }
  if (seen.has(type.symbol)) return null;
  seen.add(type.symbol);
  return first([
    ...[...type.symbol.fields.values()].map((field) => () => {
      const isRequired = !field.hasDefault && field.type.kind !== "nullable";
      if (!field.isPrivate && !field.isHidden) return notDecodable(field.type, join(path, field.name), seen);
      return isRequired ? { path: join(path, field.name), type: field.type, hiddenField: field.name } : null;
    }),
    ...type.args.map((arg) => () => notDecodable(arg, path, seen)),
  ]);
}

function first(tests: readonly (() => NotDecodable | null)[]): NotDecodable | null {
  for (const test of tests) {
    const found = test();
    if (found) return found;
  }
  return null;
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
