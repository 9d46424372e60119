/** Literals of simple values, lists, maps and tuples. */
import type {
  BytesLit,
  FloatLit,
  IntLit,
  ListLit,
  MapLit,
  RangeExpr,
  TupleLit,
} from "../../../syntax/ast.ts";
import { bare, list, wrap } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isInt } from "../forms.ts";
import { isMapKeyDirect } from "./map_keys.ts";

export function intText(value: number | bigint): string {
  const text = typeof value === "bigint" ? `${value}n` : String(value);
  return text.startsWith("-") ? wrap(text) : text;
}

export function intLit(_e: Emitter, node: IntLit): string {
  return intText(node.value);
}

export function floatText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.startsWith("-") ? wrap(text) : text;
}

export function floatLit(_e: Emitter, node: FloatLit): string {
  return floatText(node.value);
}

/** Bytes are immutable, so that each literal is made once. */
export function bytesLit(e: Emitter, node: BytesLit): string {
  const content = [...node.value].join(", ");
  return e.program.declare(
    `bytes:${content}`,
    "bytes",
    (name) => `const ${name} = Uint8Array.of(${content});`,
  );
}

export function listLit(e: Emitter, node: ListLit): string {
  return `[${list(e.sequence(node.elements))}]`;
}

export function tupleLit(e: Emitter, node: TupleLit): string {
  return `new ${e.runtime("Tuple")}([${list(e.sequence(node.elements))}])`;
}

export function mapLit(e: Emitter, node: MapLit): string {
  if (node.entries.length === 0) return `new ${e.runtime("FitzMap")}()`;
  const parts = e.sequence(node.entries.flatMap((entry) => [entry.key, entry.value]));
  const pairs: string[] = [];
  for (let i = 0; i < parts.length; i += 2) pairs.push(`[${bare(parts[i])}, ${bare(parts[i + 1])}]`);
  const direct = node.entries.every((entry) => isMapKeyDirect(e.placeOf(entry.key)));
  if (direct) return `new ${e.runtime("FitzMap")}([${pairs.join(", ")}])`;
  return `${e.at(node)}${e.runtime("mapFromEntries")}([${pairs.join(", ")}])`;
}

export function rangeExpr(e: Emitter, node: RangeExpr): string {
  const [from, to] = e.sequence([node.from!, node.to!]);
  if ([node.from!, node.to!].some((bound) => !isInt(e.placeOf(bound)))) {
    return `${e.at(node)}${e.runtime("makeRange")}(${bare(from)}, ${bare(to)}, ${node.isInclusive})`;
  }
  return `new ${e.runtime("Range")}(${bare(from)}, ${bare(to)}, ${node.isInclusive})`;
}
