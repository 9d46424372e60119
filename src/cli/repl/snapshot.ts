/** The state of a session's values, to bring it back when an input fails or is undone. */
import { EnumValue } from "../../runtime/values/enum_value.ts";
import { Instance } from "../../runtime/values/instance.ts";
import { Err, Ok } from "../../runtime/values/result.ts";
import { Tuple } from "../../runtime/values/tuple.ts";

/** A module of a session: what it declares, by key; variables can be set. */
export type SessionModule = Record<string, unknown>;

/** Values beyond that many are left as they are: a snapshot is taken at every input. */
const MOST_VALUES = 200_000;

/** Notes the variables of the modules and the contents of all lists, maps and instances that they reach; gives what brings them back. */
export function takeSnapshot(modules: readonly SessionModule[]): () => void {
  const restore: (() => void)[] = [];
  const queue: object[] = [];
  const seen = new Set<unknown>();
  let count = 0;
  const visit = (value: unknown) => {
    count++;
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    queue.push(value);
  };
  for (const module of modules) {
    for (const [key, { set }] of Object.entries(Object.getOwnPropertyDescriptors(module))) {
      if (!set) continue;
      const value = module[key];
      restore.push(() => set.call(module, value));
      visit(value);
    }
  }
  while (queue.length > 0 && count < MOST_VALUES) {
    const value = queue.pop()!;
    if (Array.isArray(value)) {
      const items = value.slice();
      restore.push(() => value.splice(0, value.length, ...items));
      items.forEach(visit);
    } else if (value instanceof Map) {
      const entries = [...value];
      restore.push(() => {
        value.clear();
        for (const [key, item] of entries) value.set(key, item);
      });
      for (const [, item] of entries) visit(item);
    } else if (value instanceof Instance) {
      const fields = { ...value };
      restore.push(() => void Object.assign(value, fields));
      Object.values(fields).forEach(visit);
    } else if (value instanceof Tuple) value.items.forEach(visit);
    else if (value instanceof EnumValue) value.payload.forEach(visit);
    else if (value instanceof Ok || value instanceof Err) visit(value.value);
  }
  return () => {
    for (const one of restore) one();
  };
}
