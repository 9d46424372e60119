/** `WsError` and its texts: realtime.md 6. */
import { checkInt, checkStr } from "../operations/check_kind.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";

export class WsError extends Instance {
  constructor(
    readonly kind: "closed" | "invalid" | "too_large",
    readonly message: string,
    readonly code: number,
  ) {
    super();
  }
}

const field = (name: string, accept: (value: unknown) => unknown): FieldInfo => ({
  name,
  property: name,
  isFloat: false,
  isPrivate: false,
  isHidden: false,
  accept,
});
const INFO: TypeInfo = {
  name: "WsError",
  fields: [field("kind", checkStr), field("message", checkStr), field("code", checkInt)],
  methods: {},
  display: (error) => (error as WsError).message,
};
Object.defineProperty(WsError.prototype, "info", { value: INFO });

/** What the program is told of an end. */
export function closedError(code: number, reason: string, isByClient: boolean): WsError {
  if (!isByClient) return new WsError("closed", reason === "" ? `closed (${code})` : reason, code);
  return new WsError("closed", `closed by the client (${code})${reason === "" ? "" : `: ${reason}`}`, code);
}
