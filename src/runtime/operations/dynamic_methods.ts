/**
 * Functions of the library as calls through `Any` find them: by key (`Str.len`, `Date.today`), with what their declaration says of the parameters.
 * The program's loader sets where they come from; declarations are digested on first use.
 */
import { arrange, type Callee } from "./arrange.ts";
import * as check from "./check_kind.ts";
import { checkCallback } from "./function_value.ts";
import { boxFloat, boxNullableFloat } from "../values/float.ts";
import { Suspension } from "../values/future.ts";

/** `"Int"`, `["List", T]`, `["?", T]`, `["()", A, B]`, `["->", [A, B], R]`: types as the digested declarations write them. */
export type TypeText = string | readonly [string, ...(TypeText | readonly TypeText[])[]];

/** A function of the library as the digested declarations describe it. */
export interface LibraryDeclaration {
  readonly s: readonly {
    readonly g?: readonly string[];
    readonly p: readonly { readonly n: string; readonly t: TypeText; readonly d?: string; readonly v?: 1 }[];
    readonly r: TypeText;
  }[];
  readonly static?: 1;
  readonly m?: { readonly suspends?: unknown };
}

export interface LibraryFunction {
  readonly isStatic: boolean;
  /** Calls with uniform arguments as written; for a method the receiver comes first and counts as no argument. */
  readonly call: (
    receiver: readonly unknown[],
    args: readonly unknown[],
    names?: readonly (string | null)[],
  ) => unknown;
}

/** Where declarations and implementations come from. */
export interface Library {
  /** The declaration of `Type.method`, `namespace.member` or a function. */
  declaration(key: string): LibraryDeclaration | undefined;
  implementation(key: string): ((...args: any[]) => unknown) | undefined;
}

let library: Library | undefined;
const found = new Map<string, LibraryFunction | null>();

/** Says where the functions of the library come from. */
export function setLibrary(source: Library): void {
  library = source;
  found.clear();
}

/** A function of the library, ready to be called with uniform arguments; null when there is none. */
export function libraryFunction(key: string): LibraryFunction | null {
  let entry = found.get(key);
  if (entry === undefined) {
    const declaration = library?.declaration(key);
    const implementation = library?.implementation(key);
    entry = declaration && implementation ? makeFunction(key, declaration, implementation) : null;
    found.set(key, entry);
  }
  return entry;
}

type Convert = (value: unknown) => unknown;

function makeFunction(
  key: string,
  declaration: LibraryDeclaration,
  implementation: (...args: any[]) => unknown,
): LibraryFunction {
  const isStatic = declaration.static === 1;
  const suspended: Convert | null = declaration.m?.suspends
    ? (value) => new Suspension(Promise.resolve(value).then(orNull))
    : null;
  const name = key.slice(key.lastIndexOf(".") + 1);
  if (declaration.s.length > 1) {
    // Overloads take what they get, in uniform form: the count of arguments chooses how it is arranged. What all that take so many agree on is checked.
    const callees = declaration.s.map((signature) => calleeOf(name, signature));
    const result = suspended ?? orNull;
    const call: LibraryFunction["call"] = (receiver, args, names) => {
      const fitting = declaration.s.filter((_, i) =>
        args.length >= callees[i].required && (callees[i].isVariadic || args.length <= callees[i].total)
      );
      const signature = fitting[0] ?? declaration.s[0];
      const values = arrange(callees[declaration.s.indexOf(signature)], args, names);
      signature.p.forEach(({ t, v }, i) => {
        if (v === 1 || values[i] === undefined) return;
        const text = JSON.stringify(t);
        if (!fitting.every((other) => JSON.stringify(other.p[i]?.t) === text)) return;
        const convert = t === "Float" ? null : converter(t, signature.g ?? []);
        if (convert !== null) values[i] = convert(values[i]);
      });
      return result(implementation(...receiver, ...values));
    };
    return { isStatic, call };
  }
  const [{ g = [], p, r }] = declaration.s;
  const callee = calleeOf(name, declaration.s[0]);
  const converts = p.map((param) => param.v === 1 ? null : converter(param.t, g));
  const result: Convert = suspended !== null
    ? suspended
    : r === "Float"
    ? (value) => boxFloat(value as number)
    : isNullableFloat(r)
    ? (value) => boxNullableFloat(value as number | null)
    : orNull;
  const call: LibraryFunction["call"] = (receiver, args, names) => {
    const values = arrange(callee, args, names);
    for (let i = 0; i < values.length; i++) {
      const convert = converts[i];
      if (convert !== null && values[i] !== undefined) values[i] = convert(values[i]);
    }
    return result(implementation(...receiver, ...values));
  };
  return { isStatic, call };
}

function calleeOf(name: string, { p }: LibraryDeclaration["s"][number]): Callee {
  const variadicAt = p.findIndex((param) => param.v === 1);
  return {
    name,
    required: p.filter((param) => param.d === undefined && param.v !== 1).length,
    total: p.length,
    isVariadic: variadicAt >= 0,
    variadicAt: variadicAt < 0 ? undefined : variadicAt,
    params: p.map((param) => param.d === undefined ? "" : param.n),
  };
}

function orNull(value: unknown): unknown {
  return value === undefined ? null : value;
}

function isNullableFloat(type: TypeText): boolean {
  return Array.isArray(type) && type[0] === "?" && type[1] === "Float";
}

const CHECKS: Record<string, Convert> = {
  Int: check.checkInt,
  Float: check.toFloatPlace,
  Decimal: check.toDecimalPlace,
  Str: check.checkStr,
  Bool: check.checkBool,
  Null: check.checkNull,
  Bytes: check.checkBytes,
  Range: check.checkRange,
  List: check.checkList,
  Map: check.checkMap,
  Result: check.checkResult,
  Future: check.checkFuture,
  ...Object.fromEntries(
    ["Date", "DateTime", "Uuid", "Secret", "RegexMatch"].map((
      name,
    ) => [name, (value: unknown) => check.checkNamed(value, name)]),
  ),
};

/** Checks a uniform argument against the outermost kind of a type and gives what the implementation takes; null: anything goes. */
function converter(type: TypeText, typeParams: readonly string[]): Convert | null {
  if (typeof type === "string") return typeParams.includes(type) ? null : CHECKS[type] ?? null;
  const [kind, first] = type;
  if (kind === "?") {
    const inner = converter(first as TypeText, typeParams);
    return inner && ((value) => value === null ? null : inner(value));
  }
  if (kind === "->") return (value) => checkCallback(value, (first as readonly TypeText[]).length);
  if (kind === "()") return (value) => check.checkTuple(value, type.length - 1);
  return CHECKS[kind] ?? null;
}
