/** Generated decoders and encoders, made for types built by hand and run on the real runtime. */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { decoderOf } from "../../src/emit/js/codec/decoder.ts";
import { encoderOf } from "../../src/emit/js/codec/encoder.ts";
import { shapeOf } from "../../src/emit/js/codec/shape.ts";
import type { EmitContext } from "../../src/emit/js/context.ts";
import { display } from "../../src/runtime/operations/display.ts";
import { anyFromNative, looksLikeIndex } from "../../src/runtime/json/any.ts";
import { type BodySpec, decodeFormBody, decodeJsonBody } from "../../src/runtime/json/body.ts";
import { violation } from "../../src/runtime/json/constraint.ts";
import { parseAs, parseJson } from "../../src/runtime/json/decode_text.ts";
import { encodeFloat, encodeJson, isPlainFloat } from "../../src/runtime/json/encode.ts";
import {
  BAD,
  bytesFromBase64,
  dateFromText,
  dateTimeFromText,
  decimalFromJson,
  uuidFromText,
} from "../../src/runtime/json/leaf.ts";
import { once } from "../../src/runtime/json/once.ts";
import { DecodeProblems } from "../../src/runtime/json/problem.ts";
import { quoteJson } from "../../src/runtime/json/quote.ts";
import { SCALAR_SHAPES, type Shape } from "../../src/runtime/json/shape.ts";
import { EnumValue } from "../../src/runtime/values/enum_value.ts";
import { boxFloat, boxNullableFloat } from "../../src/runtime/values/float.ts";
import { Instance } from "../../src/runtime/values/instance.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";
import { Secret } from "../../src/runtime/values/secret.ts";
import { Tuple } from "../../src/runtime/values/tuple.ts";
import { parse } from "../../src/syntax/parse.ts";
import type { EnumDecl, TypeDecl, TypeNode } from "../../src/syntax/ast.ts";
import { builtinType } from "../../src/types/builtin_types.ts";
import type { EnumSymbol, TypeSymbol } from "../../src/types/symbol.ts";
import { nullableOf, tupleOf, type Type } from "../../src/types/type.ts";

const RUNTIME: Record<string, unknown> = {
  anyFromNative,
  looksLikeIndex,
  violation,
  encodeFloat,
  encodeJson,
  isPlainFloat,
  BAD,
  bytesFromBase64,
  dateFromText,
  dateTimeFromText,
  decimalFromJson,
  uuidFromText,
  once,
  quoteJson,
  SCALAR_SHAPES,
  EnumValue,
  boxFloat,
  boxNullableFloat,
  FitzMap,
  Secret,
  Tuple,
};

interface Codec {
  readonly decode: (value: unknown) => unknown;
  readonly encode: (value: unknown) => string;
  readonly shape: Shape;
}

const SOURCE = `
enum Status { Draft, Gone(why: Str, code: Int) }
type Address { zip: Str, planet: Str = "Earth" }
type Person {
    name: Str,
    @min(18) @max(150) age: Int,
    score: Float = 1.5,
    address: Address?,
    tags: List<Str> = [],
    status: Status = Status.Draft,
    ratio: Float?,
}
type Tree { value: Int, children: List<Tree> = [] }
`;

/** The types of SOURCE and a codec for a type written in Fitz. */
function world(): (type: string) => Codec {
  const file = { path: "test.fitz", text: SOURCE };
  const { program } = parse(file);
  const symbols = new Map<string, TypeSymbol | EnumSymbol>();
  for (const node of program.body) {
    if (node.kind === "TypeDecl") symbols.set(node.name.name, typeSymbol(node));
    if (node.kind === "EnumDecl") symbols.set(node.name.name, enumSymbol(node));
  }
  const resolve = (node: TypeNode): Type => {
    if (node.kind === "NullableTypeNode") return nullableOf(resolve(node.inner));
    if (node.kind === "TupleTypeNode") return tupleOf(node.elements.map(resolve));
    if (node.kind !== "NamedTypeNode") throw new Error(node.kind);
    const symbol = symbols.get(node.name.name);
    if (symbol) {
      return symbol.kind === "enum"
        ? { kind: "enum", symbol, args: [] }
        : { kind: "instance", symbol, args: [] };
    }
    return builtinType(node.name.name, node.args.map(resolve))!;
  };
  for (const node of program.body) {
    if (node.kind === "TypeDecl") {
      const symbol = symbols.get(node.name.name) as TypeSymbol;
      for (const member of node.members!) {
        if (member.kind === "FieldDecl") symbol.fields.get(member.name.name)!.type = resolve(member.type);
      }
    }
    if (node.kind === "EnumDecl") {
      const symbol = symbols.get(node.name.name) as EnumSymbol;
      node.variants.forEach((variant, i) =>
        variant.payload.forEach((field, j) => symbol.variants[i].payload[j].type = resolve(field.type))
      );
    }
  }
  return (text) => {
    const statement = parse({ path: "t.fitz", text: `let x: ${text} = 1` }).program.body[0];
    if (statement.kind !== "LetStmt") throw new Error("no type");
    return codecOf(resolve(statement.type!), symbols);
  };
}

function typeSymbol(node: TypeDecl): TypeSymbol {
  const fields = new Map();
  for (const member of node.members!) {
    if (member.kind !== "FieldDecl") continue;
    const name = member.name.name;
    fields.set(name, {
      kind: "field",
      name,
      declaration: member,
      type: undefined,
      defaultValue: member.defaultValue,
      hasDefault: member.defaultValue !== null,
      isPrivate: false,
      isHidden: false,
      doc: null,
    });
  }
  return {
    kind: "type",
    name: node.name.name,
    declaration: node,
    module: 0,
    typeParams: [],
    fields,
    methods: new Map(),
    isOpaque: false,
    doc: null,
  } as unknown as TypeSymbol;
}

function enumSymbol(node: EnumDecl): EnumSymbol {
  const variants = node.variants.map((variant, index) => ({
    kind: "variant",
    name: variant.name.name,
    index,
    declaration: variant,
    payload: variant.payload.map((field) => ({ name: field.name.name, type: undefined })),
  }));
  return {
    kind: "enum",
    name: node.name.name,
    declaration: node,
    module: 0,
    typeParams: [],
    variants,
    doc: null,
  } as unknown as EnumSymbol;
}

const DEFAULTS: Record<string, string> = {
  planet: '"Earth"',
  score: "1.5",
  tags: "[]",
  status: "Status.make(0, [])",
  children: "[]",
};

/** Generates and loads the codec of one type. */
function codecOf(type: Type, symbols: ReadonlyMap<string, TypeSymbol | EnumSymbol>): Codec {
  const made = new Map<string, string>();
  const statements: string[] = [];
  const context = {
    runtime: (member: string) => {
      if (!(member in RUNTIME)) throw new Error(`no ${member}`);
      return `rt.${member}`;
    },
    className: (symbol: { name: string }) => symbol.name,
    fieldDefault: (_: unknown, field: string) => DEFAULTS[field] ? `(() => ${DEFAULTS[field]})` : null,
    declare: (key: string, hint: string, make: (name: string) => string) => {
      const known = made.get(key);
      if (known) return known;
      const name = `${hint}_${made.size}`;
      made.set(key, name);
      statements.push(make(name));
      return name;
    },
  } as unknown as EmitContext;
  const names = [decoderOf(context, type), encoderOf(context, type), shapeOf(context, type)];
  const classes = [...symbols.values()].map((symbol) => {
    if (symbol.kind === "enum") {
      const info = JSON.stringify({
        name: symbol.name,
        variants: symbol.variants.map((v) => ({ name: v.name, payload: v.payload.map((p) => p.name) })),
      });
      return `const ${symbol.name} = { info: ${info}, make: (tag, payload) => new rt.EnumValue(${symbol.name}.info, tag, payload) };`;
    }
    const fields = [...symbol.fields.values()];
    const infos = fields.map((f) => ({
      name: f.name,
      property: f.name,
      isFloat: f.name === "score" || f.name === "ratio",
      isPrivate: false,
      isHidden: false,
    }));
    return `class ${symbol.name} extends Instance { constructor(${fields.map((f) => f.name)}) { super(); ${
      fields.map((f) => `this.${f.name} = ${f.name};`).join("")
    } } }\n` +
      `${symbol.name}.prototype.info = { name: "${symbol.name}", fields: ${
        JSON.stringify(infos)
      }, methods: {} };`;
  });
  // Shapes refer to each other: those declared last come first.
  const code = `${classes.join("\n")}\n${
    statements.filter((s) => s.startsWith("function") || s.startsWith("let")).join("\n")
  }\n${statements.filter((s) => s.startsWith("const")).join("\n")}\nreturn { decode: ${names[0]}, encode: ${
    names[1]
  }, shape: ${names[2]} };`;
  return new Function("rt", "Instance", code)(RUNTIME, Instance);
}

const codec = world();

function parsed(type: string, text: string): string {
  const { decode, shape } = codec(type);
  return display(parseAs(text, decode, shape));
}

Deno.test("decoding into types", () => {
  const cases: [string, string, string][] = [
    ["Int", "5", "Ok(5)"],
    ["Int", "9007199254740993", "Ok(9007199254740993)"],
    ["Int", "9223372036854775808", "Err(\"json for 'Int': integer out of range\")"],
    ["Int", "1.0", "Err(\"json for 'Int': expected Int, received Float\")"],
    ["Int", "0.99999999999999999999", "Err(\"json for 'Int': expected Int, received Float\")"],
    ["Int", "9007199254740990.7", "Err(\"json for 'Int': expected Int, received Float\")"],
    ["Any", "[9007199254740993, 12345678901234567890]", "Ok([9007199254740993, 1.2345678901234567e19])"],
    ["Float", "5", "Ok(5.0)"],
    ["Float", "1e2", "Ok(100.0)"],
    ["Any", "[1, 1.0, null]", "Ok([1, 1.0, null])"],
    ["Any", '{"b": 1, "2": 2, "1": 3}', 'Ok({"b": 1, "2": 2, "1": 3})'],
    ["List<Float>", "[1, 2.5]", "Ok([1.0, 2.5])"],
    ["Map<Str, Int>", '{"2": 1, "1": 2}', 'Ok({"2": 1, "1": 2})'],
    ["(Int, Str)", '[1, "a"]', 'Ok((1, "a"))'],
    ["(Int, Str)", "[1]", "Err(\"json for '(Int, Str)': expected (Int, Str), received List\")"],
    ["Status", '"Draft"', "Ok(Draft)"],
    ["Status", '{"type":"Gone","why":"x","code":1}', 'Ok(Gone("x", 1))'],
    ["Status", '"Gone"', "Err(\"json for 'Status': expected Status, received 'Gone'\")"],
    ["Status", '{"type":"Gone","why":"x"}', "Err(\"json for 'Status': missing field 'code'\")"],
    [
      "Person",
      '{"name":"A","age":20}',
      'Ok(Person { name: "A", age: 20, score: 1.5, address: null, tags: [], status: Draft, ratio: null })',
    ],
    [
      "Person",
      '{"name":"A","age":20,"score":2,"ratio":3}',
      'Ok(Person { name: "A", age: 20, score: 2.0, address: null, tags: [], status: Draft, ratio: 3.0 })',
    ],
    [
      "Person",
      '{"name":"A","age":20,"address":{"zip":"9"}}',
      'Ok(Person { name: "A", age: 20, score: 1.5, address: Address { zip: "9", planet: "Earth" }, tags: [], status: Draft, ratio: null })',
    ],
    ["Person", "[]", "Err(\"json for 'Person' must be a JSON object, received array\")"],
    ["List<Person>", "{}", "Err(\"json for 'List<Person>' must be a JSON array, received object\")"],
    ["Person", '{"name":"A","age":20,"x":1,"y":2}', "Err(\"json for 'Person': undeclared fields: x, y\")"],
    [
      "Person",
      '{"name":"A","age":20,"address":{"zip":"9","moon":1}}',
      "Err(\"json for 'Person': undeclared field: address.moon\")",
    ],
    ["Person", '{"age":"x"}', "Err(\"json for 'Person': missing field 'name'\")"],
    ["Person", '{"name":1,"age":20}', "Err(\"json for 'Person': field 'name': expected Str, received Int\")"],
    ["Person", '{"name":"A","age":17}', "Err(\"json for 'Person': field 'age': must be at least 18\")"],
    [
      "Person",
      '{"name":"A","age":20,"tags":["a",2]}',
      "Err(\"json for 'Person': field 'tags[1]': expected Str, received Int\")",
    ],
    [
      "Person",
      '{"name":"A","age":20,"tags":null}',
      "Err(\"json for 'Person': field 'tags': expected List<Str>, received Null\")",
    ],
    [
      "Person",
      '{"name":"A","age":20,"age":21}',
      'Ok(Person { name: "A", age: 21, score: 1.5, address: null, tags: [], status: Draft, ratio: null })',
    ],
    [
      "Person",
      "{",
      'Err("invalid JSON at line 1, column 2: expected a key in double quotes, found the end of the text")',
    ],
    ["Person?", "null", "Ok(null)"],
    ["Person?", "3", "Err(\"json for 'Person?' must be a JSON object, received number\")"],
    [
      "Tree",
      '{"value":1,"children":[{"value":2}]}',
      "Ok(Tree { value: 1, children: [Tree { value: 2, children: [] }] })",
    ],
    [
      "Tree",
      '{"value":1,"children":[{"value":2,"children":[{}]}]}',
      "Err(\"json for 'Tree': missing field 'children[0].children[0].value'\")",
    ],
  ];
  for (const [type, text, expected] of cases) strictEqual(parsed(type, text), expected, `${type} ${text}`);
});

Deno.test("what was decoded encodes to the same text", () => {
  const cases: [string, string][] = [
    [
      "Person",
      '{"name":"A \\"q\\" é","age":20,"score":2.0,"address":{"zip":"9","planet":"Earth"},"tags":["a","b"],"status":{"type":"Gone","why":"x","code":7},"ratio":null}',
    ],
    ["Tree", '{"value":1,"children":[{"value":2,"children":[]}]}'],
    ["Map<Str, List<Int>>", '{"a":[1,2],"b":[]}'],
    ["(Int, Str?)", "[1,null]"],
    ["List<Address>", "[" + Array(12).fill('{"zip":"1","planet":"x"}').join(",") + "]"],
    ["List<Float>", "[1.0,2.5,3.5,4.5,5.5,6.5,7.5,8.5,1e-5,1e16]"],
    ["List<Float>", "[1.5,2.5,3.5,4.5,5.5,6.5,7.5,8.5,9.5,10.25]"],
    ["List<Int>", "[9007199254740993,2,3,4,5,6,7,8,9,10]"],
    ["List<Status>", '["Draft",{"type":"Gone","why":"","code":0}]'],
    ["Any", '{"x":[1,2.5,5.0,1e16,null,true,"\\n"]}'],
    ["Map<Str, Any>", "{}"],
  ];
  for (const [type, text] of cases) {
    const { decode, encode, shape } = codec(type);
    const result = parseAs(text, decode, shape);
    strictEqual(result.isOk && encode(result.value), text, type);
    strictEqual(encodeJson(result.value), text, type);
    deepStrictEqual(display(parseJson(encode(result.value))), display(parseJson(text)));
  }
});

function bodyOf(
  type: string,
  text: string,
  decode: (text: string, body: BodySpec) => unknown,
): DecodeProblems {
  const { decode: native, shape } = codec(type);
  const value = decode(text, { param: "body", native, shape, subject: `body for '${type}'` });
  if (!(value instanceof DecodeProblems)) throw new Error(display(value));
  return value;
}

Deno.test("a body tells all its problems in order", () => {
  const text = '{"x":1,"age":"old","address":{"planet":3,"y":0},"tags":[1,"a",2]}';
  const problems = bodyOf("Person", text, decodeJsonBody);
  strictEqual(problems.text(), "body for 'Person': undeclared field: x");
  deepStrictEqual(problems.list(), [
    { path: "x", message: "undeclared field" },
    { path: "name", message: "missing field" },
    { path: "age", message: "expected Int, received Str" },
    { path: "address.y", message: "undeclared field" },
    { path: "address.zip", message: "missing field" },
    { path: "address.planet", message: "expected Str, received Int" },
    { path: "tags[0]", message: "expected Str, received Int" },
    { path: "tags[2]", message: "expected Str, received Int" },
  ]);
  strictEqual(
    bodyOf("Person", "", decodeJsonBody).text(),
    "body required for parameter 'body' but the request had no body",
  );
  strictEqual(
    bodyOf("Person", "{", decodeJsonBody).text(),
    "body is not valid JSON: expected a key in double quotes, found the end of the text at line 1, column 2",
  );
  strictEqual(bodyOf("Person", "{", decodeJsonBody).list(), null);
});

Deno.test("forms", () => {
  const { decode: native, shape } = codec("Person");
  const body = { param: "body", native, shape, subject: "body for 'Person'" };
  strictEqual(
    display(decodeFormBody("name=A+b%C3%A9&age=20&tags=x&tags=y&ratio=", body)),
    'Person { name: "A bé", age: 20, score: 1.5, address: null, tags: ["x", "y"], status: Draft, ratio: null }',
  );
  const cases: [string, string][] = [
    ["name=A&age=x", "body for 'Person': field 'age': expected Int, received 'x'"],
    ["name=A&age=20&z=1", "body for 'Person': undeclared field: z"],
    ["age=20", "body for 'Person': missing field 'name'"],
    ["name=%4", "urlencoded: incomplete %XX at offset 5"],
    ["name=%zz", "urlencoded: %zz is not valid hex"],
    ["name=%ff", "urlencoded: invalid UTF-8"],
    [Array.from({ length: 1001 }, (_, i) => `k${i}=1`).join("&"), "urlencoded: more than 1000 keys"],
  ];
  for (const [text, expected] of cases) {
    strictEqual(bodyOf("Person", text, decodeFormBody).text(), expected, text.slice(0, 40));
  }
});
