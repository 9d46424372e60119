/** Type parameters get numbers, so that equally named ones of different owners stay apart. */
import type { TypeParamType } from "./type.ts";

let last = 0;

export function newTypeParam(name: string): TypeParamType {
  return { kind: "param", name, id: ++last };
}
