import assert from "node:assert/strict";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { readManifest } from "../../src/project/manifest.ts";

const PACKAGE = '[package]\nname = "ferry"\nversion = "0.1.0"\n';
const BIN = '[bin]\nmain = "src/main.fitz"\n';

/** `code line:key-text` of each diagnostic. */
function problems(text: string): string[] {
  const { diagnostics } = readManifest("/p/fitz.toml", { path: "fitz.toml", text });
  return diagnostics.map(({ code, span, message }) => {
    const line = text.slice(0, span.start).split("\n").length;
    return `${code} ${line}:${text.slice(span.start, span.end)} ${message}`;
  });
}

Deno.test("a manifest with everything is accepted", () => {
  const text = `[package]
name = "ferry-line"
version = "1.2.3-rc.1"
edition = "2026"
authors = ["Ida"]
description = "d"
license = "MIT"
repository = "https://example.org"
fitz = ">=0.1, <99"

[[bin]]
name = "day"
main = "src/day.fitz"
[[bin]]
name = "night"
main = "src/night.fitz"
[lib]
entry = "src/lib.fitz"
[dependencies]
ledger = { path = "../ledger" }
ink-well = { git = "https://git.example.org/x", version = "^1.4" }
[dev-dependencies]
fixtures = { path = "tests/fixtures", version = "1.0.0" }
[npm]
nanoid = "^5"
[python]
packages = ["a"]
[flags]
night-rates = true
new-basket = { default = false, percent = 25 }
[lint]
deny = ["naming"]
[dev]
clear = false
[test]
timeout_ms = 500
[deploy.k8s]
replicas = 3
`;
  const { manifest, diagnostics } = readManifest("/p/fitz.toml", { path: "fitz.toml", text });
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(manifest!.bins, [{ name: "day", main: "/p/src/day.fitz" }, {
    name: "night",
    main: "/p/src/night.fitz",
  }]);
  assert.equal(manifest!.lib, "/p/src/lib.fitz");
  assert.deepEqual(manifest!.dependencies.map((one) => [one.importName, one.isDev, one.source.kind]), [
    ["ledger", false, "path"],
    ["ink_well", false, "git"],
    ["fixtures", true, "path"],
  ]);
});

Deno.test("every kind of mistake names code, line and key", () => {
  const rows: [string, string[]][] = [
    ["[package\n", [
      "manifest/syntax 1:\n invalid TOML: illegal character in key",
    ]],
    [BIN, ["manifest/missing-key 1: the section `[package]` is missing"]],
    ['[package]\nversion = "1.0.0"\n' + BIN, [
      "manifest/missing-key 1:package `name` is missing in `[package]`",
    ]],
    ['[package]\nname = "a"\nversion = 1\n' + BIN, [
      "manifest/type 3:version `version` must be a string, found `1`",
    ]],
    ['[package]\nname = "a"\nversion = "1.0"\n' + BIN, [
      "manifest/value 3:version `1.0` is not a semantic version",
    ]],
    ['[package]\nname = "A"\nversion = "1.0.0"\n' + BIN, ["manifest/value 2:name `A` is not a package name"]],
    [PACKAGE + 'edition = "2025"\n' + BIN, ["manifest/value 4:edition unknown edition `2025`"]],
    [PACKAGE + 'fitz = "^99"\n' + BIN, [
      "manifest/toolchain 4:fitz this package needs fitz `^99`, this is fitz 0.1.0",
    ]],
    [PACKAGE, ["manifest/missing-key 1:package the manifest has neither `[bin]` nor `[lib]`"]],
    [PACKAGE + "[bin]\n", ["manifest/missing-key 4:bin `main` is missing in `[bin]`"]],
    [PACKAGE + '[bin]\nmain = "../x.fitz"\n', [
      "manifest/value 5:main the path `../x.fitz` leaves the project",
    ]],
    [
      PACKAGE + '[[bin]]\nname = "a"\nmain = "a.fitz"\n[[bin]]\nname = "a"\nmain = "b.fitz"\n',
      ["manifest/value 8:name two programs are named `a`"],
    ],
    [PACKAGE + BIN + "[dev]\nclear = 1\n", [
      "manifest/type 7:clear `clear` must be true or false, found `1`",
    ]],
    [PACKAGE + BIN + '[lint]\ndeny = "a"\n', [
      'manifest/type 7:deny `deny` must be a list of strings, found the string `"a"`',
    ]],
    [PACKAGE + BIN + "[flags]\nnight = 3\n", [
      "manifest/type 7:night `night` must be true or false or a table, found `3`",
    ]],
    [PACKAGE + BIN + "[dependecies]\n", ["manifest/unknown-key 6:dependecies unknown section `dependecies`"]],
    [PACKAGE + "autors = []\n" + BIN, ["manifest/unknown-key 4:autors unknown key `package.autors`"]],
    [PACKAGE + BIN + "[deploy.k9s]\n", ["manifest/unknown-key 6:deploy.k9s unknown section `deploy.k9s`"]],
  ];
  for (const [text, expected] of rows) assert.deepEqual(problems(text), expected);
});

Deno.test("dependencies: contradictory forms name the dependency", () => {
  const rows: [string, string][] = [
    ['a = "1.2.3"', '7:a dependency `a`: there is no package registry for `"1.2.3"`'],
    ['a = { path = "x", git = "y", tag = "z" }', "7:git dependency `a`: both `path` and `git` are given"],
    [
      'a = { git = "y", tag = "z", rev = "1234567" }',
      "7:rev dependency `a`: more than one of `version`, `tag` and `rev` is given (tag, rev)",
    ],
    ['a = { path = "x", tag = "z" }', "7:tag dependency `a`: `tag` needs `git`"],
    ['a = { git = "y" }', "7:a dependency `a`: `git` needs `version`, `tag` or `rev`"],
    ['a = { git = "y", branch = "main" }', "7:branch dependency `a`: a branch is not reproducible"],
    ['a = { path = "" }', "7:path dependency `a`: `path` is empty"],
    ['a = { git = "y", rev = "xyz" }', "7:rev dependency `a`: `xyz` is not a commit"],
    ["a = {}", "7:a dependency `a`: neither `path` nor `git` is given"],
  ];
  for (const [line, expected] of rows) {
    assert.deepEqual(problems(`${PACKAGE}${BIN}[dependencies]\n${line}\n`), [`deps/form ${expected}`]);
  }
  assert.deepEqual(problems(`${PACKAGE}${BIN}[dependencies]\na-b = { path = "x" }\na_b = { path = "y" }\n`), [
    "deps/same-import 8:a_b `a-b` and `a_b` are both imported as `a_b`",
  ]);
});

Deno.test("an unknown key is a warning with the nearest name", () => {
  const { diagnostics, manifest } = readManifest("/p/fitz.toml", {
    path: "fitz.toml",
    text: PACKAGE + 'licence = "MIT"\n' + BIN,
  });
  assert.ok(manifest);
  assert.equal(
    renderDiagnostics(diagnostics),
    'warning[manifest/unknown-key]: unknown key `package.licence`\n --> fitz.toml:4:1\n  |\n4 | licence = "MIT"\n  | ^^^^^^^\n  = help: did you mean `license`?\n',
  );
});
