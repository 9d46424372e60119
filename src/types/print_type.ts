/** Types as a program writes them. */
import type { Type } from "./type.ts";

/** The text of a type annotation, as messages and hover show it: `List<Int>`, `Fn(Int) -> Str`, `Result<Int>`. */
export function printType(type: Type): string {
  switch (type.kind) {
    case "any":
      return "Any";
    case "never":
      return "Never";
    case "primitive":
    case "param":
      return type.kind === "param" ? type.name : type.name;
    case "list":
      return `List<${printType(type.element)}>`;
    case "map":
      return `Map<${printType(type.key)}, ${printType(type.value)}>`;
    case "tuple":
      return type.elements.length === 1
        ? `(${printType(type.elements[0]!)},)`
        : `(${type.elements.map(printType).join(", ")})`;
    case "result":
      return type.error.kind === "any"
        ? `Result<${printType(type.ok)}>`
        : `Result<${printType(type.ok)}, ${printType(type.error)}>`;
    case "future":
      return `Future<${printType(type.value)}>`;
    case "nullable":
      return type.inner.kind === "function" ? `(${printType(type.inner)})?` : `${printType(type.inner)}?`;
    case "function": {
      const params = type.params.map((param) => (param.isVariadic ? "..." : "") + printType(param.type));
      const result = printType(type.result);
      return `Fn(${params.join(", ")}) -> ${type.isAsync ? `Future<${result}>` : result}`;
    }
    case "instance":
    case "enum":
      return type.args.length === 0
        ? type.symbol.name
        : `${type.symbol.name}<${type.args.map(printType).join(", ")}>`;
    case "typename":
      return `type ${type.symbol.name}`;
    case "module":
      return `module ${type.symbol.name}`;
    case "namespace":
      return `namespace ${type.symbol.name}`;
  }
}
