/** Descriptions of the codes of declarations and annotations, for `fitz explain` and the documentation. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

export const DECLARATION_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "name/unknown-type",
    severity: "error",
    summary: "an unknown type name",
    explanation:
      "Annotations and struct literals name a type of this module, an imported one (`from module import Name`), a built-in or a library type. `module.Type` is not a type name.",
    wrong: 'fn greet(name: String) => print(name)\ngreet("Ana")\n',
    right: 'fn greet(name: Str) => print(name)\ngreet("Ana")\n',
  },
  {
    code: "type/argument-count",
    severity: "error",
    summary: "a wrong number of type arguments",
    explanation:
      "`List`, `Future` and `Secret` take one type argument, `Map` two, `Result` one or two, other types as many as they declare. Without any `<…>` the arguments are `Any`.",
    wrong: "let xs: List<Int, Str> = []\nprint(xs)\n",
    right: "let xs: List<Int> = []\nprint(xs)\n",
  },
  {
    code: "type/map-key",
    severity: "error",
    summary: "a key type that is not allowed",
    explanation:
      "Keys of maps are Str, Int, Float, Bool, Null, Decimal, Date, DateTime, Uuid, or enum variants without payload: values that never change and that can be looked up.",
    wrong: "let seen = {[1, 2]: true}\nprint(seen)\n",
    right: 'let seen = {"1,2": true}\nprint(seen)\n',
  },
  {
    code: "type/infinite",
    severity: "error",
    summary: "a type that contains itself without a way out",
    explanation:
      "To build such a value one would need another one first, without end. Make the field nullable, give it a default, or put the values in a List or Map.",
    wrong: "type Node { value: Int, next: Node }\n",
    right: "type Node { value: Int, next: Node? }\n",
  },
  {
    code: "type/alias-cycle",
    severity: "error",
    summary: "an alias that contains itself",
    explanation:
      "An alias is another name for a type, so it cannot be part of what it names. A type with fields may refer to itself.",
    wrong: "type Tree = List<Tree>\n",
    right: "type Tree { children: List<Tree> = [] }\n",
  },
  {
    code: "enum/reserved-field",
    severity: "error",
    summary: "a payload field called `type`",
    explanation:
      "JSON writes a variant with payload as an object whose `type` is the name of the variant, so no payload field may have that name.",
    wrong: "enum Event { Key(code: Int), Other(type: Str) }\n",
    right: "enum Event { Key(code: Int), Other(name: Str) }\n",
  },
];
