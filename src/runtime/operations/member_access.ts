/** Fields and methods of values whose kind is only known at run time. */
import { arrange, type Callee } from "./arrange.ts";
import { libraryFunction } from "./dynamic_methods.ts";
import { fail } from "../failures/failure.ts";
import { callValue } from "./function_value.ts";
import { typeName } from "./type_name.ts";
import { EnumValue } from "../values/enum_value.ts";
import { boxNullableFloat } from "../values/float.ts";
import { Future } from "../values/future.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";
import { ModuleValue } from "../values/module_value.ts";
import { TypeValue } from "../values/type_value.ts";

type Names = readonly (string | null)[];
type Properties = Record<string, unknown>;

const fieldsByName = new WeakMap<TypeInfo, Map<string, FieldInfo>>();

function fieldOf(info: TypeInfo, name: string): FieldInfo | undefined {
  let fields = fieldsByName.get(info);
  if (!fields) {
    fields = new Map(info.fields.map((field) => [field.name, field]));
    fieldsByName.set(info, fields);
  }
  return fields.get(name);
}

function noField(value: unknown, name: string, help: readonly string[] = []): never {
  fail("run/no-field", `\`${typeName(value)}\` has no field \`${name}\``, help);
}

/** `object.name` on a uniform value; `run/null-access`, `run/no-field`. */
export function getField(object: unknown, name: string): unknown {
  if (object instanceof Instance) {
    const field = fieldOf(object.info, name);
    if (field) return fieldValue(object, field);
  } else if (object instanceof ModuleValue) {
    if (Object.hasOwn(object.members, name)) return object.members[name]();
    fail("run/no-field", `module \`${object.name}\` has no member \`${name}\``);
  } else if (object instanceof TypeValue) {
    const unit = object.units.find((value) => value && value.info.variants[value.tag].name === name);
    if (unit) return unit;
    fail("run/no-field", `type \`${object.name}\` has no member \`${name}\``);
  } else if (object instanceof Future && name === "id") return object.id;
  if (object === null) fail("run/null-access", `cannot read \`${name}\` of \`null\``);
  const isMethod = methodOf(object, name) !== null;
  noField(object, name, isMethod ? [`it is a method: call it, \`.${name}(…)\``] : []);
}

function fieldValue(object: Instance, field: FieldInfo): unknown {
  const value = (object as unknown as Properties)[field.property];
  return field.isFloat ? boxNullableFloat(value as number | null) : value;
}

/** `object.name = value` on a uniform value; `run/null-access`, `run/no-field`, `run/type`. */
export function setField(object: unknown, name: string, value: unknown): void {
  if (object === null) fail("run/null-access", `cannot set \`${name}\` of \`null\``);
  const field = object instanceof Instance ? fieldOf(object.info, name) : undefined;
  if (!field) noField(object, name);
  (object as Properties)[field.property] = field.accept(value);
}

/** How a method of a value is called with arguments as written. */
type Method = (args: readonly unknown[], names?: Names) => unknown;

function methodOf(object: unknown, name: string): Method | null {
  if (object instanceof Instance && Object.hasOwn(object.info.methods, name)) {
    const method = object.info.methods[name];
    if (!method.isStatic) {
      return (args, names) => orNull(method.call(object, ...arrange(callee(name, method), args, names)));
    }
  }
  const found = libraryFunction(`${typeName(object)}.${name}`) ?? libraryFunction(`Any.${name}`);
  return found && !found.isStatic ? (args, names) => found.call([object], args, names) : null;
}

function callee(name: string, method: Omit<Callee, "name">): Callee {
  const { required, total, isVariadic, params } = method;
  return { name, required, total, isVariadic, params };
}

function orNull(value: unknown): unknown {
  return value === undefined ? null : value;
}

/**
 * `object.name(args)` on a uniform value: a method, a function of a module, a static method or a variant of a type, or a field that holds a function. Raises
 * `run/null-access`, `run/no-method`, `run/arity`, `run/type`.
 */
export function callMethod(object: unknown, name: string, args: readonly unknown[], names?: Names): unknown {
  if (object instanceof ModuleValue && Object.hasOwn(object.members, name)) {
    return callValue(object.members[name](), args, names);
  }
  if (object instanceof TypeValue) {
    const member = typeMember(object, name);
    if (member) return member(args, names);
  }
  const method = methodOf(object, name);
  if (method) return method(args, names);
  if (object === null) fail("run/null-access", `cannot call \`${name}\` on \`null\``);
  const field = object instanceof Instance ? fieldOf(object.info, name) : undefined;
  if (field) return callValue(fieldValue(object as Instance, field), args, names);
  const isStatic = object instanceof Instance && Object.hasOwn(object.info.methods, name);
  const help = isStatic ? [`it is static: call it on the type, \`${typeName(object)}.${name}(…)\``] : [];
  fail("run/no-method", `${described(object)} has no method \`${name}\``, help);
}

function described(object: unknown): string {
  if (object instanceof ModuleValue) return `module \`${object.name}\``;
  if (object instanceof TypeValue) return `type \`${object.name}\``;
  return `\`${typeName(object)}\``;
}

/** A static method or a variant with payload. */
function typeMember(type: TypeValue, name: string): Method | null {
  if (type.type && Object.hasOwn(type.type.methods, name)) {
    const method = type.type.methods[name];
    if (method.isStatic) {
      return (args, names) => orNull(method.call(null, ...arrange(callee(name, method), args, names)));
    }
  }
  if (type.enumeration) {
    const info = type.enumeration;
    const tag = info.variants.findIndex((variant) => variant.name === name);
    if (tag < 0) return null;
    const { payload: params, accept } = info.variants[tag];
    const arity = { name, required: params.length, total: params.length, isVariadic: false, params };
    return (args, names) => {
      const values = arrange(arity, args, names);
      return new EnumValue(info, tag, values.map((value, i) => accept?.[i]?.(value) ?? value));
    };
  }
  const found = libraryFunction(`${type.name}.${name}`);
  return found?.isStatic ? (args, names) => found.call([], args, names) : null;
}
