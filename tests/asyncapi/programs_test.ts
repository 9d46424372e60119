/** The documents of all programs with WebSocket endpoints that this repository has, examples and fixtures, are valid AsyncAPI 3.0. */
import assert from "node:assert/strict";
import { Parser } from "npm:@asyncapi/parser@3.4.0";
import { asyncapiText } from "../../src/emit/asyncapi/asyncapi.ts";
import { programManifests } from "../harness/programs.ts";

Deno.test("asyncapi: the document of every program with sockets is valid", async () => {
  const documents = new Map<string, string>();
  for (const { path, app } of programManifests()) {
    if (app.sockets.length > 0) documents.set(asyncapiText(app), path);
  }
  assert.ok(documents.size > 10, `only ${documents.size} programs have sockets`);
  const parser = new Parser();
  for (const [text, path] of documents) {
    const { document, diagnostics } = await parser.parse(text);
    const errors = diagnostics.filter(({ severity }) => severity === 0);
    assert.deepEqual(errors.map(({ message, path }) => `${path.join(".")}: ${message}`), [], path);
    assert.ok(document, path);
  }
});
