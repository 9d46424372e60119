/** Methods of every value (stdlib.md section 3). */
import { typeName } from "../../src/runtime/operations/type_name.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

/** The value when it is of that kind; nothing is converted. */
function as(kind: string): (value: unknown) => Result {
  return (value) => {
    const found = typeName(value);
    return found === kind ? new Ok(value) : new Err(`expected ${kind}, got ${found}`);
  };
}

export const implementations = {
  "Any.type_name": typeName,
  "Any.as_int": as("Int"),
  "Any.as_float": as("Float"),
  "Any.as_str": as("Str"),
  "Any.as_bool": as("Bool"),
  "Any.as_bytes": as("Bytes"),
  "Any.as_list": as("List"),
  "Any.as_map": as("Map"),
};
