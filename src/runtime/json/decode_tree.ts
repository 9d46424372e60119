/** The careful way of decoding: walks an exact JSON tree along a shape and collects every problem in the order of web.md 7.3. */
import { boxFloat, unboxFloat } from "../values/float.ts";
import { FitzMap } from "../values/map.ts";
import { Secret } from "../values/secret.ts";
import { Tuple } from "../values/tuple.ts";
import { anyFromNode } from "./any.ts";
import { firstViolation } from "./constraint.ts";
import {
  BAD,
  type Bad,
  bytesFromBase64,
  dateFromText,
  dateTimeFromText,
  decimalFromNumber,
  intFromText,
  uuidFromText,
} from "./leaf.ts";
import { decimalFromJson } from "./leaf.ts";
import type { JsonNode } from "./node.ts";
import { fieldPath, indexPath, type Problem } from "./problem.ts";
import { type FieldShape, type Shape, withoutNull } from "./shape.ts";

type Node<K extends JsonNode["kind"]> = Extract<JsonNode, { kind: K }>;
type ShapeOf<K extends Shape["kind"]> = Extract<Shape, { kind: K }>;

export class TreeDecoder {
  readonly problems: Problem[] = [];
  #groups = 0;

  /** The value in uniform form, or BAD with at least one problem added. */
  decode(node: JsonNode, shape: Shape, path: string): unknown | Bad {
    switch (shape.kind) {
      case "Any":
        return anyFromNode(node);
      case "Nullable":
        return node.kind === "Null" ? null : this.decode(node, shape.inner, path);
      case "Secret": {
        const inner = this.decode(node, shape.inner, path);
        return inner === BAD ? BAD : new Secret(inner);
      }
      case "List":
        return node.kind === "List" ? this.#list(node, shape.element, path) : this.#wrong(node, shape, path);
      case "Map":
        return node.kind === "Map" ? this.#map(node, shape.element, path) : this.#wrong(node, shape, path);
      case "Tuple":
        return this.#tuple(node, shape, path);
      case "Type":
        return node.kind === "Map" ? this.#instance(node, shape, path) : this.#wrong(node, shape, path);
      case "Enum":
        return this.#enum(node, shape, path);
      default:
        return this.#scalar(node, shape, path);
    }
  }

  #scalar(node: JsonNode, shape: Shape, path: string): unknown | Bad {
    const text = node.kind === "Str" ? node.value : undefined;
    switch (shape.kind) {
      case "Int": {
        if (node.kind !== "Int") break;
        const exact = intFromText(node.text);
        return exact === BAD ? this.#value(path, "integer out of range") : exact;
      }
      case "Float":
        if (node.kind === "Float" || node.kind === "Int") {
          const value = Number(node.text);
          return Number.isFinite(value) ? boxFloat(value) : this.#value(path, "number out of range");
        }
        break;
      case "Decimal":
        if (node.kind === "Float" || node.kind === "Int") {
          return this.#content(decimalFromNumber(node.text), node, shape, path);
        }
        return this.#content(decimalFromJson(text), node, shape, path);
      case "Str":
      case "Bool":
        if (node.kind === shape.kind) return (node as Node<"Str" | "Bool">).value;
        break;
      case "Null":
        if (node.kind === "Null") return null;
        break;
      case "Bytes":
        return this.#content(bytesFromBase64(text), node, shape, path);
      case "Date":
        return this.#content(dateFromText(text), node, shape, path);
      case "DateTime":
        return this.#content(dateTimeFromText(text), node, shape, path);
      case "Uuid":
        return this.#content(uuidFromText(text), node, shape, path);
    }
    return this.#wrong(node, shape, path);
  }

  #content(value: unknown | Bad, node: JsonNode, shape: Shape, path: string): unknown | Bad {
    if (value !== BAD) return value;
    return node.kind === "Str" ? this.#badText(node.value, shape, path) : this.#wrong(node, shape, path);
  }

  #list(node: Node<"List">, element: Shape, path: string): unknown | Bad {
    const items = node.items.map((item, index) => this.decode(item, element, indexPath(path, index)));
    return items.includes(BAD) ? BAD : items;
  }

  #map(node: Node<"Map">, element: Shape, path: string): unknown | Bad {
    const map = new FitzMap();
    let isGood = true;
    for (const [key, item] of node.entries) {
      const value = this.decode(item, element, fieldPath(path, key));
      if (value === BAD) isGood = false;
      else map.set(key, value);
    }
    return isGood ? map : BAD;
  }

  #tuple(node: JsonNode, shape: ShapeOf<"Tuple">, path: string): unknown | Bad {
    if (node.kind !== "List") return this.#wrong(node, shape, path);
    if (node.items.length !== shape.elements.length) return this.#wrong(node, shape, path);
    const items = node.items.map((item, index) =>
      this.decode(item, shape.elements[index], indexPath(path, index))
    );
    return items.includes(BAD) ? BAD : new Tuple(items);
  }

  #instance(node: Node<"Map">, shape: ShapeOf<"Type">, path: string): unknown | Bad {
    const fields = shape.fields();
    let isGood = this.#noUndeclared(
      node,
      fields.filter((field) => field.isVisible).map((field) => field.name),
      path,
    );
    for (const field of fields) {
      if (node.entries.has(field.name) && field.isVisible) continue;
      if (field.defaultValue !== null || field.shape.kind === "Nullable") continue;
      this.problems.push({
        kind: "missing",
        path: fieldPath(path, field.name),
        message: "missing field",
        group: 0,
      });
      isGood = false;
    }
    const values = fields.map((field) => {
      const item = field.isVisible ? node.entries.get(field.name) : undefined;
      return item === undefined ? undefined : this.decode(item, field.shape, fieldPath(path, field.name));
    });
    fields.forEach((field, index) => {
      const value = values[index];
      if (value === BAD) isGood = false;
      if (value === BAD || value === undefined) return;
      const text = firstViolation(field.constraints, value);
      if (text !== null) {
        this.#value(fieldPath(path, field.name), text);
        isGood = false;
      }
    });
    return isGood ? shape.make(...stored(fields, values)) : BAD;
  }

  #enum(node: JsonNode, shape: ShapeOf<"Enum">, path: string): unknown | Bad {
    if (node.kind === "Str") {
      const tag = shape.info.variants.findIndex((variant) =>
        variant.name === node.value && variant.payload.length === 0
      );
      return tag < 0 ? this.#badText(node.value, shape, path) : shape.make(tag, []);
    }
    const name = node.kind === "Map" ? node.entries.get("type") : undefined;
    if (node.kind !== "Map" || name?.kind !== "Str") return this.#wrong(node, shape, path);
    const tag = shape.info.variants.findIndex((variant) =>
      variant.name === name.value && variant.payload.length > 0
    );
    if (tag < 0) return this.#badText(name.value, shape, path);
    const fields = shape.info.variants[tag].payload;
    const shapes = shape.payloads()[tag];
    let isGood = this.#noUndeclared(node, ["type", ...fields], path);
    const absent = fields.filter((field, index) =>
      !node.entries.has(field) && shapes[index].kind !== "Nullable"
    );
    for (const field of absent) {
      this.problems.push({
        kind: "missing",
        path: fieldPath(path, field),
        message: "missing field",
        group: 0,
      });
      isGood = false;
    }
    const payload = fields.map((field, index) => {
      const item = node.entries.get(field);
      return item === undefined ? null : this.decode(item, shapes[index], fieldPath(path, field));
    });
    return isGood && !payload.includes(BAD) ? shape.make(tag, payload) : BAD;
  }

  #noUndeclared(node: Node<"Map">, declared: readonly string[], path: string): boolean {
    const group = ++this.#groups;
    let isGood = true;
    for (const key of node.entries.keys()) {
      if (declared.includes(key)) continue;
      this.problems.push({
        kind: "undeclared",
        path: fieldPath(path, key),
        message: "undeclared field",
        group,
      });
      isGood = false;
    }
    return isGood;
  }

  #wrong(node: JsonNode, shape: Shape, path: string): Bad {
    return this.#value(path, `expected ${withoutNull(shape).text}, received ${node.kind}`);
  }

  #badText(text: string, shape: Shape, path: string): Bad {
    return this.#value(path, `expected ${withoutNull(shape).text}, received '${text}'`);
  }

  #value(path: string, message: string): Bad {
    this.problems.push({ kind: "value", path, message, group: 0 });
    return BAD;
  }
}

/** Fields as the instance stores them: defaults evaluated, Floats raw. */
export function stored(fields: readonly FieldShape[], values: readonly unknown[]): unknown[] {
  const result: unknown[] = [];
  fields.forEach((field, index) => {
    const value = values[index];
    if (value === undefined) result.push(field.defaultValue ? field.defaultValue(...result) : null);
    else result.push(field.isFloat && value !== null ? unboxFloat(value as number) : value);
  });
  return result;
}
