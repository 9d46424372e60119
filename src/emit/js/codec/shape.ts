/** Emits the run-time `Shape` (src/runtime/json/shape.ts) of a type; parts are getters, because types may refer to each other. */
import { printType } from "../../../types/print_type.ts";
import type { EnumType, InstanceType, Type } from "../../../types/type.ts";
import type { EmitContext } from "../context.ts";
import { constraintsLiteral } from "./constraints.ts";
import { codecFields, libraryTypeName, typeKey, withArgs } from "./fields.ts";

/** Expression or identifier of the shape of `type`. */
export function shapeOf(context: EmitContext, type: Type): string {
  const text = JSON.stringify(printType(type));
  switch (type.kind) {
    case "primitive":
      return scalar(context, type.name);
    case "nullable":
      return shared(
        context,
        type,
        () => `{ kind: "Nullable", text: ${text}, get inner() { return ${shapeOf(context, type.inner)}; } }`,
      );
    case "list":
      return shared(
        context,
        type,
        () => `{ kind: "List", text: ${text}, get element() { return ${shapeOf(context, type.element)}; } }`,
      );
    case "map":
      return shared(
        context,
        type,
        () => `{ kind: "Map", text: ${text}, get element() { return ${shapeOf(context, type.value)}; } }`,
      );
    case "tuple":
      return shared(
        context,
        type,
        () =>
          `{ kind: "Tuple", text: ${text}, get elements() { return [${
            type.elements.map((e) => shapeOf(context, e)).join(", ")
          }]; } }`,
      );
    case "enum":
      return shared(context, type, () => enumShape(context, type, text));
    case "instance": {
      const library = libraryTypeName(type);
      if (library === "Secret") {
        const inner = type.args[0] ? shapeOf(context, type.args[0]) : scalar(context, "Str");
        return shared(
          context,
          type,
          () => `{ kind: "Secret", text: ${text}, get inner() { return ${inner}; } }`,
        );
      }
      if (library === "Date" || library === "DateTime" || library === "Uuid" || library === "File") {
        return scalar(context, library);
      }
      return shared(context, type, () => typeShape(context, type, text));
    }
    default:
      return scalar(context, "Any");
  }
}

function scalar(context: EmitContext, kind: string): string {
  return `${context.runtime("SCALAR_SHAPES")}.${kind}`;
}

function shared(context: EmitContext, type: Type, make: () => string): string {
  return context.declare(`shape:${typeKey(type)}`, "shape", (name) => `const ${name} = ${make()};`);
}

function typeShape(context: EmitContext, type: InstanceType, text: string): string {
  const fields = codecFields(type).map((field) => {
    const constraints = constraintsLiteral(context, field.declaration?.decorators ?? []);
    const defaultValue = context.fieldDefault(type.symbol, field.name) ?? "null";
    return `{ name: ${JSON.stringify(field.name)}, shape: ${
      shapeOf(context, field.type)
    }, isVisible: ${field.isVisible}, ` +
      `isFloat: ${field.isFloat}, defaultValue: ${defaultValue}, constraints: ${constraints} }`;
  });
  const className = context.className(type.symbol);
  return `{ kind: "Type", text: ${text}, fields: ${context.runtime("once")}(() => [${
    fields.join(", ")
  }]), make: (...fields) => new ${className}(...fields) }`;
}

function enumShape(context: EmitContext, type: EnumType, text: string): string {
  const payloads = type.symbol.variants.map((variant) =>
    `[${variant.payload.map((field) => shapeOf(context, withArgs(field.type, type))).join(", ")}]`
  );
  const enumName = context.className(type.symbol);
  return `{ kind: "Enum", text: ${text}, info: ${enumName}.info, payloads: ${
    context.runtime("once")
  }(() => [${payloads.join(", ")}]), make: ${enumName}.make }`;
}
