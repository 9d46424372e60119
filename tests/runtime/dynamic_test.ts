import assert from "node:assert/strict";
import { type LibraryDeclaration, setLibrary } from "../../src/runtime/operations/dynamic_methods.ts";
import { Failure } from "../../src/runtime/failures/failure.ts";
import {
  builtinValue,
  callValue,
  checkCallback,
  functionValue,
} from "../../src/runtime/operations/function_value.ts";
import { callMethod, getField, setField } from "../../src/runtime/operations/member_access.ts";
import { toFloatPlace } from "../../src/runtime/operations/check_kind.ts";
import { EnumValue } from "../../src/runtime/values/enum_value.ts";
import { boxFloat, FloatBox } from "../../src/runtime/values/float.ts";
import { Instance } from "../../src/runtime/values/instance.ts";
import { ModuleValue } from "../../src/runtime/values/module_value.ts";
import { TypeValue } from "../../src/runtime/values/type_value.ts";
import { implementations as any } from "../../stdlib/any/any.ts";
import { implementations as float } from "../../stdlib/float/float.ts";
import { implementations as list } from "../../stdlib/list/list.ts";
import { implementations as prelude } from "../../stdlib/prelude/prelude.ts";
import { implementations as str } from "../../stdlib/str/str.ts";

const all: Record<string, any> = { ...any, ...float, ...list, ...prelude, ...str };
const one = (
  p: LibraryDeclaration["s"][number]["p"],
  r: LibraryDeclaration["s"][number]["r"],
): LibraryDeclaration => ({
  s: [{ p, r }],
});
const DECLARATIONS: Record<string, LibraryDeclaration> = {
  "Str.len": one([], "Int"),
  "Str.pad_start": one([{ n: "w", t: "Int" }, { n: "ch", t: "Str" }], "Str"),
  "Str.to_int": one([{ n: "base", t: "Int", d: "10" }], ["Result", "Int"]),
  "Float.abs": one([], "Float"),
  "List.map": { s: [{ g: ["U"], p: [{ n: "f", t: ["->", ["T"], "U"] }], r: ["List", "U"] }] },
  "Any.type_name": one([], "Str"),
};
setLibrary({ declaration: (key) => DECLARATIONS[key], implementation: (key) => all[key] });

class Song extends Instance {
  constructor(public title: string, public seconds: number, public hook: unknown) {
    super();
  }
}
const plain = { isPrivate: false, isHidden: false };
Object.assign(Song.prototype, {
  info: {
    name: "Song",
    fields: [
      { name: "title", property: "title", isFloat: false, ...plain, accept: (v: unknown) => v },
      { name: "seconds", property: "seconds", isFloat: true, ...plain, accept: toFloatPlace },
      { name: "hook", property: "hook", isFloat: false, ...plain, accept: (v: unknown) => v },
    ],
    methods: {
      times: {
        call: (self: Song, n: number, tail = "") => self.title.repeat(n) + tail,
        required: 1,
        total: 2,
        isVariadic: false,
        isStatic: false,
        params: ["n", "tail"],
      },
      of: {
        call: (_: null, title: string) => new Song(title, 1, null),
        required: 1,
        total: 1,
        isVariadic: false,
        isStatic: true,
      },
    },
  },
});
const song = () => new Song("la", 2, (x: number) => x + 1);

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
  return "no failure";
}

Deno.test("fields of values of unknown kind", () => {
  const s = song();
  assert.deepEqual(getField(s, "seconds"), new FloatBox(2));
  setField(s, "seconds", 3);
  assert.equal(s.seconds, 3);
  const module = new ModuleValue("util", { limit: () => 7 });
  assert.equal(getField(module, "limit"), 7);
  const failing: [() => unknown, string][] = [
    [() => getField(s, "nope"), "run/no-field"],
    [() => getField(5, "x"), "run/no-field"],
    [() => getField(null, "x"), "run/null-access"],
    [() => getField(module, "toString"), "run/no-field"],
    [() => setField(s, "nope", 1), "run/no-field"],
    [() => setField(s, "seconds", "x"), "run/type"],
    [() => setField(null, "x", 1), "run/null-access"],
  ];
  for (const [run, expected] of failing) assert.equal(code(run), expected);
  assert.throws(() => getField(s, "nope"), /`Song` has no field `nope`/);
});

Deno.test("methods of values of unknown kind", () => {
  assert.equal(callMethod("ñandú", "len", []), 5);
  assert.equal(callMethod("7", "pad_start", [3, "0"]), "007");
  assert.deepEqual(callMethod("ff", "to_int", [16], ["base"]), callMethod("ff", "to_int", [16]));
  assert.deepEqual(callMethod(boxFloat(-2), "abs", []), new FloatBox(2));
  assert.deepEqual(callMethod([1, 2], "map", [(x: number) => x * 2]), [2, 4]);
  assert.equal(callMethod(null, "type_name", []), "Null");
  assert.equal(callMethod(song(), "times", [2]), "lala");
  assert.equal(callMethod(song(), "times", [2, "!"], [null, "tail"]), "lala!");
  assert.equal(callMethod(song(), "hook", [1]), 2);
  assert.equal(callMethod(song(), "type_name", []), "Song");
  const type = new TypeValue("Song", song().info);
  assert.equal((callMethod(type, "of", ["x"]) as Song).title, "x");
  const status = {
    name: "Status",
    variants: [{ name: "Draft", payload: [] }, { name: "Done", payload: ["day"] }],
  };
  const draft = new EnumValue(status, 0, []);
  const statusType = new TypeValue("Status", null, status, [draft]);
  assert.equal(getField(statusType, "Draft"), draft);
  assert.deepEqual(callMethod(statusType, "Done", [3], ["day"]), new EnumValue(status, 1, [3]));
  const failing: [() => unknown, string][] = [
    [() => callMethod("a", "nope", []), "run/no-method"],
    [() => callMethod(null, "len", []), "run/null-access"],
    [() => callMethod("a", "len", [1]), "run/arity"],
    [() => callMethod("a", "pad_start", ["x", "0"]), "run/type"],
    [() => callMethod("a", "pad_start", [1]), "run/arity"],
    [() => callMethod([1], "map", [5]), "run/type"],
    [() => callMethod([1], "map", [(a: number, b: number) => a + b]), "run/arity"],
    [() => callMethod("ff", "to_int", [16], ["bose"]), "run/arity"],
    [() => callMethod(song(), "of", ["x"]), "run/no-method"],
    [() => callMethod(song(), "times", []), "run/arity"],
    [() => callMethod(song(), "title", []), "run/not-callable"],
    [() => callMethod(song(), "nope", []), "run/no-method"],
  ];
  for (const [run, expected] of failing) assert.equal(code(run), expected, run.toString());
});

Deno.test("calling function values", () => {
  assert.equal(callValue((a: number, b: number) => a + b, [1, 2]), 3);
  const defaulted = functionValue("f", 1, 2, false, (a: number, b = 5) => a + b);
  assert.equal(callValue(defaulted, [1]), 6);
  const variadic = functionValue("g", 1, 2, true, (a: string, rest: unknown[]) => a + rest.length);
  assert.equal(callValue(variadic, ["n", 1, 2, 3]), "n3");
  assert.equal(variadic("n"), "n0");
  const builtin = builtinValue("max", 2, 3, true, all["max"]);
  assert.equal(callValue(builtin, [1, 5, 3]), 5);
  assert.equal(builtin.isBuiltin, "max");
  assert.equal(callValue(() => undefined, []), null);
  const failing: [() => unknown, string][] = [
    [() => callValue(5, []), "run/not-callable"],
    [() => callValue((a: number) => a, []), "run/arity"],
    [() => callValue((a: number) => a, [1, 2]), "run/arity"],
    [() => callValue(defaulted, []), "run/arity"],
    [() => callValue(defaulted, [1, 2, 3]), "run/arity"],
    [() => callValue(variadic, []), "run/arity"],
    [() => callValue(defaulted, [1], ["a"]), "run/arity"],
    [() => checkCallback(variadic, 0), "run/arity"],
    [() => checkCallback("x", 0), "run/type"],
  ];
  for (const [run, expected] of failing) assert.equal(code(run), expected);
  assert.throws(() => callValue(defaulted, []), /`f` takes 1 to 2 arguments, found 0/);
});
