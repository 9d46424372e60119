/** Typed decoding of JSON texts: generated decoders first, the collecting walk for everything unusual. */
import { Err, Ok, type Result } from "../values/result.ts";
import { anyFromNative, anyFromNode } from "./any.ts";
import { TreeDecoder } from "./decode_tree.ts";
import { BAD } from "./leaf.ts";
import { type JsonNode, JsonSyntaxProblem } from "./node.ts";
import { DecodeProblems } from "./problem.ts";
import { scanJson } from "./scan.ts";
import { type Shape, withoutNull } from "./shape.ts";

/**
 * Numbers whose kind native parsing loses: `1.0`, exponents, and fractions that round to an integer; escapes of surrogates, which native parsing takes without
 * their other half. May also hit where nothing is wrong; then the careful way is taken for nothing.
 * Integers beyond 53 bits are noticed by the decoders. Every alternative starts with something rare or short, because the expression reads every text.
 */
const BLURRED = /\.(?:0+(?![0-9])|0{12}|9{12})|(?<=[0-9]{14})\.[0-9]|[0-9][eE][+\-0-9]|\\u[dD][89a-fA-F]/;

/** A generated decoder: what `JSON.parse` gave into a uniform value, or BAD. Only called with texts without blurred numbers. */
export type NativeDecoder = (value: unknown) => unknown;

/**
 * Decodes a text into the type described by `shape`.
 *
 * @param subject what error texts start with: `json for 'User'`, `body for 'User'`
 * @returns the value in uniform form, or the problems
 */
export function decodeText(
  text: string,
  native: NativeDecoder,
  shape: Shape,
  subject: string,
): unknown | DecodeProblems {
  if (!BLURRED.test(text)) {
    let value: unknown = BAD;
    try {
      value = native(JSON.parse(text));
    } catch (error) {
      // Not JSON, or nested too deeply for the stack: the scanner says which. What a default expression raises is not ours.
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    }
    if (value !== BAD) return value;
  }
  const node = scanJson(text);
  if (node instanceof JsonSyntaxProblem) return new DecodeProblems(subject, [], node.toString());
  return decodeNode(node, shape, subject);
}

/** Decodes an exact tree; problems as in `decodeText`. */
export function decodeNode(node: JsonNode, shape: Shape, subject: string): unknown | DecodeProblems {
  const decoder = new TreeDecoder();
  const value = decoder.decode(node, shape, "");
  if (value !== BAD) return value;
  const atRoot = decoder.problems[0].path === "" && decoder.problems[0].kind === "value";
  return new DecodeProblems(
    subject,
    decoder.problems,
    atRoot ? rootText(node, shape, subject, decoder.problems[0].message) : null,
  );
}

const ROOT_WORDS: Record<JsonNode["kind"], string> = {
  Map: "object",
  List: "array",
  Str: "string",
  Int: "number",
  Float: "number",
  Bool: "bool",
  Null: "null",
};

function rootText(node: JsonNode, shape: Shape, subject: string, message: string): string {
  const { kind } = withoutNull(shape);
  const received = ROOT_WORDS[node.kind];
  if ((kind === "Type" || kind === "Map") && node.kind !== "Map") {
    return `${subject} must be a JSON object, received ${received}`;
  }
  if ((kind === "List" || kind === "Tuple") && node.kind !== "List") {
    return `${subject} must be a JSON array, received ${received}`;
  }
  return `${subject}: ${message}`;
}

/** `json.parse_as(T, text)`. */
export function parseAs(text: string, native: NativeDecoder, shape: Shape): Result {
  const value = decodeText(text, native, shape, `json for '${shape.text}'`);
  return value instanceof DecodeProblems ? new Err(value.text()) : new Ok(value);
}

/** `json.parse(text)`: into values without a declared type. */
export function parseJson(text: string): Result {
  const value = parseAny(text);
  return value instanceof JsonSyntaxProblem ? new Err(value.toString()) : new Ok(value);
}

/** A JSON text as a uniform value, or what is wrong with it. */
export function parseAny(text: string): unknown | JsonSyntaxProblem {
  if (!BLURRED.test(text)) {
    try {
      const value = anyFromNative(JSON.parse(text));
      if (value !== BAD) return value;
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    }
  }
  const node = scanJson(text);
  return node instanceof JsonSyntaxProblem ? node : anyFromNode(node);
}
