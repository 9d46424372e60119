/** Descriptions of the codes of names and modules, for `fitz explain` and the documentation. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

export const NAME_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "name/unknown",
    severity: "error",
    summary: "a name that nothing defines",
    explanation:
      "No variable, function, type, field, import or built-in of this name is visible here. Variables belong to the function that assigns them; functions and types are visible in their whole module.",
    wrong: "let total = 3\nprint(totl)\n",
    right: "let total = 3\nprint(total)\n",
  },
  {
    code: "name/not-assignable",
    severity: "error",
    summary: "an assignment to something that is no variable",
    explanation:
      "Functions, types, enums, imported names, module members, `self`, tuple elements and characters of a text cannot be assigned. Choose another name for the variable, or build a new value.",
    wrong: "fn area(w: Int) -> Int => w * w\narea = 3\n",
    right: "fn area(w: Int) -> Int => w * w\nsize = area(3)\nprint(size)\n",
  },
  {
    code: "name/duplicate",
    severity: "error",
    summary: "two definitions of one name in one place",
    explanation:
      "Parameters, fields, methods, variants, types and imports need different names, and a module cannot define what it imports. Rename one of them.",
    wrong: "type Point { x: Int, y: Int, x: Int }\n",
    right: "type Point { x: Int, y: Int, z: Int }\n",
  },
  {
    code: "name/redefined",
    severity: "warning",
    summary: "a function defined again; the last one counts",
    explanation:
      "There is no overloading: a second function of the same name in the same scope replaces the first one everywhere, also for calls above it.",
    wrong: 'fn hello() -> Str => "one"\nfn hello() -> Str => "two"\nprint(hello())\n',
    right: 'fn hello() -> Str => "two"\nprint(hello())\n',
  },
  {
    code: "module/no-such-name",
    severity: "error",
    summary: "a module or namespace without that member",
    explanation:
      "The module defines no such name at its top level, or the library namespace has no such function. Names that a module imports are its members too.",
    wrong: "import shapes\nprint(shapes.aera(2))\n",
    right: "import shapes\nprint(shapes.area(2))\n",
  },
  {
    code: "module/private",
    severity: "error",
    summary: "a private name of another module",
    explanation:
      "A top-level name that starts with `_` belongs to its module alone. Use a public name, or drop the underscore where it is defined.",
    wrong: "from shapes import _unit\nprint(_unit)\n",
    right: "from shapes import unit\nprint(unit)\n",
  },
];
