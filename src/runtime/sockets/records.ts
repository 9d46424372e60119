/** `ConnInfo` and `Presence`: realtime.md 8, 9. */
import { checkList, checkNamed, checkStr } from "../operations/check_kind.ts";
import type { FitzDateTime } from "../values/date_time.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";

export class ConnInfo extends Instance {
  constructor(
    readonly id: string,
    readonly path: string,
    readonly user: unknown,
    readonly rooms: readonly string[],
    readonly ip: string,
    readonly opened_at: FitzDateTime,
    readonly node: string,
  ) {
    super();
  }
}

export class Presence extends Instance {
  constructor(readonly id: string, readonly user: unknown, readonly joined_at: FitzDateTime) {
    super();
  }
}

const field = (name: string, accept: (value: unknown) => unknown = (value) => value): FieldInfo => ({
  name,
  property: name,
  isFloat: false,
  isPrivate: false,
  isHidden: false,
  accept,
});
const instant = (value: unknown) => checkNamed(value, "DateTime");

function describe(type: { readonly prototype: object }, name: string, fields: readonly FieldInfo[]): void {
  const info: TypeInfo = { name, fields, methods: {} };
  Object.defineProperty(type.prototype, "info", { value: info });
}

describe(ConnInfo, "ConnInfo", [
  field("id", checkStr),
  field("path", checkStr),
  field("user"),
  field("rooms", checkList),
  field("ip", checkStr),
  field("opened_at", instant),
  field("node", checkStr),
]);
describe(Presence, "Presence", [field("id", checkStr), field("user"), field("joined_at", instant)]);
