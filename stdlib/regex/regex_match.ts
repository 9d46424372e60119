/** `RegexMatch`: what a pattern found. */
import { checkInt, checkList, checkMap, checkStr } from "../../src/runtime/operations/check_kind.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../../src/runtime/values/instance.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";

export class RegexMatch extends Instance {
  constructor(
    public text: string,
    /** Positions in characters. */
    public start: number,
    public end: number,
    /** `Str?` each; without the whole match. */
    public groups: unknown[],
    public named: FitzMap,
  ) {
    super();
  }
}

function field(name: string, accept: (value: unknown) => unknown): FieldInfo {
  return { name, property: name, isFloat: false, isPrivate: false, isHidden: false, accept };
}

const INFO: TypeInfo = {
  name: "RegexMatch",
  fields: [
    field("text", checkStr),
    field("start", checkInt),
    field("end", checkInt),
    field("groups", checkList),
    field("named", checkMap),
  ],
  methods: {},
};
Object.defineProperty(RegexMatch.prototype, "info", { value: INFO });

/** A match of JavaScript's; `position` gives character positions, asked for in ascending order. */
export function regexMatch(match: RegExpExecArray, position: (offset: number) => number): RegexMatch {
  const groups: unknown[] = [];
  for (let i = 1; i < match.length; i++) groups.push(match[i] ?? null);
  const named = new FitzMap();
  for (const name in match.groups) named.set(name, match.groups[name] ?? null);
  const start = position(match.index);
  return new RegexMatch(match[0], start, position(match.index + match[0].length), groups, named);
}
