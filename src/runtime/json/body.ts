/** Request bodies as handler parameters: web.md 7.2, 7.3, 7.6. */
import { decodeText, type NativeDecoder } from "./decode_text.ts";
import { decodeForm, type FormFields, parseForm } from "./form.ts";
import { JsonSyntaxProblem } from "./node.ts";
import { DecodeProblems } from "./problem.ts";
import { scanJson } from "./scan.ts";
import type { Shape } from "./shape.ts";

/** Everything that reading a body parameter needs to know; one constant per route. */
export interface BodySpec {
  /** Name of the parameter. */
  readonly param: string;
  readonly native: NativeDecoder;
  readonly shape: Shape;
  /** `body for 'User'` */
  readonly subject: string;
}

export function emptyBodyText(param: string): string {
  return `body required for parameter '${param}' but the request had no body`;
}

/** A JSON body; an empty text must have been handled by the caller where the parameter allows it. */
export function decodeJsonBody(text: string, body: BodySpec): unknown | DecodeProblems {
  if (text === "") return new DecodeProblems(body.subject, [], emptyBodyText(body.param));
  const value = decodeText(text, body.native, body.shape, body.subject);
  if (
    !(value instanceof DecodeProblems) || value.problems.length > 0 ||
    !value.whole?.startsWith("invalid JSON")
  ) return value;
  const problem = scanJson(text) as JsonSyntaxProblem;
  const whole = `body is not valid JSON: ${problem.reason} at line ${problem.line}, column ${problem.column}`;
  return new DecodeProblems(body.subject, [], whole);
}

/** An urlencoded body. */
export function decodeFormBody(text: string, body: BodySpec): unknown | DecodeProblems {
  if (text === "") return new DecodeProblems(body.subject, [], emptyBodyText(body.param));
  return decodeFields(parseForm(text), body);
}

/** The fields of a form of either kind; a text says why they could not be read. */
export function decodeFields(fields: FormFields | string, body: BodySpec): unknown | DecodeProblems {
  return typeof fields === "string"
    ? new DecodeProblems(body.subject, [], fields)
    : decodeForm(fields, body.shape, body.subject);
}
