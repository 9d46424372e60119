/** The golden documents are valid AsyncAPI 3.0, judged by the parser of its makers; every reference resolves. */
import assert from "node:assert/strict";
import { Parser } from "npm:@asyncapi/parser@3.4.0";

const root = new URL("../fixtures/asyncapi/", import.meta.url);
const ERROR = 0;

async function problems(text: string): Promise<string[]> {
  const { document, diagnostics } = await new Parser().parse(text);
  const errors = diagnostics.filter(({ severity }) => severity === ERROR).map(({ message, path }) =>
    `${path.join(".")}: ${message}`
  );
  return document || errors.length > 0 ? errors : ["there is no document"];
}

for (const area of Deno.readDirSync(root)) {
  for (const one of Deno.readDirSync(new URL(`${area.name}/`, root))) {
    Deno.test(`asyncapi/${area.name}/${one.name} is a valid document`, async () => {
      const text = Deno.readTextFileSync(new URL(`${area.name}/${one.name}/expected.json`, root));
      assert.deepEqual(await problems(text), []);
    });
  }
}

Deno.test("the parser refuses a document that is none", async () => {
  const wrong = {
    asyncapi: "3.0.0",
    info: { title: "x", version: "1" },
    operations: { receiveX: { action: "receive", channel: { $ref: "#/channels/nowhere" } } },
  };
  assert.notDeepEqual(await problems(JSON.stringify(wrong)), []);
});
