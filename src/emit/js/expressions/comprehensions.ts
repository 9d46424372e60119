/** List and map comprehensions: loops that fill a fresh container. */
import type { ListComp, MapComp } from "../../../syntax/ast.ts";
import { bare } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { iteration } from "../statements/iteration.ts";
import { condition } from "./logic.ts";
import { isMapKeyDirect } from "./map_keys.ts";

export function listComp(e: Emitter, node: ListComp): string {
  const name = e.temporaryName();
  e.line(`const ${name} = [];`);
  clauses(e, node, () => {
    e.line(`${e.at(node.element)}${name}.push(${bare(e.uniform(node.element))});`);
  });
  return name;
}

export function mapComp(e: Emitter, node: MapComp): string {
  const name = e.temporaryName();
  e.line(`const ${name} = new ${e.runtime("FitzMap")}();`);
  clauses(e, node, () => {
    const [key, value] = e.sequence([node.key, node.value]);
    if (isMapKeyDirect(e.placeOf(node.key))) e.line(`${name}.set(${bare(key)}, ${bare(value)});`);
    else e.line(`${e.at(node.key)}${e.runtime("mapSet")}(${name}, ${bare(key)}, ${bare(value)});`);
  });
  return name;
}

function clauses(e: Emitter, node: ListComp | MapComp, write: () => void): void {
  const outer = e.block;
  const { clauses: all, condition: test } = node;
  const parts = node.kind === "ListComp" ? [node.element] : [node.key, node.value];
  if (test) parts.push(test);
  const mayChange = [...parts, ...all.map((clause) => clause.iterable)].some((part) =>
    e.facts.mayChangeThings(part)
  );
  const step = (index: number): void => {
    if (index < all.length) {
      iteration(e, all[index], { isFresh: true, mayChange, label: null }, () => step(index + 1));
      return;
    }
    if (test === null) return write();
    e.open(`if (${bare(condition(e, test, "`if`"))}) {`);
    write();
    e.close();
  };
  step(0);
  e.leaveBlock(outer);
}
