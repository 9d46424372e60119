/** JSON into values without a declared type. */
import { boxFloat } from "../values/float.ts";
import { FitzMap } from "../values/map.ts";
import { BAD, type Bad, intFromText } from "./leaf.ts";
import type { JsonNode } from "./node.ts";
import { MAX_DEPTH } from "./scan.ts";

/** Native parsing puts keys that look like indexes first; those texts are read by the exact scanner instead. */
export function looksLikeIndex(key: string): boolean {
  const code = key.charCodeAt(0);
  return code >= 48 && code <= 57;
}

/**
 * What `JSON.parse` gave as a uniform value; only for texts that hold no number such as `1.0` or `1e3`.
 * BAD when the exact scanner must look at the text.
 */
export function anyFromNative(value: unknown, depth = 0): unknown | Bad {
  if (typeof value === "number") {
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? BAD : value + 0;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return BAD;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = anyFromNative(value[i], depth + 1);
      if (item === BAD) return BAD;
      value[i] = item;
    }
    return value;
  }
  const map = new FitzMap();
  for (const key in value) {
    if (looksLikeIndex(key)) return BAD;
    const item = anyFromNative((value as Record<string, unknown>)[key], depth + 1);
    if (item === BAD) return BAD;
    map.set(key, item);
  }
  return map;
}

/** An exact JSON tree as a uniform value. */
export function anyFromNode(node: JsonNode): unknown {
  switch (node.kind) {
    case "Null":
      return null;
    case "Bool":
    case "Str":
      return node.value;
    case "Int": {
      const exact = intFromText(node.text);
      return exact === BAD ? boxFloat(Number(node.text)) : exact;
    }
    case "Float":
      return boxFloat(Number(node.text));
    case "List":
      return node.items.map(anyFromNode);
    case "Map": {
      const map = new FitzMap();
      for (const [key, item] of node.entries) map.set(key, anyFromNode(item));
      return map;
    }
  }
}
