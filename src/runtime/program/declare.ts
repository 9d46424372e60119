/** What emitted code says about its types and enums when it starts. */
import { type EnumInfo, EnumValue } from "../values/enum_value.ts";
import { type FieldInfo, Instance, type MethodInfo } from "../values/instance.ts";
import { propertyName } from "../../syntax/property_name.ts";
import { TypeValue } from "../values/type_value.ts";

/** An enum of the program: its description, its shared values by tag, and how values are made. */
export interface DeclaredEnum {
  readonly info: EnumInfo;
  /** Values of the variants without payload, by tag; nothing at the others. */
  readonly units: readonly (EnumValue | undefined)[];
  readonly make: (tag: number, payload: readonly unknown[]) => EnumValue;
}

/** `variants`: the name of each variant followed by the names of its payload fields. */
export function declareEnum(name: string, variants: readonly (readonly string[])[]): DeclaredEnum {
  const info: EnumInfo = {
    name,
    variants: variants.map(([variant, ...payload]) => ({ name: variant, payload })),
  };
  const byTag = variants.map((variant, tag) =>
    variant.length === 1 ? new EnumValue(info, tag, []) : undefined
  );
  return {
    info,
    units: byTag,
    make: (tag, payload) => byTag[tag] ?? new EnumValue(info, tag, payload),
  };
}

/** What each payload value of each variant must be, for values made through Any; null where everything fits. */
export function describeEnum(
  { info }: DeclaredEnum,
  accept: readonly (readonly (((value: unknown) => unknown) | null)[])[],
): void {
  info.variants.forEach((variant, tag) => variant.accept = accept[tag]);
}

type FieldEntry = readonly [name: string, accept: ((value: unknown) => unknown) | null, flags: number];
type MethodEntry = readonly [
  name: string,
  isStatic: boolean,
  required: number,
  total: number,
  isVariadic: boolean,
  call: (...args: any[]) => unknown,
  params: readonly string[],
];

/**
 * Attaches the description of a user type to its class. Flags of a field: 1 holds a raw double, 2 private, 4 hidden. The code of a method takes the receiver first, that of a static
 * one does not.
 */
export function describeType(
  type: { readonly prototype: Instance },
  name: string,
  fields: readonly FieldEntry[],
  methods: readonly MethodEntry[],
): void {
  const info = {
    name,
    fields: fields.map(([name, accept, flags]): FieldInfo => ({
      name,
      property: propertyName(name),
      isFloat: (flags & 1) !== 0,
      isPrivate: (flags & 2) !== 0,
      isHidden: (flags & 4) !== 0,
      accept: accept ?? ((value) => value),
    })),
    methods: Object.assign(
      Object.create(null),
      Object.fromEntries(
        methods.map((
          [name, isStatic, required, total, isVariadic, call, params],
        ): [string, MethodInfo] => [name, {
          call: isStatic ? (_self, ...args) => call(...args) : call,
          required,
          total,
          isVariadic,
          isStatic,
          params,
        }]),
      ),
    ),
  };
  Object.defineProperty(type.prototype, "info", { value: info });
}

/** A type or enum as a value, made when it is first asked for. */
export function lazyTypeValue(name: string, get: () => unknown): () => TypeValue {
  let made: TypeValue | undefined;
  return () => made ??= typeValue(name, get());
}

function typeValue(name: string, declared: unknown): TypeValue {
  const one = declared as Partial<DeclaredEnum>;
  if (one.units === undefined) return new TypeValue(name, declared as never);
  return new TypeValue(name, null, one.info, one.units);
}

/** A type of the library as a value. */
export function libraryType(name: string): TypeValue {
  return new TypeValue(name, null);
}
