import assert from "node:assert/strict";
import { parse } from "npm:yaml@2.8.1";
import { toYaml } from "../../src/cli/to_yaml.ts";

Deno.test("YAML reads back as the same value", () => {
  const value = {
    openapi: "3.1.0",
    empty: { list: [], map: {}, text: "" },
    "/users/{id}": {
      get: [
        { a: 1, b: [1, 2, [3, { x: null }]] },
        "yes",
        "1.0",
        "a: b",
        " x",
        "x #y",
        "- z",
        "multi\nline",
        "null",
        "é",
      ],
    },
    "200": true,
    no: -1.5e300,
    'quo"te': ["~", "2026-01-01", "0x10", "=", "?", "*a", "&a", "!t", "%", "@", "`", "true"],
  };
  assert.deepEqual(parse(toYaml(value)), value);
  for (const scalar of ["a", "", null, 1, [], {}]) assert.deepEqual(parse(toYaml(scalar)), scalar);
});
