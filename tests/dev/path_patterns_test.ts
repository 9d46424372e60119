import assert from "node:assert/strict";
import { pathPatterns } from "../../src/cli/dev/path_patterns.ts";

Deno.test("globs of [dev]: names, folders, choices", () => {
  const cases: [string, string, boolean][] = [
    ["*.html", "a.html", true],
    ["*.html", "deep/er/a.html", true],
    ["*.html", "a.htm", false],
    ["pages/*.html", "pages/a.html", true],
    ["pages/*.html", "pages/b/a.html", false],
    ["pages/*.html", "other/pages/a.html", false],
    ["pages/**/*.html", "pages/a.html", true],
    ["pages/**/*.html", "pages/b/c/a.html", true],
    ["pages/**", "pages/b/c/a.txt", true],
    ["generated", "src/generated/x.fitz", true],
    ["generated", "src/generated2/x.fitz", false],
    ["generated/", "src/generated/x.fitz", true],
    ["./src/gen", "src/gen/x.fitz", true],
    ["/src", "lib/src/x.fitz", false],
    ["*.{css,js}", "a/b.css", true],
    ["*.{css,js}", "a/b.cs", false],
    ["data?.json", "data1.json", true],
    ["data?.json", "data12.json", false],
    ["a+b(c).txt", "a+b(c).txt", true],
  ];
  for (const [pattern, path, expected] of cases) {
    assert.equal(pathPatterns([pattern])(path), expected, `${pattern} and ${path}`);
  }
  assert.equal(pathPatterns([])("a"), false);
});
