/** The codes of files, modules, the manifest and dependencies. */
import type { DiagnosticSpec } from "../diagnostics/diagnostic.ts";

const manifest = (
  code: string,
  summary: string,
  explanation: string,
  wrong: string,
  right: string,
): DiagnosticSpec => ({
  code,
  severity: code === "manifest/unknown-key" ? "warning" : "error",
  summary,
  explanation,
  wrong,
  right,
});

const PACKAGE = '[package]\nname = "ferry"\nversion = "0.1.0"\n';
const BIN = '\n[bin]\nmain = "src/main.fitz"\n';
const dependency = (line: string) => `${PACKAGE}${BIN}\n[dependencies]\n${line}\n`;

export const PROJECT_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "lex/invalid-utf8",
    severity: "error",
    summary: "a file that is not UTF-8 text",
    explanation:
      "Fitz sources are UTF-8. The file holds a byte that begins no UTF-8 character; save it as UTF-8.",
    wrong: 'print("caf\\xE9")   // with the single byte E9 in the file',
    right: 'print("café")',
  },
  {
    code: "module/not-found",
    severity: "error",
    summary: "no such file or package",
    explanation:
      "An import names a module by the path of its file, relative to the directory of the importing file, or by a dependency of " +
      "`fitz.toml`. The notes list the files that were looked for.",
    wrong: "from tariffs_of_1950 import price\n\nprint(price(3))\n",
    right: "fn price(zone: Int) -> Int => zone * 2\n\nprint(price(3))\n",
  },
  {
    code: "module/no-library",
    severity: "error",
    summary: "the package has no `[lib]`",
    explanation:
      "Only a package with a `[lib]` section can be imported. Add it to that package's `fitz.toml`.",
    wrong: "import ledger   // whose fitz.toml has only [bin]",
    right: 'import ledger   // whose fitz.toml has [lib] entry = "src/lib.fitz"',
  },
  {
    code: "module/cycle",
    severity: "error",
    summary: "modules that import each other",
    explanation:
      "A module runs when it is first imported, so modules cannot import each other in a circle. Move what both need into a module of its own.",
    wrong: "import main   // in main.fitz",
    right: "import shared",
  },
  {
    code: "module/unsupported",
    severity: "error",
    summary: "an import that this version does not support",
    explanation: "Imports from Python and from npm packages are not part of this version.",
    wrong: "from python import math\n",
    right: "print(math.sqrt(2.0))\n",
  },
  manifest(
    "manifest/syntax",
    "fitz.toml is not valid TOML",
    "The message names the first mistake and its place.",
    '[package]\nname = "ferry\n',
    PACKAGE + BIN,
  ),
  manifest(
    "manifest/missing-key",
    "a required key or section is missing",
    "`[package]` needs `name` and `version`; a program needs `[bin]` with `main`, a library `[lib]` with `entry`.",
    PACKAGE,
    PACKAGE + BIN,
  ),
  manifest(
    "manifest/type",
    "a value of the wrong type",
    "The message says which type the key takes.",
    `[package]\nname = "ferry"\nversion = 1\n${BIN}`,
    PACKAGE + BIN,
  ),
  manifest(
    "manifest/value",
    "a value that the key does not allow",
    "The message names the value, the help what is allowed.",
    `[package]\nname = "Ferry Line"\nversion = "0.1.0"\n${BIN}`,
    PACKAGE + BIN,
  ),
  manifest(
    "manifest/unknown-key",
    "a key or section that fitz does not know",
    "The command continues; the key has no effect.",
    `${PACKAGE}autor = "Ida"\n${BIN}`,
    `${PACKAGE}authors = ["Ida"]\n${BIN}`,
  ),
  manifest(
    "manifest/toolchain",
    "the package needs another version of fitz",
    "`[package].fitz` is a range of toolchain versions; install a version inside it.",
    `${PACKAGE}fitz = "^99"\n${BIN}`,
    PACKAGE + BIN,
  ),
  manifest(
    "deps/form",
    "a dependency that is not written in a known form",
    "A dependency has a `path`, or a `git` URL with one of `version`, `tag` and `rev`. There is no package registry.",
    dependency('inkwell = "1.4.2"'),
    dependency('inkwell = { path = "../inkwell" }'),
  ),
  manifest(
    "deps/same-import",
    "two dependencies are imported by one name",
    "A `-` in a key is imported as `_`, so `ink-well` and `ink_well` coincide.",
    dependency('ink-well = { path = "../a" }\nink_well = { path = "../b" }'),
    dependency('ink-well = { path = "../a" }\nquill = { path = "../b" }'),
  ),
  manifest(
    "deps/not-found",
    "a path dependency without a manifest",
    "The directory that `path` names must hold a `fitz.toml`.",
    dependency('inkwell = { path = "../no-such-folder" }'),
    dependency('inkwell = { path = "../inkwell" }'),
  ),
  manifest(
    "deps/version",
    "a path dependency of another version",
    "The `version` of a path dependency must match the package's own.",
    dependency('inkwell = { path = "../inkwell", version = "^9" }'),
    dependency('inkwell = { path = "../inkwell" }'),
  ),
  manifest(
    "deps/cycle",
    "packages that depend on each other",
    "The message prints the chain. Move what both need into a package of its own.",
    dependency('ferry = { path = "." }'),
    PACKAGE + BIN,
  ),
  manifest(
    "deps/git",
    "a git dependency",
    "This version of fitz resolves only path dependencies.",
    dependency('inkwell = { git = "https://git.example.org/inkwell", tag = "v1.4.2" }'),
    dependency('inkwell = { path = "../inkwell" }'),
  ),
];
