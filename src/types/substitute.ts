/** Replacing type parameters by types. */
import {
  type FunctionType,
  futureOf,
  listOf,
  mapOf,
  nullableOf,
  resultOf,
  tupleOf,
  type Type,
  type TypeParamType,
} from "./type.ts";

/** Type arguments by the id of the parameter. */
export type TypeArguments = ReadonlyMap<number, Type>;

export const NO_ARGUMENTS: TypeArguments = new Map();

/** Pairs parameters with arguments; missing arguments stay open. */
export function argumentsOf(params: readonly TypeParamType[], args: readonly Type[]): TypeArguments {
  if (params.length === 0) return NO_ARGUMENTS;
  const map = new Map<number, Type>();
  for (let i = 0; i < params.length && i < args.length; i++) map.set(params[i]!.id, args[i]!);
  return map;
}

/** `type` with its parameters replaced. A parameter without an argument becomes `unfixed`, or stays when that is null. */
export function substitute(type: Type, args: TypeArguments, unfixed: Type | null = null): Type {
  switch (type.kind) {
    case "param":
      return args.get(type.id) ?? unfixed ?? type;
    case "list": {
      const element = substitute(type.element, args, unfixed);
      return element === type.element ? type : listOf(element);
    }
    case "map": {
      const key = substitute(type.key, args, unfixed);
      const value = substitute(type.value, args, unfixed);
      return key === type.key && value === type.value ? type : mapOf(key, value);
    }
    case "tuple": {
      const elements = substituteAll(type.elements, args, unfixed);
      return elements === type.elements ? type : tupleOf(elements);
    }
    case "result": {
      const ok = substitute(type.ok, args, unfixed);
      const error = substitute(type.error, args, unfixed);
      return ok === type.ok && error === type.error ? type : resultOf(ok, error, type.isOpen);
    }
    case "future": {
      const value = substitute(type.value, args, unfixed);
      return value === type.value ? type : futureOf(value);
    }
    case "nullable": {
      const inner = substitute(type.inner, args, unfixed);
      return inner === type.inner ? type : nullableOf(inner);
    }
    case "function":
      return substituteFunction(type, args, unfixed);
    case "instance":
    case "enum": {
      const replaced = substituteAll(type.args, args, unfixed);
      return replaced === type.args ? type : { ...type, args: replaced };
    }
    default:
      return type;
  }
}

/** The same for signatures; type parameters of the signature itself stay declared. */
export function substituteFunction(
  type: FunctionType,
  args: TypeArguments,
  unfixed: Type | null = null,
): FunctionType {
  let params = type.params;
  for (let i = 0; i < type.params.length; i++) {
    const param = type.params[i]!;
    const replaced = substitute(param.type, args, unfixed);
    if (replaced === param.type) continue;
    if (params === type.params) params = [...type.params];
    (params as (typeof param)[])[i] = { ...param, type: replaced };
  }
  const result = substitute(type.result, args, unfixed);
  return params === type.params && result === type.result ? type : { ...type, params, result };
}

function substituteAll(types: readonly Type[], args: TypeArguments, unfixed: Type | null): readonly Type[] {
  let replaced: Type[] | null = null;
  for (let i = 0; i < types.length; i++) {
    const one = substitute(types[i]!, args, unfixed);
    if (one !== types[i] && replaced === null) replaced = types.slice(0, i);
    replaced?.push(one);
  }
  return replaced ?? types;
}
