/** The golden documents are valid OpenAPI 3.1, judged by somebody else's validator. */
import assert from "node:assert/strict";
import { Validator } from "npm:@seriousme/openapi-schema-validator@2.4.1";

const root = new URL("../fixtures/openapi/", import.meta.url);

for (const area of Deno.readDirSync(root)) {
  for (const one of Deno.readDirSync(new URL(`${area.name}/`, root))) {
    Deno.test(`openapi/${area.name}/${one.name} is a valid document`, async () => {
      const text = Deno.readTextFileSync(new URL(`${area.name}/${one.name}/expected.json`, root));
      const result = await new Validator().validate(JSON.parse(text));
      assert.ok(result.valid, JSON.stringify(result.errors, null, 1));
    });
  }
}

Deno.test("the validator refuses a document that is none", async () => {
  const wrong = {
    openapi: "3.1.0",
    info: { title: "x", version: "1" },
    paths: { "/": { get: { responses: 5 } } },
  };
  const { valid } = await new Validator().validate(wrong);
  assert.equal(valid, false);
});
