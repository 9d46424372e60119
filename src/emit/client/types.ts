/** Types of the manifest in TypeScript, as their JSON is: toolchain.md 6.2. */
import type { App, FieldShape, Schema, TypeShape } from "../../app/manifest.ts";
import { docComment, type Names, propertyKey } from "./names.ts";

/** TypeScript type of `Int`. */
export type IntType = "number" | "bigint";

/** A value that the service gives, or one that it takes: there fields with defaults and nullable ones may be missing. */
export type Direction = "output" | "input";

interface TypeNames {
  readonly output: string;
  /** Equal to `output` where both directions are the same, or nothing takes the type. */
  readonly input: string;
}

export class TypeWriter {
  readonly #names = new Map<string, TypeNames>();

  /** @param taken what the service takes: bodies of requests, and frames of sockets */
  constructor(
    private readonly app: App,
    private readonly int: IntType,
    names: Names,
    taken: readonly Schema[],
  ) {
    const shapes = new Map(app.types.map((type) => [type.name, type]));
    const lenient = lenientTypes(app.types);
    const inputs = reachable(shapes, taken);
    const outputs = new Map(app.types.map(({ name }) => [name, names.claim(name)]));
    for (const [name, output] of outputs) {
      const input = lenient.has(name) && inputs.has(name) ? names.claim(`${name}Input`) : output;
      this.#names.set(name, { output, input });
    }
  }

  /** The type of a schema as it stands in a declaration. */
  type(schema: Schema, direction: Direction): string {
    switch (schema.kind) {
      case "Int":
        return this.int;
      case "Float":
        return "number";
      case "Bool":
        return "boolean";
      case "Null":
        return "null";
      case "Str":
      case "Bytes":
      case "Date":
      case "DateTime":
      case "Uuid":
      case "Decimal":
      case "Secret":
        return "string";
      case "File":
        return "Blob";
      case "List": {
        const element = this.type(schema.element, direction);
        return / \| /.test(element) ? `(${element})[]` : `${element}[]`;
      }
      case "Map":
        return `{ [key: string]: ${this.type(schema.value, direction)} }`;
      case "Tuple":
        return `[${schema.elements.map((element) => this.type(element, direction)).join(", ")}]`;
      case "Nullable": {
        const inner = this.type(schema.inner, direction);
        return inner === "unknown" || inner === "null" || inner.endsWith(" | null")
          ? inner
          : `${inner} | null`;
      }
      case "Result":
        return `{ Ok: ${this.type(schema.ok, direction)} } | { Err: ${this.type(schema.error, direction)} }`;
      case "Ref":
        return this.#names.get(schema.name)?.[direction] ?? "unknown";
      default:
        return "unknown";
    }
  }

  /** All types of the program; those with a form of their own as input have it behind them. */
  declarations(): string {
    return this.app.types.map((shape) => {
      const { output, input } = this.#names.get(shape.name)!;
      const given = this.#declaration(shape, output, "output");
      return input === output ? given : `${given}\n${this.#declaration(shape, input, "input")}`;
    }).join("\n");
  }

  #declaration(shape: TypeShape, name: string, direction: Direction): string {
    const purpose = direction === "input" ? `What the service takes as \`${shape.name}\`.` : null;
    const doc = docComment([shape.doc, purpose].filter((part) => part !== null).join("\n\n"));
    if (shape.kind === "enum") return `${doc}export type ${name} =${this.#variants(shape, direction)};\n`;
    const fields = shape.fields.filter((field) => !field.isHidden && !field.isPrivate)
      .map((field) => this.#field(field, direction));
    return `${doc}export interface ${name} {\n${fields.join("")}}\n`;
  }

  #field(field: FieldShape, direction: Direction): string {
    const type = this.type(field.schema, direction);
    const isOptional = direction === "input" && !field.isRequired;
    const value = isOptional && type !== "unknown" ? `${type} | undefined` : type;
    return `${docComment(field.doc, "  ")}  ${propertyKey(field.name)}${isOptional ? "?" : ""}: ${value};\n`;
  }

  #variants({ variants }: TypeShape & { kind: "enum" }, direction: Direction): string {
    if (variants.length === 0) return " never";
    const texts = variants.map(({ name, payload }) => {
      if (payload.length === 0) return JSON.stringify(name);
      const members = payload.map((part) =>
        `${propertyKey(part.name)}: ${this.type(part.schema, direction)}`
      );
      return `{ ${[`type: ${JSON.stringify(name)}`, ...members].join("; ")} }`;
    });
    return texts.map((text) => `\n  | ${text}`).join("");
  }
}

/** Types with something that may be missing in what the service takes, at any depth. */
function lenientTypes(types: readonly TypeShape[]): ReadonlySet<string> {
  const found = new Set<string>();
  const isLenient = (shape: TypeShape) =>
    (shape.kind === "type" && visible(shape).some((field) => !field.isRequired)) ||
    partsOf(shape).some((part) => references(part).some((name) => found.has(name)));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const shape of types) if (isLenient(shape)) found.add(shape.name);
  }
  return found;
}

/** Names of the types that values of these schemas can hold. */
function reachable(shapes: ReadonlyMap<string, TypeShape>, schemas: readonly Schema[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (schema: Schema) => {
    for (const name of references(schema)) {
      if (found.has(name)) continue;
      found.add(name);
      const shape = shapes.get(name);
      if (shape) partsOf(shape).forEach(visit);
    }
  };
  schemas.forEach(visit);
  return found;
}

function visible(shape: TypeShape & { kind: "type" }): readonly FieldShape[] {
  return shape.fields.filter((field) => !field.isHidden && !field.isPrivate);
}

function partsOf(shape: TypeShape): readonly Schema[] {
  return shape.kind === "type"
    ? visible(shape).map((field) => field.schema)
    : shape.variants.flatMap((variant) => variant.payload.map((part) => part.schema));
}

function references(schema: Schema): readonly string[] {
  switch (schema.kind) {
    case "Ref":
      return [schema.name];
    case "List":
    case "Stream":
      return references(schema.element);
    case "Map":
      return references(schema.value);
    case "Tuple":
      return schema.elements.flatMap(references);
    case "Nullable":
    case "Secret":
      return references(schema.inner);
    case "Result":
      return [...references(schema.ok), ...references(schema.error)];
    default:
      return [];
  }
}
