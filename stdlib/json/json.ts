import { encodeJson } from "../../src/runtime/json/encode.ts";
import { parseJson } from "../../src/runtime/json/decode_text.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import type { Result } from "../../src/runtime/values/result.ts";

/** Spaces per level beyond this only make texts that nobody reads. */
const MAX_INDENT = 100;

function stringify(value: unknown, indent: number | bigint = 0): string {
  if (indent < 0 || indent > MAX_INDENT) {
    fail("run/bad-argument", `\`indent\` must be from 0 to ${MAX_INDENT}, found ${indent}`);
  }
  return encodeJson(value, Number(indent));
}

/** The emitter passes the generated decoder of the type that stands first. */
function parseAs(decode: (text: string) => Result, text: string): Result {
  return decode(text);
}

export const implementations = {
  "to_json": (value: unknown): string => encodeJson(value),
  "json.stringify": stringify,
  "json.parse": (text: string): Result => parseJson(text),
  "json.parse_as": parseAs,
};
