/** `Uuid` (stdlib.md section 17). */
import { quoteText } from "../../src/runtime/text/text.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";
import { NIL_UUID, parseUuid, type Uuid, uuidV4, uuidV7 } from "../../src/runtime/values/uuid.ts";

function parse(text: string): Result {
  const uuid = parseUuid(text);
  return uuid ? new Ok(uuid) : new Err(`not a UUID: ${quoteText(text)}`);
}

export const implementations = {
  "Uuid.v4": uuidV4,
  "Uuid.v7": uuidV7,
  "Uuid.nil": () => NIL_UUID,
  "Uuid.parse": parse,
  "Uuid.to_str": (uuid: Uuid) => uuid.text,
  "Uuid.is_nil": (uuid: Uuid) => uuid.text === NIL_UUID.text,
};
