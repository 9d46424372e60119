/** Environment variables into a user type: production.md 5.2. */
import { host } from "../host/host.ts";
import { secretText } from "../host/secret_text.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { Secret } from "../values/secret.ts";
import { firstViolation } from "./constraint.ts";
import { stored } from "./decode_tree.ts";
import { scalarFromText } from "./form.ts";
import { BAD } from "./leaf.ts";
import type { Problem } from "./problem.ts";
import { type FieldShape, type Shape, withoutNull } from "./shape.ts";

const TRUE = /^(?:true|1|yes|on)$/i;
const FALSE = /^(?:false|0|no|off)$/i;

/**
 * `env.parse_as(T, prefix)`: one variable per field, prefix plus the field's name in upper case.
 *
 * @returns Ok with the instance, or Err with one line per variable that is missing or does not fit; values of secrets are not shown
 */
export function parseEnvironment(shape: Shape, prefix: string): Result {
  const type = withoutNull(shape);
  if (type.kind !== "Type") return new Err(`${shape.text} is no type with fields`);
  const fields = type.fields();
  const lines: string[] = [];
  const values = fields.map((field) => {
    const name = prefix + field.name.toUpperCase();
    const text = field.isVisible ? textOf(field, name) : undefined;
    if (typeof text === "object") {
      lines.push(`${name}: ${text.problem}`);
      return undefined;
    }
    if (text === undefined) {
      if (field.defaultValue === null && field.shape.kind !== "Nullable") lines.push(`${name}: not set`);
      return undefined;
    }
    const problems: Problem[] = [];
    const value = fieldFromText(field, text, problems);
    const message = problems[0]?.message ??
      (value === BAD || value === undefined ? null : firstViolation(field.constraints, value));
    if (message !== null) lines.push(`${name}: ${message}`);
    return value;
  });
  return lines.length > 0 ? new Err(lines.join("\n")) : new Ok(type.make(...stored(fields, values)));
}

/** Secrets may lie in files. */
function textOf({ shape }: FieldShape, name: string): ReturnType<typeof secretText> {
  return withoutNull(shape).kind === "Secret" ? secretText(name) : host().env.get(name);
}

function fieldFromText(field: FieldShape, text: string, problems: Problem[]): unknown {
  const type = withoutNull(field.shape);
  if (type.kind === "Secret") return new Secret(text);
  if (type.kind === "List") return text.split(",").map((item) => item.trim()).filter((item) => item !== "");
  if (type.kind === "Str") return text;
  const trimmed = text.trim();
  if (trimmed === "") {
    if (field.defaultValue !== null || field.shape.kind === "Nullable") return undefined;
    problems.push({ kind: "missing", path: field.name, message: "not set", group: 0 });
    return BAD;
  }
  if (type.kind !== "Bool") return scalarFromText(trimmed, type, field.name, problems);
  if (TRUE.test(trimmed)) return true;
  if (FALSE.test(trimmed)) return false;
  problems.push({
    kind: "value",
    path: field.name,
    message: `expected Bool, received '${trimmed}'`,
    group: 0,
  });
  return BAD;
}
