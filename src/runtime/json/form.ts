/** Forms as values: web.md 7.6, 11. Urlencoded ones are read here, the parts of multipart ones come from http/multipart. */
import { FitzFile } from "../values/file.ts";
import { boxFloat } from "../values/float.ts";
import { FitzMap } from "../values/map.ts";
import { firstViolation } from "./constraint.ts";
import { decodeNode } from "./decode_text.ts";
import { stored, TreeDecoder } from "./decode_tree.ts";
import { BAD, type Bad } from "./leaf.ts";
import type { JsonNode } from "./node.ts";
import { DecodeProblems, type Problem } from "./problem.ts";
import { type FieldShape, type Shape, withoutNull } from "./shape.ts";
import { textToBool, textToFloat, textToInt } from "./text_value.ts";

const MAX_KEYS = 1000;

/** What a form sends under a name: a text, or in a multipart form a file. */
export type FormValue = string | FitzFile;

/** Names with all their values, in order of first appearance. */
export type FormFields = ReadonlyMap<string, readonly FormValue[]>;

/** The pairs of a body, or the text of what is wrong with it. */
export function parseForm(body: string): FormFields | string {
  const fields = new Map<string, string[]>();
  if (body === "") return fields;
  let offset = 0;
  let keys = 0;
  for (const piece of body.split("&")) {
    if (piece !== "") {
      if (++keys > MAX_KEYS) return `urlencoded: more than ${MAX_KEYS} keys`;
      const equals = piece.indexOf("=");
      const name = decodePart(equals < 0 ? piece : piece.slice(0, equals), offset);
      const value = equals < 0 ? "" : decodePart(piece.slice(equals + 1), offset + equals + 1);
      if (name instanceof FormProblem) return name.text;
      if (value instanceof FormProblem) return value.text;
      const known = fields.get(name);
      if (known) known.push(value);
      else fields.set(name, [value]);
    }
    offset += piece.length + 1;
  }
  return fields;
}

class FormProblem {
  constructor(readonly text: string) {}
}

function decodePart(text: string, offset: number): string | FormProblem {
  if (!/[+%]/.test(text)) return text;
  for (let at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at + 1)) {
    const digits = text.slice(at + 1, at + 3);
    if (digits.length < 2) return new FormProblem(`urlencoded: incomplete %XX at offset ${offset + at}`);
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) return new FormProblem(`urlencoded: %${digits} is not valid hex`);
  }
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return new FormProblem("urlencoded: invalid UTF-8");
  }
}

/** The fields of an untyped body: the last of repeated names. */
export function untypedForm(fields: FormFields): FitzMap {
  const map = new FitzMap();
  for (const [name, values] of fields) map.set(name, values[values.length - 1]);
  return map;
}

/** A typed body: the rules of JSON bodies with texts and files in place of values. */
export function decodeForm(sent: FormFields, shape: Shape, subject: string): unknown | DecodeProblems {
  const type = withoutNull(shape);
  const fields = type.kind === "Type" ? withoutEmptyInputs(sent, type.fields()) : sent;
  if (type.kind === "Any") return untypedForm(fields);
  if (type.kind === "Map") return mapForm(fields, type.element, subject);
  if (type.kind !== "Type") return decodeNode(formNode(fields), shape, subject);
  const declared = type.fields();
  const problems: Problem[] = [];
  const visible = new Set(declared.filter((field) => field.isVisible).map((field) => field.name));
  for (const name of fields.keys()) {
    if (!visible.has(name)) {
      problems.push({ kind: "undeclared", path: name, message: "undeclared field", group: 1 });
    }
  }
  for (const field of declared) {
    const isOptional = field.defaultValue !== null || field.shape.kind === "Nullable" ||
      field.shape.kind === "List";
    if (isOptional || (field.isVisible && fields.has(field.name))) continue;
    problems.push({ kind: "missing", path: field.name, message: "missing field", group: 0 });
  }
  const values = declared.map((field) =>
    field.isVisible ? fieldValue(field, fields.get(field.name), problems) : undefined
  );
  declared.forEach((field, index) => {
    if (values[index] === undefined || values[index] === BAD) return;
    const text = firstViolation(field.constraints, values[index]);
    if (text !== null) problems.push({ kind: "value", path: field.name, message: text, group: 0 });
  });
  return problems.length > 0 ? new DecodeProblems(subject, problems) : type.make(...stored(declared, values));
}

/** A file input that was left empty sends a file without name and content: for a field of files that is no value. */
function withoutEmptyInputs(fields: FormFields, declared: readonly FieldShape[]): FormFields {
  const left = new Map(fields);
  for (const { name, shape } of declared) {
    if (!isOfFiles(shape)) continue;
    const files = left.get(name)?.filter((value) => typeof value === "string" || !value.isLeftEmpty);
    if (files?.length === 0) left.delete(name);
    else if (files) left.set(name, files);
  }
  return left;
}

function isOfFiles(shape: Shape): boolean {
  const type = withoutNull(shape);
  return type.kind === "File" || (type.kind === "List" && withoutNull(type.element).kind === "File");
}

/** A map whose values have a type of their own; lists take all values of their name. */
function mapForm(fields: FormFields, element: Shape, subject: string): FitzMap | DecodeProblems {
  const map = new FitzMap();
  const problems: Problem[] = [];
  for (const [name, values] of fields) map.set(name, valueOf(values, element, name, problems));
  return problems.length > 0 ? new DecodeProblems(subject, problems) : map;
}

/** The form as JSON of texts, for types that no form expresses: the decoder tells why. */
function formNode(fields: FormFields): JsonNode {
  return {
    kind: "Map",
    entries: new Map(
      [...fields].map(([name, values]) => {
        const last = values[values.length - 1];
        return [name, { kind: "Str", value: typeof last === "string" ? last : "" }];
      }),
    ),
  };
}

function fieldValue(
  field: FieldShape,
  values: readonly FormValue[] | undefined,
  problems: Problem[],
): unknown {
  const type = withoutNull(field.shape);
  if (values === undefined) {
    return type.kind === "List" && field.defaultValue === null && field.shape.kind === "List"
      ? []
      : undefined;
  }
  return valueOf(values, field.shape, field.name, problems);
}

function valueOf(
  values: readonly FormValue[],
  shape: Shape,
  path: string,
  problems: Problem[],
): unknown | Bad {
  const type = withoutNull(shape);
  if (type.kind === "List") {
    const items = values.map((value, index) =>
      scalarFromValue(value, type.element, `${path}[${index}]`, problems)
    );
    return items.includes(BAD) ? BAD : items;
  }
  const last = values[values.length - 1];
  if (last === "" && shape.kind === "Nullable" && type.kind !== "Str" && type.kind !== "File") return null;
  return scalarFromValue(last, type, path, problems);
}

function scalarFromValue(
  value: FormValue,
  shape: Shape,
  path: string,
  problems: Problem[],
): unknown | Bad {
  const { kind, text } = withoutNull(shape);
  const isFile = value instanceof FitzFile;
  if (kind === "Any" || (isFile && kind === "File")) return value;
  if (!isFile && kind !== "File") return scalarFromText(value, shape, path, problems);
  problems.push({
    kind: "value",
    path,
    message: `expected ${text}, received ${isFile ? "File" : "Str"}`,
    group: 0,
  });
  return BAD;
}

/** One text as a value of a scalar type, by the rules of path parameters; the other text types as in JSON. */
export function scalarFromText(text: string, shape: Shape, path: string, problems: Problem[]): unknown | Bad {
  const refuse = (received: string): Bad => {
    problems.push({
      kind: "value",
      path,
      message: `expected ${withoutNull(shape).text}, received ${received}`,
      group: 0,
    });
    return BAD;
  };
  let value: unknown = text;
  switch (withoutNull(shape).kind) {
    case "Str":
    case "Any":
      return text;
    case "Int":
      value = textToInt(text);
      break;
    case "Float":
      value = textToFloat(text);
      if (value !== BAD) value = boxFloat(value as number);
      break;
    case "Bool":
      value = textToBool(text);
      break;
    default: {
      const decoder = new TreeDecoder();
      value = decoder.decode({ kind: "Str", value: text }, shape, path);
      problems.push(...decoder.problems);
      return value;
    }
  }
  return value === BAD ? refuse(`'${text}'`) : value;
}
