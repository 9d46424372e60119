/** Types of the checker as Schemas of the manifest, and the types and enums that they refer to. */
import type { CheckedProgram } from "../check/result.ts";
import type { EnumSymbol, TypeSymbol } from "../types/symbol.ts";
import type { EnumType, InstanceType, Type } from "../types/type.ts";
import { printType } from "../types/print_type.ts";
import { argumentsOf, substitute } from "../types/substitute.ts";
import { literalJson } from "./constants.ts";
import { constraintsOf } from "./constraints.ts";
import type { FieldShape, Schema, TypeShape } from "./manifest.ts";

const LIBRARY_KINDS = ["Date", "DateTime", "Uuid", "Response", "File"] as const;

/** Collects TypeShapes while schemas are made. One per program. */
export class SchemaBuilder {
  readonly #shapes: TypeShape[] = [];
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(private readonly program: CheckedProgram) {
    // Every top-level type that is not generic, used or not, main module first.
    const { modules, entry } = program;
    for (const module of [modules[entry], ...modules.filter((one) => one.index !== entry)]) {
      for (const stmt of module.program.body) {
        if (stmt.kind !== "TypeDecl" && stmt.kind !== "EnumDecl") continue;
        const symbol = module.symbols[stmt.id] ?? module.symbols[stmt.name.id];
        if (symbol?.kind !== "type" && symbol?.kind !== "enum") continue;
        if (symbol.typeParams.length === 0) this.#reference(symbol, []);
      }
    }
  }

  shapes(): readonly TypeShape[] {
    return this.#shapes;
  }

  schemaOf(type: Type): Schema {
    switch (type.kind) {
      case "any":
      case "never":
      case "param":
        return { kind: "Any" };
      case "primitive":
        return type.name === "Range" ? { kind: "Opaque", text: "Range" } : { kind: type.name };
      case "list":
        return { kind: "List", element: this.schemaOf(type.element) };
      case "map":
        return { kind: "Map", key: this.schemaOf(type.key), value: this.schemaOf(type.value) };
      case "tuple":
        return { kind: "Tuple", elements: type.elements.map((element) => this.schemaOf(element)) };
      case "nullable":
        return { kind: "Nullable", inner: this.schemaOf(type.inner) };
      case "result":
        return { kind: "Result", ok: this.schemaOf(type.ok), error: this.schemaOf(type.error) };
      case "instance":
        return this.#instance(type);
      case "enum":
        return { kind: "Ref", name: this.#reference(type.symbol, type.args) };
      default:
        return { kind: "Opaque", text: printType(type) };
    }
  }

  #instance(type: InstanceType): Schema {
    const { name, module } = type.symbol;
    if (module >= 0) return { kind: "Ref", name: this.#reference(type.symbol, type.args) };
    if (name === "Secret") {
      return { kind: "Secret", inner: type.args[0] ? this.schemaOf(type.args[0]) : { kind: "Str" } };
    }
    if (name === "Stream") return { kind: "Stream", element: this.schemaOf(type.args[0]) };
    const known = LIBRARY_KINDS.find((kind) => kind === name);
    return known ? { kind: known } : { kind: "Opaque", text: printType(type) };
  }

  /** The unique name of a type or of an instantiation; makes its shape at the first call. */
  #reference(symbol: TypeSymbol | EnumSymbol, args: readonly Type[]): string {
    const key = `${symbol.module}:${symbol.name}<${args.map(printType).join()}>`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const plain = [symbol.name, ...args.map((arg) => printType(arg).replace(/\W+/g, "_").replace(/_$/, ""))]
      .join("_");
    const moduleName = this.program.modules[symbol.module]?.name ?? "";
    let name = this.#taken.has(plain) ? `${moduleName}_${plain}` : plain;
    for (let n = 2; this.#taken.has(name); n++) name = `${moduleName}_${plain}_${n}`;
    this.#taken.add(name);
    this.#names.set(key, name);
    const at = this.#shapes.length;
    // Keeps the place while fields refer back to this type.
    this.#shapes.push({ kind: "type", name, fields: [], doc: null });
    this.#shapes[at] = symbol.kind === "type"
      ? this.#typeShape(name, { kind: "instance", symbol, args })
      : this.#enumShape(name, { kind: "enum", symbol, args });
    return name;
  }

  #typeShape(name: string, type: InstanceType): TypeShape {
    const { symbol } = type;
    const fields = [...symbol.fields.values()].map((field): FieldShape => {
      const fieldType = filled(field.type, type);
      const value = field.defaultValue === null ? undefined : literalJson(field.defaultValue);
      return {
        name: field.name,
        schema: this.schemaOf(fieldType),
        isRequired: fieldType.kind !== "nullable" && !field.hasDefault,
        isHidden: field.isHidden,
        isPrivate: field.isPrivate,
        ...(value === undefined ? {} : { default: value }),
        constraints: constraintsOf(field.declaration?.decorators ?? []),
        doc: field.doc,
      };
    });
    return { kind: "type", name, fields, doc: symbol.doc };
  }

  #enumShape(name: string, type: EnumType): TypeShape {
    const variants = type.symbol.variants.map((variant) => ({
      name: variant.name,
      payload: variant.payload.map((part) => ({
        name: part.name,
        schema: this.schemaOf(filled(part.type, type)),
      })),
    }));
    return { kind: "enum", name, variants, doc: type.symbol.doc };
  }
}

function filled(type: Type, owner: InstanceType | EnumType): Type {
  return owner.args.length === 0 ? type : substitute(type, argumentsOf(owner.symbol.typeParams, owner.args));
}
