/** Codes of command-line programs: web.md 23. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

export const COMMAND_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "command/return",
    severity: "error",
    summary: "a command does not return `Int`",
    explanation:
      "What the function of a command returns is the exit code of the program, so it declares the result `Int`: 0 for success, anything else for a failure. " +
      "The lowest 8 bits of the number count.",
    wrong: '@command("hello")\nfn hello() -> Str => "hello"\n',
    right: '@command("hello")\nfn hello() -> Int {\n    print("hello")\n    return 0\n}\n',
  },
  {
    code: "command/duplicate",
    severity: "error",
    summary: "two commands of one program have the same name",
    explanation:
      "The first word of the command line selects the command, so each has a name of its own. In a program with routes or jobs `serve` is taken: it starts them.",
    wrong:
      '@command("add")\nfn add(name: Str) -> Int => 0\n\n@command("add")\nfn insert(name: Str) -> Int => 0\n',
    right:
      '@command("add")\nfn add(name: Str) -> Int => 0\n\n@command("insert")\nfn insert(name: Str) -> Int => 0\n',
  },
  {
    code: "command/parameter",
    severity: "error",
    summary: "a parameter of a command that the command line cannot fill",
    explanation:
      "Parameters without default are positional arguments of the types `Str`, `Int`, `Float`, `Bool` or `Str?`; those with a default are options of these types. " +
      "The last one may be a `List<Str>` with a default, which takes all remaining positional arguments. Two options need two names, and `--help` is taken.",
    wrong: '@command("sum")\nfn sum(numbers: List<Int>) -> Int => 0\n',
    right: '@command("sum")\nfn sum(numbers: List<Str> = []) -> Int => 0\n',
  },
  {
    code: "command/short-clash",
    severity: "error",
    summary: "two options of a command have the same short form",
    explanation:
      "The short form of an option is the first letter of its name. Where two begin alike, give one of them another letter with `@flag(short=…)`, which also wins over a " +
      "letter that comes from a name. `-h` is the short form of `--help`.",
    wrong: '@command("copy")\nfn copy(width: Int = 1, wait: Int = 1) -> Int => 0\n',
    right: '@command("copy")\nfn copy(@flag(short="W") width: Int = 1, wait: Int = 1) -> Int => 0\n',
  },
];
