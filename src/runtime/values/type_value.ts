/** A user type or enum as a value: static methods and variants reached through `Any`. */
import type { EnumInfo, EnumValue } from "./enum_value.ts";
import type { TypeInfo } from "./instance.ts";

export class TypeValue {
  constructor(
    readonly name: string,
    /** Set for a user type. */
    readonly type: TypeInfo | null,
    /** Set for an enum. */
    readonly enumeration: EnumInfo | null = null,
    /** The shared values of the variants without payload, by tag. */
    readonly units: readonly (EnumValue | undefined)[] = [],
  ) {}
}
